"""zhijian check: what is wrong with this installation, for whoever operates it.

Drift between declarations, migrations and the running stores; settings and files that are not
safe. Exit status 1 where anything is wrong.
"""

from __future__ import annotations

import click

from app.checks import Finding, check_all
from app.cli.output import json_option, print_json
from config import Settings


@click.command()
@json_option
def check(as_json: bool) -> None:
    """检查偏差和不安全设置 · Report drift and unsafe settings."""
    findings = check_all(Settings.from_env())
    if as_json:
        print_json([finding.as_dict() for finding in findings])
    else:
        _print(findings)
    if findings:
        raise click.exceptions.Exit(1)


def _print(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(f"✗ {finding.about}: {finding.text.zh}")
        click.echo(f"  {finding.text.en}")
    if not findings:
        click.echo("没有发现问题 · Nothing found wrong")
