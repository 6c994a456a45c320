"""The dictionary as the text of docs/data-dictionary.md."""

from __future__ import annotations

from graph import schema
from graph.dictionary.entries import INDEX_NAMES, Entry, FieldEntry, RelationEntry, by_domain, entry
from graph.model import DOMAINS, RecordType, types
from graph.text import Text


def markdown() -> str:
    """The whole dictionary as the text of docs/data-dictionary.md."""
    lines = [
        "# 数据字典 · Data dictionary",
        "",
        "由 `graph/model` 的声明生成：`python -m graph.dictionary`。请勿手改，测试会发现。",
        "Generated from the declarations in `graph/model`; a test finds what is edited by hand.",
        "",
        "依据一栏：A = 鲁高法〔2021〕76号 的条，B = 鲁高法办〔2021〕8号 的部分，F = 其附件。",
        "Basis: A = articles of opinion 76, B = parts of opinion 8, F = its attachments.",
        "",
    ]
    for domain, kinds in by_domain().items():
        lines.append(f"- **{_both(DOMAINS[domain])}**: " + " · ".join(_linked(k) for k in kinds))
    for kind in types().values():
        lines += ["", *_page(entry(kind))]
    return "\n".join([*lines, "", *_common()]) + "\n"


def _page(one: Entry) -> list[str]:
    kind = one.kind
    lines = [
        f'<a id="{kind.slug}"></a>',
        "",
        f"## {_both(kind.label)} `{kind.name}`",
        "",
        kind.lede.zh,
        kind.lede.en,
        "",
        *_table(["", ""], _facts(one)),
        "",
        "**字段 · Fields**",
        "",
        *_table(
            ["字段", "名称 · Name", "类型 · Type", "必填 · Required", "说明 · Notes"],
            [_field_row(field) for field in one.fields],
        ),
    ]
    lines += _choices(one)
    if one.relations:
        lines += ["", "**关系 · Relations**", ""]
        lines += _table(
            ["关系", "名称 · Name", "图中 · In the graph", "数量 · How many",
             "在另一端 · On the other end", "属性 · Properties"],
            [_relation_row(each) for each in one.relations],
        )  # fmt: skip
    if one.incoming:
        lines += ["", "**由另一端声明 · Declared by the other end**", ""]
        lines += _table(
            ["名称 · Name", "图中 · In the graph", "记录 · Records"],
            [[_both(e.label), f"`{e.pattern}`", _linked(e.targets[0])] for e in one.incoming],
        )
    lines += ["", "**约束和索引 · Constraints and indexes**", ""]
    lines += _table(
        ["", "种类 · Kind", "字段 · Fields"],
        [[f"`{i.name}`", _both(INDEX_NAMES[i.kind]), _code(i.properties)] for i in one.indexes],
    )
    return lines


def _facts(one: Entry) -> list[list[str]]:
    kind = one.kind
    rows = [["依据 · Basis", kind.basis]] if kind.basis else []
    rows.append(["业务主键 · Business key", f"`{kind.key}` {_both(one.key)}"])
    if one.dated:
        rows.append(["列表按 · Listed by", f"`{kind.dated}` {_both(one.dated)}"])
    for title, names, labels in (
        ("归属 · Home", kind.home, one.home),
        ("另可见于 · Also read by the courts of", kind.shared, one.shared),
        ("涉及本人者不得查看 · Not seen by oneself", kind.about, one.about),
    ):
        if names:
            pairs = zip(names, labels, strict=True)
            rows.append([title, ", ".join(f"`{name}` {_both(label)}" for name, label in pairs)])
    rows.append(["可见范围 · Reach", _both(one.reach)])
    if kind.confidential:
        rows.append(["保密 · Confidential", "是：仅纪检监察机构、作出者和本人的领导 · "
                     "yes: discipline bodies, who gave it, and the person's leaders"])  # fmt: skip
    rows.append(["可读 · Read by", ", ".join(_both(r) for r in one.readers)])
    rows.append(
        ["可写 · Written by", ", ".join(_both(r) for r in one.writers) or "系统 · the product"]
    )
    return rows


def _field_row(field: FieldEntry) -> list[str]:
    required = "是 · yes" if field.required else ""
    if field.unique:
        required = "是，唯一 · yes, unique" if required else "唯一 · unique"
    notes = "; ".join(_both(note) for note in field.notes)
    return [f"`{field.name}`", _both(field.label), _both(field.kind), required, notes]


def _relation_row(each: RelationEntry) -> list[str]:
    many = "多个 · several" if each.many else "一个 · one"
    if each.required:
        many += "，必填 · required"
    properties = "; ".join(_property(p) for p in each.properties)
    other = _both(each.other_end) if each.other_end else ""
    return [f"`{each.name}`", _both(each.label), f"`{each.pattern}`", many, other, properties]


def _property(field: FieldEntry) -> str:
    choices = ", ".join(f"`{code}` {_both(label)}" for code, label in field.choices.items())
    return f"`{field.name}` {_both(field.label)}" + (f" ({choices})" if choices else "")


def _choices(one: Entry) -> list[str]:
    lines: list[str] = []
    for field in one.fields:
        if field.choices:
            named = " · ".join(f"`{code}` {c.zh} ({c.en})" for code, c in field.choices.items())
            lines += ["", f"`{field.name}` {_both(field.label)}: {named}"]
    return lines


def _common() -> list[str]:
    """What every node has, once."""
    first = entry(next(iter(types().values())))
    return [
        "## 每条记录都有 · Every record has",
        "",
        *_table(
            ["字段", "名称 · Name", "类型 · Type"],
            [[f"`{f.name}`", _both(f.label), _both(f.kind)] for f in first.system_fields],
        ),
        "",
        "**不属于单一类型的索引 · Indexes of no single type**",
        "",
        *_table(
            ["", "种类 · Kind", "标签或关系 · Label or type", "字段 · Fields"],
            [
                [f"`{i.name}`", _both(INDEX_NAMES[i.kind]), f"`{i.on}`", _code(i.properties)]
                for i in schema.COMMON
            ],
        ),
    ]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return [*lines, *("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows)]


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} · {text.en}"


def _linked(kind: RecordType) -> str:
    return f"[{_both(kind.label)}](#{kind.slug})"


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
