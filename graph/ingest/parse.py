"""Reads a mapping file and checks every name in it against the declarations.

A fault is raised with the file, the line and the name, before a row is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.errors import MappingFault, Unknown
from graph.ingest.lines import Map, parse
from graph.ingest.mapping import (
    PLACE,
    Condition,
    LinkMap,
    Mapping,
    RecordMap,
    Rule,
    Template,
    Value,
)  # fmt: skip
from graph.model import Field, RecordType, Ref, type_of
from graph.records.values import BadValue, read_value
from graph.text import Text

TOP = {"title", "into", "encoding", "delimiter", "sheet", "columns", "ignored", "derived",
       "records", "contradictions"}  # fmt: skip
VALUE = {"value", "extract", "map", "else"}
COMBINED = {"join", "differ", "only_differing"}
RECORD = {"name", "type", "existing", "key", "fields", "links", "when"}
LINK = {"record", "type", "key", "split", "properties"}
RULE = {"zh", "en", "per", "differ"}


def read_mapping(path: Path) -> Mapping:
    """The mapping of a file; raises MappingFault."""
    return _Parser(path.name, parse(path)).mapping()


@dataclass
class _Parser:
    file: str
    top: Map

    def __post_init__(self) -> None:
        self.columns: tuple[str, ...] = ()
        self.known: set[str] = set()
        self.records: dict[str, RecordMap] = {}

    def mapping(self) -> Mapping:
        self._only(self.top, TOP)
        self.columns = tuple(self._texts(self.top, "columns", needed=True))
        ignored = frozenset(self._texts(self.top, "ignored"))
        self.known = set(self.columns)
        derived: dict[str, Value] = {}
        for name, said in self._map(self.top, "derived").items():
            line = self.top["derived"].lines[name]
            if name in self.known:
                raise self._fault(line, f"列“{name}”已存在", f"there is a column “{name}” already")
            derived[name] = self._value(said, line, combined=False)
            self.known.add(name)
        for said in self._list(self.top, "records", needed=True):
            record = self._record(said)
            self.records[record.name] = record
        rules = tuple(self._rule(said) for said in self._list(self.top, "contradictions"))
        self._all_used(derived, rules)
        return Mapping(
            file=self.file, title=self._text(self.top, "title"), into=self._text(self.top, "into"),
            encoding=self.top.get("encoding", "utf-8"), delimiter=self.top.get("delimiter", ","),
            sheet=self.top.get("sheet", ""), columns=self.columns, ignored=ignored,
            derived=derived, records=tuple(self.records.values()), rules=rules,
        )  # fmt: skip

    def _all_used(self, derived: dict[str, Value], rules: tuple[Rule, ...]) -> None:
        """A column that nothing takes would be dropped in silence: it has to be ``ignored``."""
        used = {c for v in derived.values() for c in v.columns}
        used |= {c for r in rules for c in (*r.per, *r.differ)}
        for record in self.records.values():
            used |= set(record.key.columns) | {c.column for c in record.when}
            used |= {c for v in record.fields.values() for c in v.columns}
            for link in record.links:
                used |= set(link.key.columns)
                used |= {c for v in link.properties.values() for c in v.columns}
        for name in self.columns:
            if name not in used:
                raise self._fault(
                    self.top.lines["columns"],
                    f"列“{name}”没有用到：请使用它，或移到 ignored 下",
                    f"the column “{name}” is not used: use it, or move it to ignored",
                )

    def _record(self, said: Any) -> RecordMap:
        if not isinstance(said, Map):
            raise self._fault(self.top.lines["records"], "records 的每一项都是一种记录",
                              "each entry of records is a kind of record")  # fmt: skip
        self._only(said, RECORD)
        kind = self._type(said, "type")
        name = said.get("name", kind.name)
        if name in self.records:
            raise self._fault(said.line, f"名称“{name}”已用过，请用 name 区分",
                              f"the name “{name}” is taken: tell them apart by name")  # fmt: skip
        key = self._template(self._text(said, "key"), said.lines["key"])
        fields = {
            n: self._field(kind, n, v, said["fields"].lines[n])
            for n, v in self._map(said, "fields").items()
        }
        existing = said.get("existing") == "true"
        whens = tuple(self._conditions(said))
        made = RecordMap(name, kind, key, fields, (), whens, said.line, existing)
        self.records[name] = made
        links: list[LinkMap] = []
        for n, v in self._map(said, "links").items():
            line = said["links"].lines[n]
            ref = self._named(kind.ref, n, line)
            links += [
                self._link(made, ref, one, line) for one in (v if isinstance(v, list) else [v])
            ]
        if not existing:
            self._complete(kind, fields, links, said.line)
        return replace(made, links=tuple(links))

    def _complete(
        self, kind: RecordType, fields: dict[str, Value], links: list[LinkMap], line: int
    ) -> None:
        lacking = [
            f.label for n, f in kind.own_fields.items()
            if f.required and n != kind.key and n not in fields and f.initial is None
        ]  # fmt: skip
        have = {link.ref.name for link in links}
        lacking += [r.label for n, r in kind.refs.items() if r.required and n not in have]
        if lacking:
            raise self._fault(
                line,
                f"{kind.label.zh}缺少必填项：{'、'.join(t.zh for t in lacking)}",
                f"{kind.label.en} lacks what is required: {', '.join(t.en for t in lacking)}",
            )

    def _field(self, kind: RecordType, name: str, said: Any, line: int) -> Value:
        field = self._named(kind.field, name, line)
        if field.system or name == kind.key:
            raise self._fault(
                line,
                f"“{name}”由系统填写，或应写作 key",
                f"“{name}” is filled in by the product, or belongs under key",
            )
        value = self._value(said, line)
        self._suits(field, value, line)
        return value

    def _suits(self, field: Field, value: Value, line: int) -> None:
        """Constants and the results of value maps are checked now, not with the rows."""
        said = [*(value.translate or {}).values(), value.differ or ""]
        if not value.template.columns and value.translate is None:
            said.append(value.template.text)
        for each in said:
            try:
                if not PLACE.search(each):
                    read_value(field, each)
            except BadValue as bad:
                raise self._fault(line, bad.text.zh, bad.text.en) from bad

    def _value(self, said: Any, line: int, combined: bool = True) -> Value:
        if isinstance(said, str):
            return Value(self._template(said, line))
        if not isinstance(said, Map):
            raise self._fault(
                line, "这里应是文本，或 value、map 等", "text, or value, map … belong here"
            )
        self._only(said, VALUE | (COMBINED if combined else set()))
        pattern = said.get("extract")
        try:
            extract = re.compile(pattern) if pattern else None
        except re.error as error:
            raise self._fault(said.lines["extract"], f"正则表达式有误：{error}",
                              f"this pattern can't be read: {error}") from error  # fmt: skip
        if extract and extract.groups != 1:
            raise self._fault(said.lines["extract"], "正则表达式须有且只有一个括号组",
                              "the pattern needs one group in brackets")  # fmt: skip
        otherwise = said.get("else")
        return Value(
            template=self._template(self._text(said, "value"), said.lines["value"]),
            extract=extract,
            translate=dict(self._map(said, "map")) if "map" in said else None,
            otherwise=self._template(otherwise, said.lines["else"])
            if otherwise is not None
            else None,
            join=said.get("join"),
            differ=said.get("differ"),
            only_differing=said.get("only_differing") == "true",
        )

    def _link(self, owner: RecordMap, ref: Ref, said: Any, line: int) -> LinkMap:
        if isinstance(said, str):
            said = Map({"record": said})
            said.line, said.lines = line, {"record": line}
        if not isinstance(said, Map):
            raise self._fault(
                line, "这里应是记录名，或 type 和 key", "a record's name, or type and key"
            )
        self._only(said, LINK)
        record, kind, key = self._end(owner, said)
        if kind.name not in ref.targets:
            raise self._fault(
                said.line,
                f"“{ref.label.zh}”不能指向{kind.label.zh}，只能是{'、'.join(ref.targets)}",
                f"“{ref.name}” can't lead to {kind.name}, only to {', '.join(ref.targets)}",
            )
        properties: dict[str, Value] = {}
        for name, value in self._map(said, "properties").items():
            at = said["properties"].lines[name]
            if name not in ref.fields:
                raise self._fault(at, f"关系“{ref.label.zh}”没有名为“{name}”的字段",
                                  f"the relation “{ref.name}” has no field “{name}”")  # fmt: skip
            properties[name] = self._value(value, at, combined=False)
            self._suits(ref.fields[name], properties[name], at)
        return LinkMap(ref, kind.name, key, record, said.get("split", ""), properties, said.line)

    def _end(self, owner: RecordMap, said: Map) -> tuple[str, RecordType, Template]:
        if "record" in said:
            other = self.records.get(said["record"])
            if other is None or other.name == owner.name:
                raise self._fault(
                    said.line,
                    f"上文没有名为“{said['record']}”的记录；先列被指向的记录",
                    f"there is no record “{said['record']}” above: list what is led to first",
                )
            return other.name, other.kind, other.key
        kind = self._type(said, "type")
        return "", kind, self._template(self._text(said, "key"), said.lines["key"])

    def _conditions(self, said: Map) -> Iterable[Condition]:
        for column, rule in self._map(said, "when").items():
            line = said["when"].lines[column]
            self._column(column, line)
            if rule in ("filled", "empty"):
                yield Condition(column, frozenset({""}), without=rule == "filled")
            elif isinstance(rule, Map) and len(rule) == 1 and set(rule) <= {"in", "not_in"}:
                ((word, values),) = rule.items()
                listed = frozenset(values if isinstance(values, list) else [values])
                yield Condition(column, listed, without=word == "not_in")
            else:
                raise self._fault(line, "条件只能是 filled、empty、in 或 not_in",
                                  "a condition is filled, empty, in or not_in")  # fmt: skip

    def _rule(self, said: Any) -> Rule:
        if not isinstance(said, Map):
            raise self._fault(self.top.lines["contradictions"], "每一项须有 zh、en、per、differ",
                              "each entry needs zh, en, per, differ")  # fmt: skip
        self._only(said, RULE)
        per = self._texts(said, "per", needed=True)
        differ = self._texts(said, "differ", needed=True)
        for column in (*per, *differ):
            self._column(column, said.line)
        return Rule(Text(self._text(said, "zh"), self._text(said, "en")), tuple(per), tuple(differ))

    def _template(self, text: Any, line: int) -> Template:
        if not isinstance(text, str):
            raise self._fault(line, "这里应是文本", "this has to be text")
        template = Template(text)
        for column in template.columns:
            self._column(column, line)
        return template

    def _column(self, name: str, line: int) -> None:
        if name not in self.known:
            raise self._fault(
                line, f"没有名为“{name}”的列，可用：{'、'.join(sorted(self.known))}",
                f"there is no column “{name}”; there are {', '.join(sorted(self.known))}",
            )  # fmt: skip

    def _type(self, said: Map, name: str) -> RecordType:
        text = self._text(said, name)
        kind: RecordType = self._named(type_of, text, said.lines[name])
        return kind

    def _named(self, find: Any, name: str, line: int) -> Any:
        try:
            return find(name)
        except Unknown as unknown:
            raise self._fault(
                line, unknown.text.zh.rstrip("。"), unknown.text.en.rstrip(".")
            ) from unknown

    def _text(self, said: Map, name: str) -> str:
        if name not in said:
            raise self._fault(said.line, f"缺少“{name}”", f"“{name}” is missing")
        if not isinstance(said[name], str):
            raise self._fault(said.lines[name], f"“{name}”应是文本", f"“{name}” has to be text")
        return str(said[name])

    def _texts(self, said: Map, name: str, needed: bool = False) -> list[str]:
        found = said.get(name, [])
        if not isinstance(found, list) or (needed and not found):
            raise self._fault(said.lines.get(name, said.line), f"“{name}”应是一个列表",
                              f"“{name}” has to be a list")  # fmt: skip
        return [str(one) for one in found]

    def _list(self, said: Map, name: str, needed: bool = False) -> list[Any]:
        found = said.get(name, [])
        if not isinstance(found, list) or (needed and not found):
            raise self._fault(said.lines.get(name, said.line), f"“{name}”应是一个列表",
                              f"“{name}” has to be a list")  # fmt: skip
        return found

    def _map(self, said: Map, name: str) -> Map:
        found = said.get(name, Map())
        if not isinstance(found, Map):
            raise self._fault(said.lines[name], f"“{name}”下应是“名称: 内容”",
                              f"“{name}” has to hold “name: content”")  # fmt: skip
        return found

    def _only(self, said: Map, allowed: set[str]) -> None:
        for name in said:
            if name not in allowed:
                raise self._fault(
                    said.lines[name], f"不认识“{name}”，可用：{'、'.join(sorted(allowed))}",
                    f"“{name}” is not known here; there are {', '.join(sorted(allowed))}",
                )  # fmt: skip

    def _fault(self, line: int, zh: str, en: str) -> MappingFault:
        return MappingFault(file=self.file, line=line, what=Text(zh, en))
