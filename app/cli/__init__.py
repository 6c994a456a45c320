"""The command line. A family of commands is a module here; ``COMMANDS`` says which.

Modules are imported when their command is called: `zhijian graph status` doesn't wait for
Flask. Exit status: 0 done, 1 refused or found wrong, 2 usage.
"""

from __future__ import annotations

import sys
from errno import EDQUOT, ENOSPC
from importlib import import_module
from typing import Any

import click

from config import BadSetting
from graph.errors import ZhijianError
from graph.text import Text

COMMANDS = {
    "run": "app.cli.web:run",
    "serve": "app.cli.web:serve",
    "graph": "app.cli.graph:graph",
    "migrate": "app.cli.migrate:migrate",
    "check": "app.cli.check:check",
    "demo": "app.cli.demo:demo",
    "generate": "app.cli.generate:generate",
    "load": "app.cli.load:load",
    "duties": "app.cli.duties:duties",
    "rollup": "app.cli.rollup:rollup",
    "audit": "app.cli.audit:audit",
}
"""Command → module:object. A new family adds its line."""

INTERRUPTED = 130


class Commands(click.Group):
    """The group of ``COMMANDS``, whose errors are sentences and never tracebacks."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        return getattr(import_module(module), name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ZhijianError as error:
            say(error.text)
            ctx.exit(1)
        except BadSetting as error:
            say(Text(f"设置有误：{error}", f"A setting is wrong: {error}"))
            ctx.exit(2)
        except OSError as error:
            say(in_words(error))
            ctx.exit(1)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


def say(text: Text) -> None:
    """A sentence on the error stream: Chinese, then English."""
    for sentence in dict.fromkeys(text):
        click.echo(sentence, err=True)


def in_words(error: OSError) -> Text:
    """What the system refused, and which file it was about."""
    about = error.filename or "—"
    if error.errno in (ENOSPC, EDQUOT):
        return Text(
            f"磁盘已满（{about}）。请清理磁盘后重新运行。",
            f"The disk is full ({about}). Free some space, then run the same command again.",
        )
    return Text(
        f"系统拒绝了操作：{about}（{error.strerror}）。请检查该文件或目录的权限。",
        f"The system refused: {about} ({error.strerror}). Check the rights of that file or folder.",
    )


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zhijian", prog_name="zhijian")
def main() -> None:
    """执鉴：执行监督图谱 · Zhijian: a graph of enforcement oversight."""


if __name__ == "__main__":
    sys.exit(main())
