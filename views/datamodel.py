"""Flask-AppBuilder's data interface over the graph: what FAB asks of a model, answered by a
declaration and by graph.records.

FAB's query object is our immutable ``Query``: a filter's ``apply`` returns the next one. Actor
and read transaction are those of the request; scope, masking and audit happen in graph/. The
items are ``Record`` instances, also those that FAB's forms fill in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_appbuilder.models.base import BaseInterface
from flask_appbuilder.models.filters import Filters

from graph import records
from graph.errors import NotFound, Unknown
from graph.model import Field, Kind, Record, RecordType, Ref, types
from graph.records import Filter, Op, Query
from graph.records.query import LONGEST_PAGE
from graph.text import Text
from views.filters import (
    FilterEqual,
    FilterRelationManyToManyEqual,
    FilterRelationOneToManyEqual,
    GraphFilterConverter,
)
from views.request import current_actor, graph, reader, reread, say


class GraphInterface(BaseInterface):
    """FAB's model interface for one record type.

    ``via`` names the relation by which this type hangs on another in a related view: where two
    relations lead to the same type, make two interfaces.
    """

    filter_converter_class = GraphFilterConverter
    FilterEqual = FilterEqual
    FilterRelationOneToManyEqual = FilterRelationOneToManyEqual
    FilterRelationManyToManyEqual = FilterRelationManyToManyEqual

    def __init__(self, kind: RecordType, via: str = "") -> None:
        super().__init__(kind.model)
        self.kind = kind
        self.via = kind.ref(via).name if via else ""

    @property
    def model_name(self) -> str:
        return self.kind.name

    # --- reading

    def query(
        self,
        filters: Filters | None = None,
        order_column: str = "",
        order_direction: str = "",
        page: int | None = None,
        page_size: int | None = None,
    ) -> tuple[int, list[Record]]:
        """How many there are (counted up to the cap, unpaged) and one page of them.

        Raises Unknown for a column that the list has no index to order by.
        """
        asked = self.asked(filters)
        if order_column:
            descending = self._descending(order_direction)
            asked = replace(asked, order=self.order(order_column), descending=descending)
        limit = min(page_size or LONGEST_PAGE, LONGEST_PAGE)
        asked = replace(asked, limit=limit, skip=max(page or 0, 0) * limit)
        count = records.count(reader(), current_actor(), asked)
        return count.value, records.find(reader(), current_actor(), asked).rows

    def asked(self, filters: Filters | None = None) -> Query:
        """FAB's filters as a question to graph.records."""
        asked = Query(self.kind)
        return filters.apply_all(asked) if filters else asked

    def order(self, column: str) -> str:
        """The order that a column stands for: its date or key is ``rank``. Raises Unknown."""
        if column == (self.kind.dated or self.kind.key):
            return "rank"
        if column not in self.kind.sort_fields:
            raise Unknown(what=Text("可排序的列", "column to order by"), name=column)
        return column

    @staticmethod
    def _descending(direction: str) -> bool:
        if direction not in ("", "asc", "desc"):
            raise Unknown(what=Text("排序方向", "direction of order"), name=direction)
        return direction == "desc"

    def get(self, pk: Any, filters: Filters | None = None) -> Record | None:
        """The record with this uid or business key, retired ones too, if the filters let it
        through; None where there is none or the actor may not read it."""
        try:
            found = records.get(reader(), current_actor(), self.kind, str(pk))
        except NotFound:
            return None
        if filters and filters.filters:
            asked = self.asked(filters).where(Filter("uid", Op.EQUAL, found.uid))
            asked = replace(asked, retired=True, limit=1)
            if not records.find(reader(), current_actor(), asked).rows:
                return None
        return found

    # --- writing: each is one transaction with its audit event

    def add(self, item: Record, commit: bool = True) -> None:  # noqa: ARG002
        """Create; the item then is what was stored. Raises Invalid, NotUnique, NotAllowed."""
        made = records.create(graph(), current_actor(), self.kind, self.said(item))
        self._take(item, made)

    def edit(self, item: Record, commit: bool = True) -> None:  # noqa: ARG002
        """Change to what the item says, if it still is at the item's version; else Conflict."""
        made = records.change(
            graph(), current_actor(), self.kind, item.uid, item.version, self.said(item)
        )
        self._take(item, made)

    def delete(self, item: Record, commit: bool = True, reason: str = "") -> None:  # noqa: ARG002
        """Retire: nothing is deleted. Raises Invalid without a reason, Conflict."""
        made = records.retire(graph(), current_actor(), self.kind, item.uid, item.version, reason)
        self._take(item, made)

    def said(self, item: Record) -> dict[str, Any]:
        """What an item says of its own fields and of the relations it was loaded with or given,
        but for those that the product keeps."""
        fields = {name: getattr(item, name) for name in self.kind.own_fields}
        entered = (name for name, ref in self.kind.refs.items() if not ref.derived)
        return fields | {name: item.links[name] for name in entered if name in item.links}

    @staticmethod
    def _take(item: Record, made: Record) -> None:
        for name in made.declared.fields:
            setattr(item, name, getattr(made, name))
        item.links = dict(made.links)
        reread()

    # --- columns

    def get_pk_name(self) -> str:
        return "uid"

    def get_columns_list(self) -> list[str]:
        return [*self.kind.own_fields, *self.kind.refs]

    def get_user_columns_list(self) -> list[str]:
        return self.kind.form_columns

    def get_search_columns_list(self) -> list[str]:
        """All but masked fields, and relations to the officer a record is about: graph.records
        refuses to gather one officer's records in a list."""
        return [
            name
            for name in self.get_columns_list()
            if not getattr(self._part(name), "sensitive", None)
            and not (name in self.kind.guarded and self.kind.refs[name].targets == ("Officer",))
        ]

    def get_order_columns_list(self, list_columns: list[str] | None = None) -> list[str]:
        columns = [self.kind.dated or self.kind.key, *self.kind.sort_fields[1:]]
        return [c for c in columns if list_columns is None or c in list_columns]

    def get_col_default(self, col_name: str) -> Any:
        field = self._field(col_name)
        return field.initial if field else None

    def get_max_length(self, col_name: str) -> int:
        field = self._field(col_name)
        return (field.max_length if field else None) or -1

    def get_min_length(self, _col_name: str) -> int:
        return -1

    def is_pk(self, col_name: str) -> bool:
        return col_name == "uid"

    def is_unique(self, col_name: str) -> bool:
        field = self._field(col_name)
        return bool(field and field.unique)

    def is_nullable(self, col_name: str) -> bool:
        """Whether a form may leave it out. A box that isn't ticked sends nothing: booleans may."""
        part = self._part(col_name)
        return part is None or not part.required or self.is_boolean(col_name)

    # --- types

    def is_choice(self, col_name: str) -> bool:
        """Ours: one of declared codes. For FAB's own forms it is a string besides."""
        return self._is(col_name, Kind.CHOICE)

    def is_string(self, col_name: str) -> bool:
        return self._is(col_name, Kind.TEXT, Kind.CASE_NUMBER, Kind.CHOICE)

    def is_text(self, col_name: str) -> bool:
        return self._is(col_name, Kind.LONG_TEXT)

    def is_integer(self, col_name: str) -> bool:
        return self._is(col_name, Kind.INTEGER)

    def is_float(self, col_name: str) -> bool:
        return self._is(col_name, Kind.AMOUNT)

    def is_boolean(self, col_name: str) -> bool:
        return self._is(col_name, Kind.BOOLEAN)

    def is_date(self, col_name: str) -> bool:
        return self._is(col_name, Kind.DATE)

    def is_datetime(self, col_name: str) -> bool:
        return self._is(col_name, Kind.MOMENT)

    # --- relations

    def is_relation(self, prop: str) -> bool:
        return prop in self.kind.refs

    def is_relation_many_to_one(self, prop: str) -> bool:
        return prop in self.kind.refs and not self.kind.refs[prop].many

    def is_relation_many_to_many(self, prop: str) -> bool:
        return prop in self.kind.refs and self.kind.refs[prop].many

    def get_related_model(self, prop: str) -> type[Record]:
        return self.get_related_interface(prop).obj

    def get_related_interface(self, col_name: str) -> GraphInterface:
        """The interface of the relation's type; of several, the one that is declared first."""
        return GraphInterface(types()[self.kind.ref(col_name).targets[0]])

    def get_related_obj(self, col_name: str, value: Any) -> Record | None:
        """The record that a relation may lead to; None where there is none or it is out of
        sight."""
        for target in self.kind.ref(col_name).targets:
            found = GraphInterface(types()[target]).get(value)
            if found is not None:
                return found
        return None

    def get_related_fk(self, model: type[Record]) -> str | None:
        """The relation by which this type hangs on another: ``via``, else the first that fits."""
        if self.via:
            return self.via
        fitting = (n for n, r in self.kind.refs.items() if model.__name__ in r.targets)
        return next(fitting, None)

    # --- showing

    @staticmethod
    def _get_attr_value(item: Record, col: str) -> Any:
        """A value as FAB's own lists and pages show it: choices by name, relations by title."""
        if col in item.declared.refs:
            return ", ".join(str(link) for link in item.links.get(col, ()))
        field = item.declared.fields.get(col)
        return say(field.display(item.stands(col))) if field else getattr(item, col)

    def _part(self, name: str) -> Field | Ref | None:
        return self.kind.fields.get(name) or self.kind.refs.get(name)

    def _field(self, name: str) -> Field | None:
        return self.kind.fields.get(name)

    def _is(self, name: str, *kinds: Kind) -> bool:
        field = self._field(name)
        return field is not None and field.kind in kinds
