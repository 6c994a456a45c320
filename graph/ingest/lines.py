"""YAML with the line of every entry, so that a fault in a mapping names its place.

Every scalar is text: ``600``, ``05A`` and ``no`` are codes of a source, not numbers or truths.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from graph.errors import MappingFault
from graph.text import Text


class Map(dict[str, Any]):
    """A YAML mapping that knows its own line and the line of each key."""

    line: int = 1
    lines: dict[str, int]


class _Loader(yaml.SafeLoader):
    file: str = ""


def _scalar(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


def _list(loader: _Loader, node: yaml.SequenceNode) -> list[Any]:
    return list(loader.construct_sequence(node, deep=True))


def _map(loader: _Loader, node: yaml.MappingNode) -> Map:
    made = Map()
    made.line = node.start_mark.line + 1
    made.lines = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        line = key_node.start_mark.line + 1
        if key in made:
            raise MappingFault(file=loader.file, line=line, what=Text(
                f"“{key}”写了两次，请删去一处", f"“{key}” is there twice: remove one"
            ))  # fmt: skip
        made[key] = loader.construct_object(value_node, deep=True)
        made.lines[key] = line
    return made


_Loader.yaml_implicit_resolvers = {}
_Loader.add_constructor("tag:yaml.org,2002:str", _scalar)
_Loader.add_constructor("tag:yaml.org,2002:seq", _list)
_Loader.add_constructor("tag:yaml.org,2002:map", _map)


def parse(path: Path) -> Map:
    """The file's top mapping; raises MappingFault with file and line."""
    loader = _Loader(path.read_text(encoding="utf-8-sig"))
    loader.file = path.name
    try:
        found = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MappingFault(file=path.name, line=line, what=Text(
            f"YAML 格式有误：{error.problem}", f"this is not YAML: {error.problem}"
        )) from error  # fmt: skip
    finally:
        loader.dispose()
    if not isinstance(found, Map):
        raise MappingFault(file=path.name, line=1, what=Text(
            "映射文件为空或不是“名称: 内容”的形式，请参照 docs/loading.md",
            "the mapping is empty or no list of “name: content”: see docs/loading.md",
        ))  # fmt: skip
    return found
