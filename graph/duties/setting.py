"""What may be set: the name of a ◇, a number within its range or one of its choices, from a day
on which its document applies. Forms, the API and loads ask here, as the page of parameters does."""

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
    values: dict[str, Any] = {"unit": setting.unit.zh or None}
    faults = _value(setting, known.get("value"), values) | _unit(setting, known.get("unit"))
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


def _unit(setting: Setting, said: Any) -> Faults:
    """Why a unit can't be the parameter's; a choice has none."""
    if said in (None, *setting.unit):
        return {}
    if not setting.unit.zh:
        return {"unit": Text(
            f"这个参数没有单位，不能填“{said}”", f"this parameter has no unit: leave out “{said}”"
        )}  # fmt: skip
    return {"unit": Text(
        f"“单位”应为“{setting.unit.zh}”，不能是“{said}”",
        f"“Unit” has to be “{setting.unit.en}”, not “{said}”",
    )}  # fmt: skip


def _value(setting: Setting, said: Any, values: dict[str, Any]) -> Faults:
    """Put the value as it is stored into ``values``; or why it can't be."""
    if said is None:
        return {}
    if setting.choices:
        return _choice(setting, str(said), values)
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


def _choice(setting: Setting, said: str, values: dict[str, Any]) -> Faults:
    chosen = setting.chosen(said)
    if chosen is None:
        zh = "、".join(f"{each.code}（{each.text.zh}）" for each in setting.choices)
        en = ", ".join(f"{each.code} ({each.text.en})" for each in setting.choices)
        return {"value": Text(
            f"“数值”须是下列之一：{zh}；不能是“{said}”",
            f"“Value” must be one of: {en}; not “{said}”",
        )}  # fmt: skip
    values["value"] = chosen.code
    return {}


def _day(setting: Setting, since: date) -> Faults:
    if since >= setting.applies_from:
        return {}
    return {"valid_from": Text(
        f"“生效日期”{since}早于文件印发日{setting.applies_from}（{setting.basis}）",
        f"“Valid from” {since} is before the day of its document, {setting.applies_from} "
        f"({setting.basis})",
    )}  # fmt: skip
