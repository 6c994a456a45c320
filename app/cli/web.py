"""zhijian run and zhijian serve: the whole product, or its web server alone."""

from __future__ import annotations

import click

from config import Settings
from graph.progress import TerminalProgress


@click.command()
def run() -> None:
    """启动全部并打印地址和账号 · Start everything; print address and accounts."""
    from app.run import Stopped, Supervisor

    supervisor = Supervisor(Settings.from_env(), TerminalProgress())
    try:
        with supervisor.up() as accounts:
            _print_address(supervisor.url, accounts)
            supervisor.watch(supervisor.progress)
    except Stopped:
        pass
    click.echo("已停止 · Stopped", err=True)


@click.command()
@click.option("--pid-file", help="写入进程号的文件 · File to write the process id to.")
def serve(pid_file: str | None) -> None:
    """仅网页服务（需先 migrate） · The web server alone, after a migrate."""
    from app.web import WebServer
    from graph.server import connect

    settings = Settings.from_env()
    connect(settings)  # says at once where there is no graph, not once a worker
    WebServer(settings, pid_file).run()


def _print_address(url: str, accounts: list[tuple[str, str, str]]) -> None:
    click.echo(f"\n执鉴已就绪 · Zhijian is ready\n\n  {url}\n")
    if accounts:
        click.echo("  首次登录须修改密码 · To be changed at the first login:\n")
        width = max(len(name) for name, _, _ in accounts)
        for name, _role, password in accounts:
            click.echo(f"  {name:<{width}}  {password}")
        click.echo("")
    click.echo(
        "  责任正在后台检视，完成前责任、断链的数目不全\n"
        "  Duties are being looked for in the background; until that is done, there are more\n"
    )
    click.echo("  Ctrl-C 停止 · stops it\n")
