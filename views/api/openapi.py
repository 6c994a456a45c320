"""/api/v1/_openapi: the API in OpenAPI 3, built from the declarations of the types one may read."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.api.manager import OpenApi
from flask_appbuilder.security.decorators import permission_name

from graph.model import Field, Kind, RecordType, Ref, backs, types
from graph.records.query import LONGEST_PAGE, PAGE
from views.api.records import ROOT, RecordsApi
from views.api.search import MOST, SearchApi
from views.api.shapes import answer
from views.query_string import operators, sort_names
from views.request import current_actor, say

OWN = (RecordsApi, SearchApi)
"""Described here; other APIs of the product describe themselves, FAB's way."""

SCHEMAS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.LONG_TEXT: {"type": "string"},
    Kind.CASE_NUMBER: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.AMOUNT: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.CHOICE: {"type": "string"},
}


class OpenApiDocument(BaseApi):
    """The document, for anybody who is logged in."""

    route_base = "/api/v1/_openapi"
    allow_browser_login = True

    @expose("", methods=["GET"])
    @protect()
    @permission_name("read")
    def document(self) -> Response:
        return answer(document())


def document() -> dict[str, Any]:
    """The whole document for the asker: types that the roles may read, and what they may write."""
    actor = current_actor()
    kinds = [kind for kind in types().values() if actor.may_read(kind)]
    paths, schemas = _others()
    for kind in kinds:
        paths |= _paths(kind, actor.may_write(kind))
        schemas[kind.name] = _record(kind)
        schemas[f"{kind.name}Page"] = _page(kind)
    paths["/api/v1/search"] = {"get": _search(kinds)}
    return {
        "openapi": "3.0.3",
        "info": {"title": "执鉴 Zhijian", "version": "v1"},
        "paths": paths,
        "components": {
            "schemas": schemas | COMMON,
            "responses": RESPONSES,
            "securitySchemes": {"jwt": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
        "security": [{"jwt": []}],
    }


def _others() -> tuple[dict[str, Any], dict[str, Any]]:
    """Paths and schemas of the other APIs of this version, as they describe themselves."""
    spec = OpenApi._create_api_spec("v1")
    for api in current_app.appbuilder.baseviews:
        described = isinstance(api, BaseApi) and not isinstance(api, (*OWN, OpenApiDocument))
        if described and api.version == "v1":
            api.add_api_spec(spec)
    made = spec.to_dict()
    paths = {
        path: {method: _as_ours(said) for method, said in operations.items()}
        for path, operations in made["paths"].items()
    }
    return paths, made.get("components", {}).get("schemas", {})


def _as_ours(operation: dict[str, Any]) -> dict[str, Any]:
    """A FAB operation with our errors: every one is problem+json, whatever FAB's own say."""
    fine = {code: said for code, said in operation.get("responses", {}).items() if code < "400"}
    kept = {name: said for name, said in operation.items() if name != "security"}
    return {**kept, "responses": (fine or {"200": {"description": "Done"}}) | FAULTS}


def _paths(kind: RecordType, writable: bool) -> dict[str, Any]:
    tag = {"tags": [say(kind.plural)]}
    one = {"description": say(kind.label), **_json(_ref(kind.name))}
    gone = {"404": {"$ref": "#/components/responses/Problem"}}
    listing: dict[str, Any] = {
        "get": tag | {
            "summary": say(kind.lede),
            "operationId": f"list_{kind.slug}",
            "parameters": _list_parameters(kind),
            "responses": {
                "200": {"description": say(kind.plural), **_json(_ref(f"{kind.name}Page"))}
            } | FAULTS,
        }
    }  # fmt: skip
    single: dict[str, Any] = {
        "parameters": [_key(kind)],
        "get": tag | {
            "operationId": f"get_{kind.slug}",
            "responses": {"200": one} | FAULTS | gone,
        },
    }  # fmt: skip
    base = f"{ROOT}/{kind.slug}/"
    if not writable:
        return {base: listing, f"{base}{{key}}": single}
    changed = {"200": one} | WRITE_FAULTS
    listing["post"] = tag | {
        "operationId": f"create_{kind.slug}",
        "requestBody": _body({"values": _values(kind)}, ["values"]),
        "responses": {"201": one} | WRITE_FAULTS,
    }
    single["put"] = tag | {
        "operationId": f"change_{kind.slug}",
        "description": "Fields and relations that are not named stay as they are. "
        "409 when the record is no longer at this version.",
        "requestBody": _body(
            {"version": VERSION, "values": _values(kind, False)}, ["version", "values"]
        ),
        "responses": changed,
    }
    retire = tag | {
        "operationId": f"retire_{kind.slug}",
        "description": "Takes the record out of use; nothing is ever deleted.",
        "requestBody": _body(
            {"version": VERSION, "reason": {"type": "string", "minLength": 1}},
            ["version", "reason"],
        ),
        "responses": changed,
    }
    reinstate = tag | {
        "operationId": f"reinstate_{kind.slug}",
        "requestBody": _body({"version": VERSION}, ["version"]),
        "responses": changed,
    }
    return {
        base: listing,
        f"{base}{{key}}": single,
        f"{base}{{key}}/retire": {"parameters": [_key(kind)], "post": retire},
        f"{base}{{key}}/reinstate": {"parameters": [_key(kind)], "post": reinstate},
    }


def _list_parameters(kind: RecordType) -> list[dict[str, Any]]:
    lines = [
        f"{name}: {', '.join(ops)}"
        for name in (*kind.own_fields, *kind.refs)
        if (ops := operators(kind, name))
    ]
    orders = [order for name in sort_names(kind) for order in (name, f"-{name}")]
    return [
        _query(
            "filter",
            {"type": "array", "items": {"type": "string"}, "maxItems": 20},
            "name:operator:value, may be repeated; all have to hold. in and not_in take values "
            "parted by commas, empty and filled take none, relations take uids; of_type takes "
            "names of types, within and own a court's code: the end lies in its subtree, or in the "
            "court itself.\n" + "\n".join(lines),
        ),
        *_without(kind),
        _query("words", {"type": "string"}, "Words that the record has to contain."),
        _query("order", {"type": "string", "enum": orders}, "Field; - before it: descending."),
        _query("cursor", {"type": "string"}, "next or previous of a page in the same order."),
        _query(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": LONGEST_PAGE, "default": PAGE},
            "Records of a page.",
        ),
        _query("retired", {"type": "boolean"}, "Retired records too."),
        _query("count", {"type": "boolean"}, "Count as well (one more statement, capped)."),
    ]


def _without(kind: RecordType) -> list[dict[str, Any]]:
    names = sorted(back.name for back in backs(kind))
    if not names:
        return []
    schema = {"type": "array", "items": {"type": "string", "enum": names}}
    return [_query("without", schema, "Only records that no such record leads to.")]


def _search(kinds: list[RecordType]) -> dict[str, Any]:
    reason = {
        "type": "object",
        "description": "A field that has the words: an excerpt of it, and the words met.",
        "properties": {
            **dict.fromkeys(("field", "label", "text"), TEXT),
            "words": {"type": "array", "items": TEXT},
        },
    }
    items = {
        "type": "object",
        "properties": {
            **dict.fromkeys(("type", "uid", "key", "title", "detail", "court"), TEXT),
            "reasons": {"type": "array", "items": reason},
        },
    }
    counts = {
        "type": "object",
        "description": "How many records of a type were found; capped: there are more.",
        "properties": {"type": TEXT, "count": {"type": "integer"}, "capped": {"type": "boolean"}},
    }
    return {
        "operationId": "search",
        "parameters": [
            _query("q", {"type": "string", "minLength": 1}, "Words, a key, a serial, a short "
                   "name of a court; with a type's name and a colon before them, of that type.",
                   True),
            _query(
                "type",
                {"type": "array", "items": {"type": "string", "enum": [k.slug for k in kinds]}},
                "Types to look in; all that may be read unless some are named.",
            ),
            _query("limit", {"type": "integer", "minimum": 1, "maximum": MOST}, "Hits per type."),
        ],
        "responses": {
            "200": {
                "description": "Hits",
                **_json({
                    "type": "object",
                    "properties": {
                        "items": {"type": "array", "items": items},
                        "counts": {"type": "array", "items": counts},
                    },
                }),
            }
        } | FAULTS,
    }  # fmt: skip


def _record(kind: RecordType) -> dict[str, Any]:
    return {
        "type": "object",
        "description": say(kind.lede),
        "required": ["type", "uid", "key", "title", "version", "courts", "values"],
        "properties": {
            "type": {"type": "string", "enum": [kind.name]},
            **dict.fromkeys(("uid", "key", "title"), TEXT),
            "version": VERSION,
            "courts": {
                "type": "object",
                "properties": {c: {"type": "string", "nullable": True} for c in ("c1", "c2", "c3")},
            },
            "values": _values(kind, False),
            "incomplete": {
                "type": "array",
                "items": TEXT,
                "description": "In a list: relations with more ends than it reads, left out of "
                "values; read the record to have them.",
            },
            **{
                name: SCHEMAS[field.kind] | {"description": say(field.label), "readOnly": True}
                for name, field in kind.fields.items()
                if field.system and name not in ("uid", "version", "headline", "rank", "c1", "c2")
                and name not in ("c3", "sealed")
            },
        },
    }  # fmt: skip


def _values(kind: RecordType, complete: bool = True) -> dict[str, Any]:
    shown: dict[str, Field | Ref] = {**kind.own_fields, **kind.refs}
    made: dict[str, Any] = {
        "type": "object",
        "properties": {
            name: _field(each) if isinstance(each, Field) else _relation(each)
            for name, each in shown.items()
        },
        "additionalProperties": False,
    }
    required = [n for n, e in shown.items() if e.required and getattr(e, "initial", None) is None]
    return made | {"required": required} if complete and required else made


def _field(field: Field) -> dict[str, Any]:
    made = SCHEMAS[field.kind] | {"title": say(field.label), "nullable": not field.required}
    said = [say(field.help)] if field.help else []
    if field.choices:
        said.append("; ".join(f"{code}: {say(name)}" for code, name in field.choices.items()))
        made["enum"] = [*field.choices, *([] if field.required else [None])]
    if field.sensitive:
        said.append("Shown masked; a masked value that comes back keeps what is stored.")
    if field.max_length:
        made["maxLength"] = field.max_length
    if field.minimum is not None:
        made["minimum"] = field.minimum
    return made | ({"description": " ".join(said)} if said else {})


def _relation(ref: Ref) -> dict[str, Any]:
    end = {"anyOf": [{"type": "string", "description": "uid"}, _ref("End")]}
    about = {"title": say(ref.label), "description": f"→ {', '.join(ref.targets)}"}
    if ref.many:
        return about | {"type": "array", "items": end}
    return about | end | {"nullable": True}


def _page(kind: RecordType) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "items", "next", "previous"],
        "properties": {
            "type": {"type": "string"},
            "items": {"type": "array", "items": _ref(kind.name)},
            "next": {"type": "string", "nullable": True},
            "previous": {"type": "string", "nullable": True},
            "count": {
                "type": "object",
                "properties": {"value": {"type": "integer"}, "capped": {"type": "boolean"}},
            },
        },
    }


def _key(kind: RecordType) -> dict[str, Any]:
    return {
        "name": "key",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "minLength": 1},
        "description": f"uid, or {say(kind.fields[kind.key].label)} (percent-encoded)",
    }


def _query(name: str, schema: Any, description: str, required: bool = False) -> dict[str, Any]:
    return {
        "name": name, "in": "query", "required": required, "schema": schema,
        "description": description,
    }  # fmt: skip


def _body(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": required}
    return {"required": True, **_json(schema)}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


TEXT = {"type": "string"}
VERSION = {"type": "integer", "minimum": 0, "description": "As read; the loser of two is told."}
PROBLEM = {"$ref": "#/components/responses/Problem"}
FAULTS = dict.fromkeys(("400", "401", "403", "429", "503"), PROBLEM)
WRITE_FAULTS = FAULTS | dict.fromkeys(("404", "409", "413", "422"), PROBLEM)
RESPONSES = {
    "Problem": {
        "description": "What was wrong and what to do, in the language of Accept-Language",
        "content": {"application/problem+json": {"schema": _ref("ErrorAnswer")}},
    }
}
COMMON: dict[str, Any] = {
    "End": {
        "type": "object",
        "required": ["uid"],
        "properties": {
            "uid": TEXT,
            "type": TEXT,
            "key": TEXT,
            "title": TEXT,
            "properties": {"type": "object"},
        },
    },
    "ErrorAnswer": {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "request": {"type": "string", "nullable": True},
            "errors": {"type": "object", "additionalProperties": TEXT},
        },
    },
}
