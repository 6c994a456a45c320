"""What may be set: the name of a ◇, a number within its range, from a day on which its document
applies. Forms, the API and loads ask here, as the page of parameters does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.duties import fixed
from graph.duties.parameters import Setting, settings
from graph.text import Text

Faults = dict[str, Text]


def number_of(name: str, since: date) -> str:
    """The number of the record that sets a parameter from a day on: one for each day."""
    return f"{name}@{since}"


def checked(known: Mapping[str, Any]) -> tuple[dict[str, Any], Faults]:
    """What a record's values say of its other ones (number, unit, the value's spelling), and the
    sentences about what can't be, by field. Of a part of a record only that part is judged."""
    name, since = _identity(known)
    if name is None:
        return {}, {}
    setting = settings().get(name)
    if setting is None:
        return {}, {"name": _unknown(name)}
    values: dict[str, Any] = {"unit": setting.unit.zh}
    faults = _value(setting, known.get("value"), values)
    if known.get("unit") not in (None, *setting.unit):
        faults["unit"] = Text(
            f"“单位”应为“{setting.unit.zh}”，不能是“{known['unit']}”",
            f"“Unit” has to be “{setting.unit.en}”, not “{known['unit']}”",
        )
    if isinstance(since, date):
        faults |= _day(setting, since)
        values["number"] = number_of(name, since)
        if known.get("number") not in (None, values["number"]):
            faults["number"] = Text(
                f"“参数编号”应为 {values['number']}，也可以不填",
                f"“Parameter number” has to be {values['number']}; it may be left out",
            )
    return values, faults


def _identity(known: Mapping[str, Any]) -> tuple[str | None, date | None]:
    """Which parameter from which day: as said, else as the number says."""
    name, _at, day = str(known.get("number") or "").partition("@")
    since = known.get("valid_from")
    if since is None:
        try:
            since = date.fromisoformat(day)
        except ValueError:
            since = None
    return known.get("name") or name or None, since


def _unknown(name: str) -> Text:
    known = fixed.values().get(name)
    if known is not None:
        return Text(
            f"{name} 由文件确定（{known.basis}：{known.value.zh}），不能改",
            f"{name} is fixed by the text ({known.basis}: {known.value.en}) and can't be changed",
        )
    return Text(
        f"没有名为“{name}”的参数：可设定的见“本地参数”页",
        f"there is no parameter “{name}”: the page of local parameters lists them",
    )


def _value(setting: Setting, said: Any, values: dict[str, Any]) -> Faults:
    """Put the value as it is stored into ``values``; or why it can't be."""
    if said is None:
        return {}
    try:
        number = float(str(said))
    except ValueError:
        return {"value": Text(f"“数值”须是数字：{said}", f"“Value” must be a number: {said}")}
    if not setting.least <= number <= setting.most:
        return {"value": Text(
            f"“数值”须在{setting.least:g}至{setting.most:g}{setting.unit.zh}之间，不能是{said}",
            f"“Value” must be between {setting.least:g} and {setting.most:g} {setting.unit.en}, "
            f"not {said}",
        )}  # fmt: skip
    if setting.whole and number != int(number):
        return {"value": Text(f"“数值”须是整数：{said}", f"“Value” must be whole: {said}")}
    values["value"] = f"{number:g}"
    return {}


def _day(setting: Setting, since: date) -> Faults:
    if since >= setting.applies_from:
        return {}
    return {"valid_from": Text(
        f"“生效日期”{since}早于文件印发日{setting.applies_from}（{setting.basis}）",
        f"“Valid from” {since} is before the day of its document, {setting.applies_from} "
        f"({setting.basis})",
    )}  # fmt: skip
