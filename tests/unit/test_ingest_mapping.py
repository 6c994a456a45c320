"""A mapping is checked name by name before a row is read; a fault says file, line and name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import ROOT
from graph.errors import MappingFault
from graph.ingest.files import MAPPINGS
from graph.ingest.mapping import Template
from graph.ingest.parse import read_mapping

GOOD = """\
title: 信访
into: 鲁
columns: [no, day, dept, who, what]
records:
  - name: petition
    type: Petition
    key: "{no}"
    fields:
      received_on: "{day}"
      channel: letter
      content: "{what}"
    links:
      handled_by: {type: Department, key: "{dept}"}
      officers: {type: Officer, key: "{who}", split: "；"}
"""


def mapping(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_mapping_says_what_it_says(tmp_path: Path) -> None:
    made = read_mapping(mapping(tmp_path, GOOD))
    record = made.records[0]
    assert (made.into, made.columns) == ("鲁", ("no", "day", "dept", "who", "what"))
    assert (record.name, record.kind.name, record.key) == ("petition", "Petition", Template("{no}"))
    assert [(link.ref.name, link.label, link.split) for link in record.links] == [
        ("handled_by", "Department", ""),
        ("officers", "Officer", "；"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("type: Petition", "type: Petiton", 6, "Petiton"),
        ("received_on:", "recieved_on:", 9, "recieved_on"),
        ("channel: letter", "channel: pigeon", 10, "pigeon"),
        ("handled_by:", "handeld_by:", 13, "handeld_by"),
        ('"{day}"', '"{date}"', 9, "date"),
        ("type: Department", "type: Case", 13, "Case"),
        ("columns: [no, day, dept", "columns: [no, day, extra, dept", 3, "extra"),
        ("    links:\n      handled_by: {type: Department, key: \"{dept}\"}\n",
         "    when:\n      dept: filled\n    links:\n", 5, "Handled by"),
        ("title: 信访", "title: 信访\ntitle: 又", 2, "title"),
        ("into: 鲁", "court: 鲁", 2, "court"),
        ("key: \"{no}\"", "key: [no]", 7, "text"),
        ("  - name", "  - name: [", 5, "YAML"),
        ('split: "；"', 'splitt: "；"', 14, "splitt"),
        ("channel: letter", "version: letter", 10, "version"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    assert old in GOOD
    with pytest.raises(MappingFault) as told:
        read_mapping(mapping(tmp_path, GOOD.replace(old, new, 1)))
    assert says in told.value.text.en
    assert told.value.text.en.startswith(f"m.yaml, line {line}: "), told.value.text.en
    assert f"第{line}行" in told.value.text.zh


def test_codes_stay_text(tmp_path: Path) -> None:
    text = GOOD.replace(
        "channel: letter", "channel: {value: '{what}', map: {01: letter, no: visit}}"
    )
    value = read_mapping(mapping(tmp_path, text)).records[0].fields["channel"]
    assert value.translate == {"01": "letter", "no": "visit"}


def test_a_value_map_may_only_give_what_the_field_takes(tmp_path: Path) -> None:
    text = GOOD.replace("channel: letter", "channel: {value: '{what}', map: {a: letter, b: owl}}")
    with pytest.raises(MappingFault, match="owl"):
        read_mapping(mapping(tmp_path, text))


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.yaml")), ids=lambda p: p.stem)
def test_every_mapping_of_the_product_holds(path: Path) -> None:
    assert read_mapping(path).records


def test_the_mapping_of_the_documentation_holds(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "loading.md").read_text(encoding="utf-8")
    made = read_mapping(mapping(tmp_path, "\n".join(re.findall(r"```yaml\n(.*?)```", text, re.S))))
    assert [record.name for record in made.records] == ["officer", "Petition"]
    assert (made.encoding, made.delimiter, made.ignored) == ("gb18030", ";", {"备注"})
    assert len(made.rules) == 1
