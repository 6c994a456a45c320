"""Every route × every role × three courts: who gets in, and that nothing of A reaches B.

``LINES`` has one line for every route and method of the application: a new route without a line
fails, and so does a line without its route. The routes of record views are generated from the
declarations.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote, urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.factory import create_app
from app.sql import db
from config import Settings
from graph import queries
from graph.model import Domain, Reach, RecordType, backs, new_uid, types
from graph.model.alike import mergeable
from graph.operations.chain import takes_part
from graph.operations.officer_file import OPENERS
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.conftest import Store
from tests.integration.people import People, Visitor
from tests.integration.secrets_of_a import ABSENT, COURTS, SECRET, World, plain, without

ADMINISTRATOR, SUPERVISOR, INSPECTOR, KEEPER = Role
EVERYBODY = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()
FINE = frozenset({200, 201, 204, 302})
HIDDEN = frozenset({403, 404})
REFUSED = frozenset({422})
NO_RECORD = "00000000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Ask:
    """One request. ``of_a``: it names A's record, which B must not learn of."""

    path: str
    of_a: RecordType | None = None
    form: dict[str, str] | None = None
    json: object = None
    ok: frozenset[int] = FINE
    hidden: frozenset[int] = HIDDEN
    """Answers to who may not see A's record; the same as to one that isn't there."""
    account_of_a: bool = False
    """It names the account of a user of A, which no administrator of B may reach."""
    shows: bool = False
    """Whether who may see A's record reads the secret word in the answer."""
    courts: tuple[str, ...] = COURTS
    """From which courts it is asked: all three where rows and pages are read; who writes is A's
    own or has nothing to do with it; and some things are only tried on B."""
    roles: tuple[Role, ...] = tuple(Role)


HERE_AND_THERE = ("a1", "b1")


def standing_for_others() -> set[str]:
    """Types asked about by everybody: the first of those whose rights are declared alike."""
    found: dict[object, str] = {}
    for kind in types().values():
        alike = (
            kind.access, kind.reach, kind.confidential,
            bool(kind.home), bool(kind.shared), bool(kind.about),
        )  # fmt: skip
        found.setdefault(alike, kind.name)
    return {*found.values(), "Case", "Petition", "Finding", "Feedback"}


IN_FULL = standing_for_others()


def asked(kind: RecordType, ask: Ask) -> Ask:
    """The request about the type: of a type that another stands for only by one of those who may
    and one of those who may not, of A and of B."""
    if kind.name in IN_FULL:
        return ask
    turn = list(types()).index(kind.name)
    may = [role for role in Role if role in kind.access.read]
    may_not = [role for role in Role if role not in kind.access.read]
    few = [each[turn % len(each)] for each in (may, may_not) if each]
    courts = tuple(court for court in ask.courts if court in HERE_AND_THERE)
    return replace(ask, courts=courts, roles=tuple(few))


Asks = Callable[[World], list[Ask]]


@dataclass(frozen=True)
class Line:
    """Who may use a route, and how what it answers is scoped."""

    roles: frozenset[Role]
    scope: str
    asks: Asks
    open: bool = field(default=False)
    """Whether it answers to who hasn't logged in."""


def one(path: str, **options: object) -> Asks:
    """A line's only request."""
    return lambda _world: [Ask(path, **options)]  # type: ignore[arg-type]


def named_in_turn(world: World, kind: RecordType) -> str:
    """A's record of the type as an address names it: by uid and by key, in turn among types."""
    by_key = list(types()).index(kind.name) % 2
    return world.key(kind) if by_key else world.record(kind).uid


def record_lines(kind: RecordType) -> dict[tuple[str, str], Line]:
    """The lines of a type's view, by its declaration."""
    base, view = f"/{kind.slug}", f"{kind.name}View"
    read, write = (frozenset(map(Role, roles)) for roles in (kind.access.read, kind.access.write))
    found = frozenset({200, 302, 403, 404, 409, 422})

    def lists(world: World) -> list[Ask]:
        anchored = [
            Ask(f"{base}/list/?anchor={back.name}&of={world.record(owner).uid}", courts=("b1",))
            for owner in types().values()
            for back in backs(owner)
            if back.kind is kind and owner.reach is not Reach.COURT
        ]
        return [
            Ask(f"{base}/list/?retired=1&_oc_{view}=&psize_{view}=100", shows=True),
            Ask(f"{base}/list/"),
            *anchored,
        ]

    def shows(world: World) -> list[Ask]:
        uid, named = world.record(kind).uid, named_in_turn(world, kind)
        return [
            Ask(f"{base}/show/{named}", kind, shows=True),
            Ask(f"{base}/show/{uid}?preview=1", kind, shows=True, courts=HERE_AND_THERE),
        ]

    def writes(what: str, **sent: str) -> Asks:
        def asks(world: World) -> list[Ask]:
            path = f"{base}/{what}/{world.record(kind).uid}"
            return [Ask(path, kind, form=sent, ok=found, courts=HERE_AND_THERE)]

        return asks

    def actions(world: World) -> list[Ask]:
        ticked = {"action": "retire", "rowid": world.record(kind).uid}
        return [Ask(f"{base}/action_post", kind, form=ticked, ok=found, courts=HERE_AND_THERE)]

    def edits(world: World) -> list[Ask]:
        path = f"{base}/edit/{world.record(kind).uid}"
        return [Ask(path, kind, ok=found, courts=HERE_AND_THERE)]

    def few(asks: Asks) -> Asks:
        return lambda world: [asked(kind, ask) for ask in asks(world)]

    refused = frozenset({422})
    lines = {
        (f"{view}.list", "GET"): Line(read, "rows of the own courts", few(lists)),
        (f"{view}.show", "GET"): Line(read, "a record of the own courts, or 404", few(shows)),
    }
    if not kind.access.write:
        return lines
    of_own = "a record of the own courts, or 404"
    return lines | {
        (f"{view}.add", "GET"): Line(
            write, "an empty form", few(one(f"{base}/add", courts=HERE_AND_THERE))
        ),
        (f"{view}.add", "POST"): Line(
            write,
            "into the own courts",
            few(one(f"{base}/add", form={}, ok=refused, courts=HERE_AND_THERE)),
        ),
        (f"{view}.edit", "GET"): Line(write, of_own, few(edits)),
        (f"{view}.edit", "POST"): Line(write, of_own, few(writes("edit", version="0"))),
        (f"{view}.delete", "POST"): Line(write, of_own, few(writes("delete", version="0"))),
        (f"{view}.reinstate", "POST"): Line(write, of_own, few(writes("reinstate", version="0"))),
        (f"{view}.action_post", "POST"): Line(write, of_own, few(actions)),
    }


def api_lists(world: World) -> list[Ask]:
    return [
        asked(kind, Ask(f"/api/v1/records/{kind.slug}/?count=true&retired=true&limit=500",
            ok=frozenset({200, 403})))
        for kind in types().values()
    ]  # fmt: skip


def api_records(world: World) -> list[Ask]:
    return [
        asked(kind, Ask(f"/api/v1/records/{kind.slug}/{named_in_turn(world, kind)}", kind,
            ok=frozenset({200, 403}), shows=True))
        for kind in types().values()
    ]  # fmt: skip


def chains(base: str) -> Asks:
    """The chain of each record that has one; types without answer that they have none."""

    def asks(world: World) -> list[Ask]:
        return [
            asked(
                kind,
                Ask(f"{base}/{kind.slug}/{world.record(kind).uid}", kind, ok=frozenset({200, 403})),
            )
            for kind in types().values()
            if takes_part(kind.name)
        ]

    return asks


def api_writes(what: str, sent: object) -> Asks:
    def asks(world: World) -> list[Ask]:
        return [
            asked(kind, Ask(f"/api/v1/records/{kind.slug}/{world.record(kind).uid}{what}", kind,
                            json=sent, ok=frozenset({403, 409, 422}), courts=HERE_AND_THERE))
            for kind in types().values()
        ]  # fmt: skip

    return asks


def typeaheads(world: World) -> list[Ask]:
    return [
        Ask(f"/typeahead/{name}?q={quote(words)}", ok=frozenset({200, 403}), courts=HERE_AND_THERE)
        for name in relations()
        for words in ("", SECRET)
    ]


def sets_of_targets() -> dict[tuple[str, ...], str]:
    """A relation to each set of types, of a type that everybody reads where there is one."""
    found: dict[tuple[str, ...], str] = {}
    for kind in sorted(types().values(), key=lambda kind: -len(kind.access.read)):
        for name, ref in kind.refs.items():
            found.setdefault(ref.targets, f"{kind.slug}.{name}")
    return found


def relations() -> list[str]:
    """The names of those relations in addresses."""
    return list(sets_of_targets().values())


def exports(world: World) -> list[Ask]:
    forms = [(kind, "csv") for kind in types().values()] + [(types()["Petition"], "xlsx")]
    return [
        asked(kind, Ask(f"/{kind.slug}/export.{form}?retired=1", ok=frozenset({200, 403}),
                        courts=HERE_AND_THERE))
        for kind, form in forms
    ]  # fmt: skip


def reveals(world: World) -> list[Ask]:
    sent = {"field": "name", "reason": "核对"}
    return [
        asked(kind, Ask(f"/records/{kind.slug}/{world.record(kind).uid}/reveal", kind, form=sent,
            ok=frozenset({400, 403}), hidden=HIDDEN | {400}, courts=HERE_AND_THERE))
        for kind in types().values()
    ]  # fmt: skip


def searches(path: str) -> Asks:
    return lambda world: [
        Ask(f"{path}?q={quote(words)}") for words in (world.tree.code, "公开", "a", "2026")
    ]


def dictionary(world: World) -> list[Ask]:
    return [
        asked(kind, Ask(f"/dictionary/{kind.slug}", courts=("b1",))) for kind in types().values()
    ]


def of_user(path: str, **options: object) -> Asks:
    """About the account of a keeper of A."""
    return lambda world: [
        Ask(
            path.format(pk=world.people.id_of(world.visitor(KEEPER, "a1").username)),  # type: ignore[attr-defined]
            account_of_a=True,
            **options,  # type: ignore[arg-type]
        )
    ]


def officer_file(rest: str = "", base: str = "/officers", **options: object) -> Asks:
    """About A's officer: with the file opened or, by order of the tests, not yet."""
    kind = types()["Officer"]
    ok = frozenset({200, 302, 403, 422})  # 302: to the question for the purpose
    return lambda world: [Ask(f"{base}/{world.key(kind)}{rest}", kind, ok=ok, **options)]  # type: ignore[arg-type]


def file_events(world: World) -> list[Ask]:
    lane = next(lane for lane in queries.lanes() if lane.kind.name == "Petition")
    return officer_file(f"/history/{lane.name}/{world.made['Petition'].uid}")(world)


def of_courts(path: str) -> Asks:
    """Of the own court, then of A by name."""
    ok = frozenset({200, 400, 404})
    return lambda world: [
        Ask(path, ok=ok),
        Ask(f"{path}?columns=court&court={quote(world.tree.code_of('a1'))}", ok=ok),
    ]


def problem_pages(world: World) -> list[Ask]:
    return of_courts(f"/problems/{world.key(types()['Problem'])}")(world)


def topic_pages(world: World) -> list[Ask]:
    return of_courts(f"/problems/topics/{world.key(types()['Topic'])}")(world)


def court_pages(world: World) -> list[Ask]:
    return [Ask(f"/courts/{quote(world.tree.code_of(court))}") for court in COURTS]


def twice(path: str, *names: str, ok: frozenset[int] = FINE, **form: str) -> Asks:
    """About A's officer and A's party, named in the address or, with more to say, in a form."""

    def asks(world: World) -> list[Ask]:
        made = []
        for kind in mergeable():
            said = dict.fromkeys(names, world.record(kind).uid)
            base = f"/duplicates/{kind.slug}/{path}"
            if form:
                made.append(Ask(base, kind, form=said | form, ok=ok))
            else:
                base += f"?{urlencode(said)}" if said else ""
                made.append(Ask(base, kind if said else None, ok=ok))
        return made

    return asks


def duty(rest: str = "", base: str = "/duties", **options: object) -> Asks:
    """About A's duty: of a rule that isn't in the table, so nobody has a page of it."""
    ok = frozenset({200, 404})
    given = {"ok": ok, **options}
    return lambda world: [
        Ask(f"{base}/{world.key(types()['Duty'])}{rest}", types()["Duty"], **given)  # type: ignore[arg-type]
    ]


EXPLORED = ("Case", "Petition", "Officer", "Measure")
"""Types whose neighbours are asked for: a statement a relation, so not those of every type."""


def explored(path: str, **options: object) -> Asks:
    """About A's records, each named by its uid in the address or, with ``json``, in the body."""

    def asks(world: World) -> list[Ask]:
        to = world.tree.courts["a1"].uid
        return [
            Ask(
                path.format(uid=world.made[name].uid, to=to), types()[name],
                json={"id": world.made[name].uid, "order": "newest"} if options else None,
                courts=HERE_AND_THERE,
            )
            for name in EXPLORED
        ]  # fmt: skip

    return asks


def canvas(world: World) -> list[Ask]:
    """All that A has, at once: who may not see it gets an answer without it."""
    return [Ask("/explore/nodes", json={"ids": [record.uid for record in world.made.values()]})]


def canvas_counts(world: World) -> list[Ask]:
    """How much hangs on all that A has, at once."""
    ids = [record.uid for record in world.made.values()]
    return [Ask("/explore/neighbours", json={"ids": ids})]


ASKED = ("findings-not-fed-back", "petitioners-about-two-courts", "petitioners-in-two-courts")
"""Questions of the library that stand for the others: each reads by the same placeholders."""


def library(path: str, **options: object) -> Asks:
    """Questions of the own court, then of A by name."""
    ok = frozenset({200, 302, 400, 403, 404, 422})
    return lambda world: [
        Ask(path.format(code=code) + court, ok=ok, courts=HERE_AND_THERE, **options)  # type: ignore[arg-type]
        for code in ASKED
        for court in ("?since=", f"?since=&court={quote(world.tree.code_of('a1'))}")
    ]


def saved(rest: str = "", slug: str = "SavedView", base: str = "/views", **options: object) -> Asks:
    """About A's saved view or folder; what it holds as an address is none."""
    kind = types()[slug]
    ok = frozenset({200, 302, 403, 409, 422})
    return lambda world: [
        Ask(f"{base}/{world.key(kind)}{rest}", kind, ok=ok, courts=HERE_AND_THERE, **options)  # type: ignore[arg-type]
    ]


def taken(world: World) -> list[Ask]:
    """All that A has as a file: who may not see it gets a file without it."""
    ids = [record.uid for record in world.made.values()]
    return [
        Ask("/explore/export", json={"ids": ids, "format": form}, courts=HERE_AND_THERE)
        for form in ("csv", "xlsx", "graphml")
    ]


ADMIN = frozenset({ADMINISTRATOR})
WAIVERS = frozenset({SUPERVISOR})
WRITERS = frozenset(Role(r) for kind in types().values() for r in kind.access.write)
MERGERS = frozenset(Role(r) for kind in mergeable() for r in kind.access.write)
STALE = frozenset({409})
AUDITORS = frozenset(Role(r) for r in types()["AuditEvent"].access.read)
GONE = frozenset({403, 404, 405})
IN_REACH = "an officer with a present or earlier post in the own courts, or 404"
OPENED = "that officer's file, once opened for a recorded purpose"
ACCOUNTS = "accounts of the own courts, or 404: an administrator's work"
"""Each account in turn: tests/integration/test_accounts_by_court.py."""
OWN = "one's own account"

LINES: dict[tuple[str, str], Line] = {
    ("HomeView.index", "GET"): Line(EVERYBODY, "no records", one("/")),
    ("OverviewView.page", "GET"): Line(EVERYBODY, "figures and changes in scope", one("/records/")),
    ("WorkbenchView.page", "GET"): Line(EVERYBODY, "duties and news in scope", one("/workbench/")),
    ("InboxView.page", "GET"): Line(EVERYBODY, "items to the own court or oneself", one("/inbox/")),
    ("InboxView.mark", "POST"): Line(
        EVERYBODY, "items to the own court or oneself, or 404",
        one("/inbox/mark/1", form={"rowid": "x"}, ok=frozenset({404})),
    ),
    ("InboxView.read_all", "POST"): Line(
        EVERYBODY, "items to the own court or oneself", one("/inbox/read-all", form={})
    ),
    ("MissingView.page", "GET"): Line(
        EVERYBODY, "duties of the own courts", of_courts("/duties/missing/")
    ),
    ("MissingView.export", "GET"): Line(
        EVERYBODY, "duties of the own courts", one("/duties/missing/export.csv?state=all")
    ),
    ("DutiesView.list", "GET"): Line(EVERYBODY, "duties of the own courts", of_courts("/duties/")),
    ("DutiesView.duty", "GET"): Line(EVERYBODY, "a duty in scope, or 404", duty()),
    ("WaiverView.waive", "POST"): Line(
        WAIVERS, "a duty in scope, or 404",
        duty("/waive", form={"version": "0"}, ok=frozenset({403, 404, 409, 422})),
    ),
    ("WaiverView.restore", "POST"): Line(
        WAIVERS, "a duty in scope, or 404",
        duty("/restore", form={"version": "0"}, ok=frozenset({403, 404, 409, 422})),
    ),
    ("EscalationStepView.take", "POST"): Line(
        frozenset({SUPERVISOR, INSPECTOR}), "a duty in scope, or 404",
        duty("/escalate", form={"step": "order"}, ok=frozenset({403, 404, 409, 422})),
    ),
    ("DutiesApi.list", "GET"): Line(
        EVERYBODY, "duties of the own courts", of_courts("/api/v1/duties/")
    ),
    ("DutiesApi.get", "GET"): Line(
        EVERYBODY, "a duty in scope, or 404", duty(base="/api/v1/duties")
    ),
    ("SearchView.page", "GET"): Line(EVERYBODY, "hits in scope", searches("/search")),
    ("SearchView.suggest", "GET"): Line(EVERYBODY, "hits in scope", searches("/search/suggest")),
    ("ExploreView.page", "GET"): Line(EVERYBODY, "no records", one("/explore")),
    ("ExploreView.nodes", "POST"): Line(EVERYBODY, "records in scope", canvas),
    ("ExploreView.expansions", "GET"): Line(
        EVERYBODY, "a record in scope, or 404", explored("/explore/expansions?id={uid}")
    ),
    ("ExploreView.expand", "POST"): Line(
        EVERYBODY, "a record in scope, or 404", explored("/explore/expand", json=True)
    ),
    ("ExploreView.neighbours", "POST"): Line(EVERYBODY, "counts in scope", canvas_counts),
    ("ExploreView.record", "GET"): Line(
        EVERYBODY, "a record in scope, or 404", explored("/explore/record?id={uid}")
    ),
    ("ExploreView.paths", "GET"): Line(
        EVERYBODY, "records in scope, or 404", explored("/explore/paths?from={uid}&to={to}")
    ),
    ("PathsApi.paths", "GET"): Line(
        EVERYBODY, "records in scope, or 404", explored("/api/v1/paths?from={uid}&to={to}")
    ),
    ("ExploreView.layouts", "POST"): Line(
        EVERYBODY, "places, no records",
        lambda _w: [Ask("/explore/layouts", json={"nodes": [{"id": new_uid(), "x": 0, "y": 0}]})],
    ),
    ("ExploreView.layout", "GET"): Line(
        EVERYBODY, "places, no records", one("/explore/layouts/none", ok=frozenset({404}))
    ),
    ("QuestionsView.library", "GET"): Line(EVERYBODY, "no records", one("/questions/?q=第6条")),
    ("QuestionsView.question", "GET"): Line(
        EVERYBODY, "rows in scope", library("/questions/{code}")
    ),
    ("QuestionsView.open", "POST"): Line(
        frozenset(OPENERS), "rows in scope",
        library("/questions/{code}", form={"purpose": "", "note": ""}),
    ),
    ("QuestionsView.export", "GET"): Line(
        EVERYBODY, "rows in scope", library("/questions/{code}/export.csv")
    ),
    ("AnswerView.question", "GET"): Line(
        EVERYBODY, "rows in scope",
        lambda world: [
            replace(ask, path=ask.path.replace("?since", "&since"))
            for ask in library("/explore/question?code={code}")(world)
        ],
    ),
    ("AnswerView.export", "POST"): Line(EVERYBODY, "records in scope", taken),
    ("QuestionsApi.library", "GET"): Line(EVERYBODY, "no records", one("/api/v1/questions/")),
    ("QuestionsApi.question", "GET"): Line(
        EVERYBODY, "rows in scope", library("/api/v1/questions/{code}")
    ),
    ("SavedViewsView.shelf", "GET"): Line(EVERYBODY, OWN, one("/views/")),
    ("SavedViewsView.save", "POST"): Line(
        EVERYBODY, OWN, one("/views/", json={"name": "x", "address": "/nowhere"}, ok=REFUSED)
    ),
    ("SavedViewsView.opened", "GET"): Line(EVERYBODY, "a view in scope, or 404", saved()),
    ("SavedViewsView.edit", "GET"): Line(EVERYBODY, "a view in scope, or 404", saved("/edit")),
    ("SavedViewsView.change", "POST"): Line(
        EVERYBODY, "a view in scope, or 404", saved("/edit", form={"version": "0"})
    ),
    ("SavedViewsView.copy", "POST"): Line(
        EVERYBODY, "a view in scope, or 404", saved("/copy", form={})
    ),
    ("SavedViewsView.retire", "POST"): Line(
        EVERYBODY, "a view in scope, or 404", saved("/retire", form={"version": "0"})
    ),
    ("SavedViewsView.folders", "GET"): Line(EVERYBODY, OWN, one("/views/folders")),
    ("SavedViewsView.make_folder", "POST"): Line(
        EVERYBODY, OWN, one("/views/folders", form={}, ok=REFUSED)
    ),
    ("SavedViewsView.change_folder", "POST"): Line(
        EVERYBODY, "a folder in scope, or 404",
        saved(slug="Folder", base="/views/folders", form={"version": "0"}),
    ),
    ("TypeaheadView.suggest", "GET"): Line(EVERYBODY, "records in scope", typeaheads),
    ("ExportView.export", "GET"): Line(EVERYBODY, "rows in scope, by type", exports),
    ("RevealView.reveal", "POST"): Line(EVERYBODY, "records in scope", reveals),
    ("AuditView.page", "GET"): Line(AUDITORS, "chains of the own courts", one("/audit/")),
    ("AuditView.verify", "POST"): Line(
        AUDITORS, "chains of the own courts", one("/audit/verify", form={})
    ),
    ("DictionaryView.overview", "GET"): Line(EVERYBODY, "no records", one("/dictionary/")),
    ("DictionaryView.of_type", "GET"): Line(EVERYBODY, "no records", dictionary),
    ("DictionaryView.template", "GET"): Line(
        EVERYBODY, "no records", one("/dictionary/template/officer.serves.csv")
    ),
    ("RecordsApi.list", "GET"): Line(EVERYBODY, "rows in scope, by type", api_lists),
    ("RecordsApi.get", "GET"): Line(EVERYBODY, "a record in scope, or 404", api_records),
    ("RecordsApi.create", "POST"): Line(
        WRITERS, "into the own courts, by type",
        lambda _w: [asked(k, Ask(f"/api/v1/records/{k.slug}/", json={"values": {}},
                                 ok=frozenset({403, 422}), courts=HERE_AND_THERE))
                    for k in types().values()],
    ),
    ("RecordsApi.change", "PUT"): Line(
        WRITERS, "a record in scope, or 404", api_writes("", {"version": 0, "values": {}})
    ),
    ("RecordsApi.retire", "POST"): Line(
        WRITERS, "a record in scope, or 404", api_writes("/retire", {"version": 0, "reason": "x"})
    ),
    ("RecordsApi.reinstate", "POST"): Line(
        WRITERS, "a record in scope, or 404", api_writes("/reinstate", {"version": 0})
    ),
    ("DuplicatesView.candidates", "GET"): Line(MERGERS, "pairs in the own courts", twice("")),
    ("DuplicatesView.compare", "GET"): Line(
        MERGERS, "records of the own courts, or 404", twice("compare", "kept", "gone")
    ),
    ("DuplicatesView.merge", "POST"): Line(
        MERGERS, "records of the own courts, or 404",
        twice("merge", "kept", "gone", ok=STALE, kept_version="0", gone_version="0", reason="x"),
    ),
    ("DuplicatesView.merges", "GET"): Line(MERGERS, "merges in sight", twice("merges")),
    ("DuplicatesView.undo", "POST"): Line(
        MERGERS, "records of the own courts, or 404",
        twice("undo", "gone", ok=STALE, kept_version="0", gone_version="0", reason="x"),
    ),
    ("DuplicatesView.split", "GET"): Line(
        MERGERS, "a record of the own courts, or 404", twice("split", "record")
    ),
    ("DuplicatesView.do_split", "POST"): Line(
        MERGERS, "a record of the own courts, or 404",
        twice("split", "record", ok=STALE, version="0", key="x", reason="x"),
    ),
    ("RuleTableView.table", "GET"): Line(EVERYBODY, "no records", one("/duties/rules/")),
    ("RuleTableView.rule", "GET"): Line(
        EVERYBODY, "no records", one("/duties/rules/case-feedback")
    ),
    ("ParametersView.table", "GET"): Line(
        EVERYBODY, "parameters: the same for all courts", one("/duties/parameters/")
    ),
    ("ParametersView.parameter", "GET"): Line(
        EVERYBODY, "parameters: the same for all courts", one("/duties/parameters/duty.soon")
    ),
    ("ParametersView.set", "POST"): Line(
        ADMIN, "for all courts: by administrators of none",
        one("/duties/parameters/duty.soon", form={}, ok=REFUSED, courts=HERE_AND_THERE),
    ),
    ("ProblemMapView.recurrence", "GET"): Line(
        EVERYBODY, "findings of the own courts", of_courts("/problems/recurrence")
    ),
    ("ProblemMapView.problem", "GET"): Line(EVERYBODY, "findings of the own courts", problem_pages),
    ("ProblemMapView.topic", "GET"): Line(EVERYBODY, "findings of the own courts", topic_pages),
    ("ConcentrationView.concentration", "GET"): Line(
        EVERYBODY, "findings of the own courts", of_courts("/problems/concentration")
    ),
    ("ConcentrationView.universal", "GET"): Line(
        EVERYBODY, "findings of the own courts", of_courts("/problems/universal")
    ),
    ("ConcentrationView.export", "GET"): Line(
        EVERYBODY, "findings of the own courts", of_courts("/problems/universal/export.csv")
    ),
    ("SignOffView.page", "GET"): Line(
        frozenset({SUPERVISOR, INSPECTOR}), "rectifications of the own courts",
        of_courts("/problems/sign-offs/"),
    ),
    ("SignOffView.export", "GET"): Line(
        frozenset({SUPERVISOR, INSPECTOR}), "rectifications of the own courts",
        of_courts("/problems/sign-offs/export.csv"),
    ),
    ("ProblemsApi.recurrence", "GET"): Line(
        EVERYBODY, "findings of the own courts", of_courts("/api/v1/problems/recurrence")
    ),
    ("CourtPageView.index", "GET"): Line(EVERYBODY, "the own courts", one("/courts/")),
    ("CourtPageView.court", "GET"): Line(
        EVERYBODY, "the directory; numbers of the own courts", court_pages
    ),
    ("ChainView.page", "GET"): Line(EVERYBODY, "records in scope", chains("/chain")),
    ("ChainApi.chain", "GET"): Line(EVERYBODY, "records in scope", chains("/api/v1/chain")),
    ("SearchApi.search", "GET"): Line(EVERYBODY, "hits in scope", searches("/api/v1/search")),
    ("OpenApiDocument.document", "GET"): Line(EVERYBODY, "no records", one("/api/v1/_openapi")),
    ("OfficerFileView.search", "GET"): Line(
        OPENERS, "officers in scope", searches("/officers/")
    ),
    ("OfficerFileView.suggest", "GET"): Line(
        OPENERS, "officers in scope", searches("/officers/suggest")
    ),
    ("OfficerFileView.officer", "GET"): Line(OPENERS, IN_REACH, officer_file()),
    ("OfficerFileView.open", "POST"): Line(OPENERS, IN_REACH, officer_file(form={})),
    ("OfficerFileView.history", "GET"): Line(OPENERS, OPENED, officer_file("/history")),
    ("OfficerFileView.event", "GET"): Line(OPENERS, OPENED, file_events),
    ("OfficerFileView.export", "POST"): Line(
        OPENERS, OPENED, officer_file("/history/export", form={"form": "print"})
    ),
    ("OfficerHistoryApi.history", "GET"): Line(
        OPENERS, OPENED, officer_file("/history", "/api/v1/officers")
    ),
    ("OfficerHistoryApi.open", "POST"): Line(
        OPENERS, OPENED, officer_file("/history", "/api/v1/officers", json={})
    ),
    ("UserView.list", "GET"): Line(ADMIN, ACCOUNTS, one("/users/list/")),
    ("UserView.show", "GET"): Line(ADMIN, ACCOUNTS, of_user("/users/show/{pk}")),
    ("UserView.add", "GET"): Line(ADMIN, ACCOUNTS, one("/users/add")),
    ("UserView.add", "POST"): Line(ADMIN, ACCOUNTS, one("/users/add", form={}, ok=REFUSED)),
    ("UserView.edit", "GET"): Line(ADMIN, ACCOUNTS, of_user("/users/edit/{pk}")),
    ("UserView.edit", "POST"): Line(
        ADMIN, ACCOUNTS, of_user("/users/edit/{pk}", form={}, ok=REFUSED)
    ),
    ("UserView.manage", "POST"): Line(
        ADMIN, ACCOUNTS, of_user("/users/{pk}/unlock", form={})
    ),
    ("UserView.userinfo", "GET"): Line(EVERYBODY, OWN, one("/users/userinfo/")),
    ("UserView.theme", "POST"): Line(EVERYBODY, OWN, one("/users/theme", form={"theme": "dark"})),
    ("OwnPasswordView.form", "GET"): Line(EVERYBODY, OWN, one("/resetmypassword/form")),
    ("OwnPasswordView.form", "POST"): Line(
        EVERYBODY, OWN, one("/resetmypassword/form", form={}, ok=frozenset({422}))
    ),
    ("RoleView.list", "GET"): Line(ADMIN, "no records", one("/roles/list/")),
    ("RoleView.show", "GET"): Line(ADMIN, "no records", one("/roles/show/1")),
    ("LoginView.login", "GET"): Line(EVERYBODY, "no records", one("/login/"), open=True),
    ("LoginView.login", "POST"): Line(
        EVERYBODY, "no records", one("/login/", form={"username": "", "password": ""}), open=True
    ),
    ("LoginView.logout", "GET"): Line(EVERYBODY, OWN, one("/logout/"), open=True),
    ("LocaleView.index", "GET"): Line(EVERYBODY, OWN, one("/lang/zh"), open=True),
    ("UtilView.back", "GET"): Line(EVERYBODY, "no records", one("/back")),
    ("TokenApi.login", "POST"): Line(
        EVERYBODY, "a token for one's own account",
        one("/api/v1/security/login", json={}, ok=frozenset({400})), open=True,
    ),
    ("TokenApi.refresh", "POST"): Line(
        EVERYBODY, "a token for one's own account",
        one("/api/v1/security/refresh", json={}, ok=frozenset({401})), open=True,
    ),
    ("appbuilder.static", "GET"): Line(
        EVERYBODY, "no records", one("/static/appbuilder/css/ab.css"), open=True
    ),
    ("static", "GET"): Line(EVERYBODY, "no records", one("/static/zj/icons.svg"), open=True),
    ("health.live", "GET"): Line(EVERYBODY, "no records", one("/health"), open=True),
    ("health.metrics", "GET"): Line(EVERYBODY, "no records", one("/metrics"), open=True),
    ("health.ready", "GET"): Line(
        EVERYBODY, "no records", one("/ready", ok=frozenset({200, 503})), open=True
    ),
}  # fmt: skip

for _path, _view in (("/users", "UserView"), ("/roles", "RoleView")):
    # FAB registers them; nobody has the right
    for _what, _rest, _methods in (
        ("action", "/action/x/1", "GET POST"), ("action_post", "/action_post", "POST"),
        ("delete", "/delete/1", "GET POST"), ("download", "/download/x", "GET"),
        ("add", "/add", "GET POST"), ("edit", "/edit/1", "GET POST"),
    ):  # fmt: skip
        for _method in _methods.split():
            LINES.setdefault(
                (f"{_view}.{_what}", _method),
                Line(
                    NOBODY,
                    "no records",
                    one(_path + _rest, ok=GONE | {400}, form={} if _method == "POST" else None),
                ),
            )

for _kind in types().values():
    LINES |= record_lines(_kind)

# ends the session of who asks, so it is tried on a visitor of its own, below
LINES["LoginView.logout", "POST"] = Line(EVERYBODY, OWN, lambda _world: [], open=True)


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


@pytest.fixture(scope="module")
def world(
    graph: Graph, sqlite_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One application, one tree, one set of users for all lines: they only look."""
    settings = Settings(home=tmp_path_factory.mktemp("routes"), database_url=sqlite_store())
    app = create_app(settings, graph)
    yield World(graph, Tree(graph, "径"), People(app))
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def send(visitor: Visitor, ask: Ask, method: str) -> TestResponse:
    """Ask as a browser does, with the token of its page."""
    headers = {"X-CSRFToken": visitor.token}
    return visitor.client.open(
        ask.path, method=method, data=ask.form, json=ask.json, headers=headers
    )


def test_every_route_has_its_line(world: World) -> None:
    found = routes(world.people.app)
    assert {"without a line": found - LINES.keys(), "gone": LINES.keys() - found} == {
        "without a line": set(),
        "gone": set(),
    }


CONFIDENTIAL = {kind.name: kind for kind in types().values() if kind.confidential}


@pytest.fixture(scope="module")
def no_confidence(world: World) -> dict[tuple[Role, str], dict[str, str]]:
    """What everybody but inspectors is answered before there is a confidential record."""
    assert not CONFIDENTIAL.keys() & world.made.keys()
    for court in ("a1", "a"):
        world.open_file(SUPERVISOR, court)
    others = [(role, "a1") for role in Role if role is not INSPECTOR] + [(SUPERVISOR, "a")]
    return {(role, court): everything(world, role, court) for role, court in others}


def beside_confidential() -> list[RecordType]:
    """The types that a confidential record could show in: itself, what it leads to, what leads to
    it, and the audit. No page or answer about another type goes that far."""
    ends = {
        end for kind in CONFIDENTIAL.values() for ref in kind.refs.values() for end in ref.targets
    }
    leading = {back.kind.name for kind in CONFIDENTIAL.values() for back in backs(kind)}
    near = {*CONFIDENTIAL, *ends, *leading, "AuditEvent"}
    return [kind for name, kind in types().items() if name in near]


def everything(world: World, role: Role, court: str) -> dict[str, str]:
    """Every answer that could tell of a record of A, but for those that name a confidential one."""
    visitor = world.visitor(role, court)
    paths = [
        "/workbench/",
        "/records/",
        "/inbox/",
        f"/search?q={quote(SECRET)}",
        f"/search/suggest?q={quote(SECRET)}",
        "/audit/",
    ]
    paths += [f"/api/v1/search?q={quote(SECRET)}", "/api/v1/_openapi"]
    for kind in beside_confidential():
        paths += [f"/{kind.slug}/list/", f"/api/v1/records/{kind.slug}/?count=true&limit=500"]
        paths += [f"/{kind.slug}/list/?q={quote(SECRET)}"]
        if kind.name in world.made and kind.name not in CONFIDENTIAL:
            uid = world.made[kind.name].uid
            paths += [f"/{kind.slug}/show/{uid}", f"/api/v1/records/{kind.slug}/{uid}"]
            paths += [f"/api/v1/chain/{kind.slug}/{uid}"] if takes_part(kind.name) else []
    paths += [
        f"/{back.kind.slug}/list/?anchor={back.name}&of={world.made[owner.name].uid}"
        for owner in types().values()
        for back in backs(owner)
        if back.kind.name in CONFIDENTIAL and owner.name in world.made.keys() - CONFIDENTIAL
    ]
    paths += [
        f"/typeahead/{name}?q={quote(SECRET)}"
        for targets, name in sets_of_targets().items()
        if CONFIDENTIAL.keys() & {*targets}
    ]
    officer = world.key(types()["Officer"])
    paths += [f"/officers/{officer}/history", f"/api/v1/officers/{officer}/history"]
    paths += [f"/{k.slug}/show/{x}" for k in CONFIDENTIAL.values() for x in (NO_RECORD, ABSENT)]
    answers = {path: visitor.client.get(path) for path in paths}
    return {path: f"{a.status_code} {plain(a.text)}" for path, a in answers.items()}


def test_a_confidential_record_is_as_if_it_did_not_exist(
    world: World, no_confidence: dict[tuple[Role, str], dict[str, str]]
) -> None:
    made = world.confide()
    for (role, court), before in no_confidence.items():
        now = everything(world, role, court)
        assert [p for p in before if before[p] != now[p]] == [], (role, court)
        for name, record in made.items():
            hidden, none = (
                world.visitor(role, court).client.get(f"/{types()[name].slug}/show/{uid}")
                for uid in (record.uid, NO_RECORD)
            )
            assert plain(hidden.text, record.uid) == plain(none.text, NO_RECORD), (role, court)
    for name, record in made.items():
        path = f"/api/v1/records/{types()[name].slug}/"
        assert record.uid in world.visitor(INSPECTOR, "a1").client.get(path).text


@pytest.mark.parametrize(
    ("endpoint", "method"), [pytest.param(*line, id="-".join(line)) for line in sorted(LINES)]
)
def test_who_gets_in_and_what_they_see(
    world: World,
    no_confidence: dict[tuple[Role, str], dict[str, str]],
    endpoint: str,
    method: str,
) -> None:
    line = LINES[endpoint, method]
    world.confide()
    for ask in line.asks(world):
        check_stranger(world, line, ask, method)
        for role in ask.roles:
            for court in ask.courts:
                answer = send(world.visitor(role, court), ask, method)
                where = (ask.path, role, court, answer.status_code)
                if role not in line.roles:
                    assert answer.status_code in GONE | ask.ok & {400, 403}, where
                elif ask.account_of_a and court == "b1":
                    assert answer.status_code == 404, where
                elif ask.of_a is not None and not sees(ask.of_a, role, court):
                    assert answer.status_code in ask.hidden, where
                    check_like_nothing(world, ask, method, role, court, answer)
                else:
                    assert answer.status_code in ask.ok, where
                    if ask.shows and answer.status_code == 200:
                        check_shown(world, ask, endpoint, role, court, answer)
                if court == "b1":
                    check_hidden(world, ask, answer, where)


def sees(kind: RecordType, role: Role, court: str) -> bool:
    """Whether somebody of this role and court may read A's record of the type."""
    if role not in kind.access.read or (kind.confidential and role is not INSPECTOR):
        return False
    if kind.owner:  # shared with those of the very court
        return court == "a1"
    return court != "b1" or kind.reach is not Reach.COURT


def check_stranger(world: World, line: Line, ask: Ask, method: str) -> None:
    """Who hasn't logged in is sent to the login, or told to; open routes tell nothing of A."""
    answer = send(world.stranger, ask, method)
    if line.open:
        assert answer.status_code in ask.ok | {200, 302, 401}, ask.path
    elif ask.path.startswith("/api/"):
        assert answer.status_code == 401, (ask.path, answer.status_code)
    else:
        asked_in = answer.status_code == 302 and "/login/" in answer.headers["Location"]
        assert asked_in or answer.status_code in {401, 405} | ask.ok & {400}, (
            ask.path,
            answer.status_code,
        )
    check_hidden(world, ask, answer, (ask.path, "nobody", "", answer.status_code))


def check_shown(
    world: World, ask: Ask, endpoint: str, role: Role, court: str, answer: TestResponse
) -> None:
    """A record that may be seen is seen: otherwise hiding it would prove nothing."""
    slug = ask.path.split("/")[4 if ask.path.startswith("/api/") else 1]
    kind = next((k for k in types().values() if k.slug == slug), None)
    if kind is not None and kind.reach is Reach.COURT and sees(kind, role, court):
        told = [word for word in world.words(kind) if word in answer.text]
        assert told, (endpoint, ask.path, role, court)


def check_hidden(world: World, ask: Ask, answer: TestResponse, where: object) -> None:
    """Nothing of A's: no number, name or identifier but what was asked with."""
    body = without(text(answer), *asked_with(world, ask))
    said = unquote(ask.path) + json.dumps([ask.form, ask.json], ensure_ascii=False)
    if ask.of_a is not None:
        said = without(said, *asked_with(world, ask))
    told = [secret for secret in world.secrets() if secret in body and secret not in said]
    assert told == [], where


def text(answer: TestResponse) -> str:
    """What an answer says, unpacked if it is an Excel file."""
    data = answer.get_data()
    if answer.mimetype.endswith("spreadsheetml.sheet"):
        book = zipfile.ZipFile(io.BytesIO(data))
        data = b"".join(book.read(name) for name in book.namelist() if "docProps" not in name)
    return data.decode()


def asked_with(world: World, ask: Ask) -> list[str]:
    """The key or identifier that a request for A's record names."""
    if ask.of_a is None:
        return []
    record = world.record(ask.of_a)
    return [record.uid, str(getattr(record, ask.of_a.key))]


def check_like_nothing(
    world: World, ask: Ask, method: str, role: Role, court: str, answer: TestResponse
) -> None:
    """A record out of sight and one that isn't there are answered alike."""
    named = asked_with(world, ask)
    other = ask
    for name in named:
        other = Ask(
            other.path.replace(name, NO_RECORD).replace(quote(name), NO_RECORD),
            form={n: NO_RECORD if v == name else v for n, v in other.form.items()}
            if other.form is not None
            else None,
            json=json.loads(json.dumps(other.json).replace(name, NO_RECORD)),
        )
    absent = send(world.visitor(role, court), other, method)
    assert answer.status_code == absent.status_code, (ask.path, role, court)
    assert plain(text(answer), *named) == plain(text(absent), NO_RECORD), (ask.path, role, court)


def test_a_word_of_a_finds_for_b_what_no_word_finds(world: World) -> None:
    """Searched for with the secret, every list is what it is with a word that nobody used."""
    world.confide()
    for role in Role:
        visitor = world.visitor(role, "b1")
        mine = [kind.slug for kind in types().values() if role in readers_in_turn(kind)]
        for path in (
            "/search?q={}", "/search/suggest?q={}", "/api/v1/search?q={}",
            *(f"/{slug}/list/?q={{}}" for slug in mine),
            *(f"/{slug}/export.csv?q={{}}" for slug in mine),
            *(f"/api/v1/records/{slug}/?count=true&words={{}}" for slug in mine),
            *(f"/typeahead/{n}?q={{}}" for n in relations() if n.partition(".")[0] in mine),
        ):  # fmt: skip
            secret, absent = (
                visitor.client.get(path.format(quote(word))) for word in (SECRET, ABSENT)
            )
            assert secret.status_code == absent.status_code, (path, role)
            assert plain(secret.text, SECRET) == plain(absent.text, ABSENT), (path, role)


def readers_in_turn(kind: RecordType) -> set[Role]:
    """Those who may read the type: the inspectors, from whom least is hidden, and one other role,
    in turn among types."""
    readers = [role for role in Role if role in kind.access.read]
    others = [role for role in readers if role is not INSPECTOR]
    turn = list(types()).index(kind.name)
    return {INSPECTOR} & {*readers} | ({others[turn % len(others)]} if others else set())


def test_b_counts_what_b_is_shown(world: World) -> None:
    """No count tells of more than the list that goes with it."""
    world.confide()
    for role in Role:
        visitor = world.visitor(role, "b1")
        home = plain(visitor.client.get("/records/").text)
        for kind in types().values():
            path = f"/api/v1/records/{kind.slug}/?count=true&limit=500"
            body = visitor.client.get(path).json
            if role not in kind.access.read:
                assert body["status"] == 403
                continue
            shown = len(body["items"])
            assert body["count"] == {"value": shown, "capped": False}, (kind.name, role)
            if kind.domain is not Domain.SYSTEM:
                line = re.search(rf'href="/{kind.slug}/list/">.*?<td class=".*?">(.*?)<', home)
                said = line.group(1) if line else "0"
                assert said == str(shown), (kind.name, role)
                assert line or not kind.access.write, kind.name


def test_logging_out_ends_the_own_session(world: World) -> None:
    visitor = world.people.inside(KEEPER, actor=world.tree.actor("b1", KEEPER))
    assert visitor.post("/logout/").status_code == 302
    assert not visitor.is_in
