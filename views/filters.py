"""FAB's filters for the graph, and which of them a column has.

An address says ``_flt_<n>_<column>=<value>``, where n is the place in ``conversion_table``: the
order is an API that saved addresses rely on, so new filters are added at the end, ten at most.
The first places are FAB's own.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from flask_appbuilder.models.filters import BaseFilter, BaseFilterConverter, FilterRelation
from flask_babel import lazy_gettext as _

from graph.errors import BadParameter
from graph.model import Kind
from graph.records import Filter, Op, Query
from graph.records.values import BadValue, read_value
from graph.text import Text

PARTS = (Op.CONTAINS, Op.NOT_CONTAINS, Op.STARTS, Op.NOT_STARTS, Op.ENDS, Op.NOT_ENDS)


class GraphFilter(BaseFilter):
    """A condition on one field."""

    op: ClassVar[Op]
    empty: ClassVar[Op | None] = None
    """What it means without a value: “equal to” nothing is “empty”."""

    needs_value = True

    offered = True
    """Whether people choose it in the filter panel; others come with addresses of pages."""

    def __init__(self, column_name: str, datamodel: Any, is_related_view: bool = False) -> None:
        """FAB's own keeps every filter in one map of the process, ours over SQLAlchemy's."""
        self.column_name = column_name
        self.datamodel = datamodel
        self.model = datamodel.obj
        self.is_related_view = is_related_view

    def apply(self, query: Query, value: Any) -> Query:
        """The query with this condition. Raises BadParameter for a value the field can't have."""
        if not self.needs_value:
            return query.where(Filter(self.column_name, self.op))
        if value in ("", None) and self.empty:
            return query.where(Filter(self.column_name, self.empty))
        return query.where(Filter(self.column_name, self.op, self._stored(value)))

    def _stored(self, value: Any) -> Any:
        field = self.datamodel.kind.field(self.column_name)
        part = self.op in PARTS or field.kind is Kind.CASE_NUMBER
        if part and value not in ("", None):
            return str(value)
        try:
            stored = read_value(field, value)
        except BadValue as bad:
            raise BadParameter(name=self.column_name, value=value, why=bad.text) from None
        if stored is None:
            raise _missing(self.column_name)
        return stored


class FilterStartsWith(GraphFilter):
    name, arg_name, op = _("开头是"), "sw", Op.STARTS


class FilterEndsWith(GraphFilter):
    name, arg_name, op = _("结尾是"), "ew", Op.ENDS


class FilterContains(GraphFilter):
    name, arg_name, op = _("包含"), "ct", Op.CONTAINS


class FilterEqual(GraphFilter):
    name, arg_name, op, empty = _("等于"), "eq", Op.EQUAL, Op.EMPTY


class FilterNotStartsWith(GraphFilter):
    name, arg_name, op = _("开头不是"), "nsw", Op.NOT_STARTS


class FilterNotEndsWith(GraphFilter):
    name, arg_name, op = _("结尾不是"), "new", Op.NOT_ENDS


class FilterNotContains(GraphFilter):
    name, arg_name, op = _("不包含"), "nct", Op.NOT_CONTAINS


class FilterNotEqual(GraphFilter):
    name, arg_name, op, empty = _("不等于"), "neq", Op.NOT_EQUAL, Op.FILLED


class FilterGreater(GraphFilter):
    name, arg_name, op = _("大于"), "gt", Op.GREATER


class FilterSmaller(GraphFilter):
    name, arg_name, op = _("小于"), "lt", Op.SMALLER


class FilterAfter(FilterGreater):
    name = _("晚于")


class FilterBefore(FilterSmaller):
    name = _("早于")


class FilterIn(GraphFilter):
    """One of several: repeated in the address, or one value with commas."""

    name, arg_name, op = _("是其中之一"), "in", Op.IN

    def apply(self, query: Query, value: Any) -> Query:
        values = value if isinstance(value, list) else [value]
        if len(values) == 1 and isinstance(values[0], str):
            values = [part for part in re.split("[,，、]", values[0]) if part.strip()]
        if not values:
            raise _missing(self.column_name)
        stored = [self._stored(each) for each in values]
        return query.where(Filter(self.column_name, self.op, stored))


class FilterNotIn(FilterIn):
    name, arg_name, op = _("不是其中之一"), "not_in", Op.NOT_IN


class FilterEmpty(GraphFilter):
    name, arg_name, op, needs_value = _("为空"), "empty", Op.EMPTY, False


class FilterFilled(GraphFilter):
    name, arg_name, op, needs_value = _("不为空"), "filled", Op.FILLED, False


class GraphRelationFilter(GraphFilter, FilterRelation):
    """A condition on a relation; the value is the uid of a record that it may lead to."""

    def _stored(self, value: Any) -> Any:
        if value in ("", None):
            raise _missing(self.column_name)
        return [getattr(value, "uid", str(value))]


class FilterRelationOneToManyEqual(GraphRelationFilter):
    name, arg_name, op, empty = _("是"), "rel_o_m", Op.RELATED, Op.EMPTY


class FilterRelationOneToManyNotEqual(GraphRelationFilter):
    name, arg_name, op, empty = _("不是"), "nrel_o_m", Op.NOT_RELATED, Op.FILLED


class FilterRelationManyToManyEqual(GraphRelationFilter):
    name, arg_name, op, empty = _("有"), "rel_m_m", Op.RELATED, Op.EMPTY


class FilterRelationManyToManyNotEqual(GraphRelationFilter):
    name, arg_name, op, empty = _("没有"), "nrel_m_m", Op.NOT_RELATED, Op.FILLED


class FilterRelationEmpty(GraphRelationFilter):
    name, arg_name, op, needs_value = _("为空"), "rel_empty", Op.EMPTY, False


class FilterRelationFilled(GraphRelationFilter):
    name, arg_name, op, needs_value = _("不为空"), "rel_filled", Op.FILLED, False


class FilterRelationIn(GraphRelationFilter):
    """Any of several records."""

    name, arg_name, op = _("是其中之一"), "in", Op.RELATED

    def apply(self, query: Query, value: Any) -> Query:
        values = value if isinstance(value, list) else [value]
        uids = [uid for each in values for uid in self._stored(each)]
        return query.where(Filter(self.column_name, self.op, uids))


class FilterRelationNotIn(FilterRelationIn):
    name, arg_name, op = _("不是其中之一"), "not_in", Op.NOT_RELATED


class FilterRelationOfType(GraphRelationFilter):
    """Some record of these types, by their names; repeated in the address for several."""

    name, arg_name, op, offered = _("类型是"), "of_type", Op.OF_TYPE, False

    def apply(self, query: Query, value: Any) -> Query:
        values = [str(each) for each in (value if isinstance(value, list) else [value])]
        for each in values:
            if each not in self.datamodel.kind.ref(self.column_name).targets:
                why = Text("没有这种记录", "there is no such type of records here")
                raise BadParameter(name=self.column_name, value=each, why=why)
        return query.where(Filter(self.column_name, self.op, values))


class FilterRelationWithin(GraphRelationFilter):
    """A record of a court's subtree; the value is the court's uid."""

    name, arg_name, op, offered = _("属于该院及下级"), "within", Op.WITHIN, False

    def _stored(self, value: Any) -> Any:
        return super()._stored(value)[0]


class FilterRelationOwn(FilterRelationWithin):
    """A record of the court itself, not of those below it."""

    name, arg_name, op = _("属于该院本级"), "own", Op.OWN


class FilterEqualFunction(FilterEqual):
    """For base filters: the value comes from a function called at each request."""

    arg_name = "eqf"

    def apply(self, query: Query, value: Any) -> Query:
        return super().apply(query, value())


class FilterInFunction(FilterIn):
    """For base filters: one of the values that a function gives at each request."""

    arg_name = "inf"

    def apply(self, query: Query, value: Any) -> Query:
        return super().apply(query, list(value()))


WORDS = [
    FilterStartsWith, FilterEndsWith, FilterContains, FilterEqual, FilterNotStartsWith,
    FilterNotEndsWith, FilterNotContains, FilterNotEqual, FilterIn, FilterNotIn,
]  # fmt: skip
NUMBERS = [
    FilterEqual, FilterGreater, FilterSmaller, FilterNotEqual, FilterIn, FilterNotIn,
    FilterEmpty, FilterFilled,
]  # fmt: skip
DAYS = [
    FilterEqual, FilterAfter, FilterBefore, FilterNotEqual, FilterIn, FilterNotIn,
    FilterEmpty, FilterFilled,
]  # fmt: skip
CODES = [FilterEqual, FilterNotEqual, FilterIn, FilterNotIn, FilterEmpty, FilterFilled]
FLAGS = [FilterEqual, FilterNotEqual, FilterEmpty, FilterFilled]
ONE = [
    FilterRelationOneToManyEqual, FilterRelationOneToManyNotEqual,
    FilterRelationIn, FilterRelationNotIn, FilterRelationEmpty, FilterRelationFilled,
    FilterRelationOfType, FilterRelationWithin, FilterRelationOwn,
]  # fmt: skip
MANY = [
    FilterRelationManyToManyEqual, FilterRelationManyToManyNotEqual,
    FilterRelationIn, FilterRelationNotIn, FilterRelationEmpty, FilterRelationFilled,
    FilterRelationOfType, FilterRelationWithin, FilterRelationOwn,
]  # fmt: skip


class GraphFilterConverter(BaseFilterConverter):
    """Which filters a column has, by its type. A text has all ten places taken: that it is empty
    is asked by “equal to” without a value."""

    conversion_table = (
        ("is_relation_many_to_one", ONE),
        ("is_relation_many_to_many", MANY),
        ("is_choice", CODES),
        ("is_text", WORDS),
        ("is_string", WORDS),
        ("is_integer", NUMBERS),
        ("is_float", NUMBERS),
        ("is_date", DAYS),
        ("is_datetime", DAYS),
        ("is_boolean", FLAGS),
    )


def _missing(column: str) -> BadParameter:
    why = Text("缺少比较的值", "the value to compare with is missing")
    return BadParameter(name=column, value="", why=why)
