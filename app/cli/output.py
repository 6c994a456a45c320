"""What several commands print: JSON for programs, and the option that asks for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

json_option: Callable[[Any], Any] = click.option(
    "--json", "as_json", is_flag=True, help="供程序读取 · For a program to read."
)


def print_json(value: object) -> None:
    """One JSON document on standard output; paths and dates become text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
