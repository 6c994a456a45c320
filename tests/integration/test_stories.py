"""What was planted in the provinces of two seeds is what chain, heat map and histories show.

The truth was written down by the stories as they were planned; the counts come from the CSVs by
polars. Nothing is compared with what the product says of itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import polars as pl
import pytest

from app.accounts import OF_DEMONSTRATION
from graph import clock, records
from graph.duties.engine import Trigger, judged
from graph.duties.sweep import sweep
from graph.duties.table import RULES
from graph.duties.who_owes import Ruling, who_owes_feedback
from graph.errors import NotAllowed, NotFound
from graph.generate.organisation import department_number
from graph.generate.province import columns_of
from graph.ingest.canonical import in_order
from graph.model import backs, type_of
from graph.operations import question_purpose, questions
from graph.operations.chain import Chain, chain, recurrences
from graph.operations.duties.inbox import unread
from graph.operations.officer_file import open_file
from graph.operations.officer_history import History, history
from graph.operations.problem_map import STATUSES, Asked, problem_map
from graph.questions import LIBRARY
from graph.recurrence_kept import rollup
from graph.scope import Role
from graph.session import Graph
from tests.integration.duties_of import standing
from tests.integration.provinces import UNTIL, Planted

SEEDS = (11, 2026)


@pytest.fixture(scope="module")
def scratch(province_graph: Graph) -> Iterator[Graph]:
    """A graph that belongs to this module, on the day that its provinces end."""
    clock.fix_today(UNTIL)
    yield province_graph
    clock.fix_today(None)


@pytest.fixture(scope="module", params=SEEDS)
def planted(
    request: pytest.FixtureRequest, scratch: Graph, tmp_path_factory: pytest.TempPathFactory
) -> Planted:
    """The province of one seed, loaded."""
    return Planted.load(scratch, tmp_path_factory.mktemp("province"), request.param)


def test_another_seed_plants_others(planted: Planted, tmp_path: Any) -> None:
    from graph.generate import stories
    from graph.generate.build import organise
    from graph.generate.province import Province

    other = Province(planted.truth["cases"], planted.seed + 1, UNTIL)
    organise(other)
    truth = stories.truth(stories.plan(other))
    where = [(s["kind"], s["court"], s["problem"]) for s in planted.truth["stories"]]
    assert [s["kind"] for s in truth["stories"]] == [kind for kind, _, _ in where]
    assert [(s["kind"], s["court"], s["problem"]) for s in truth["stories"]] != where


def test_recurrences_are_those_that_were_planted(planted: Planted) -> None:
    told = {}
    with planted.graph.reading() as tx:
        for story in planted.stories():
            if not story["problem"]:
                continue
            found = recurrences(tx, planted.system, story["court"], story["problem"])
            told[story["kind"], story["court"], story["problem"]] = (
                sorted(
                    (
                        planted.keys[each.finding],
                        planted.keys[target],
                        str(each.kind),
                        found.depths[each.finding],
                    )
                    for each in found.recurred
                    for target in (each.rectifications or (each.feedback,))
                ),
                found.depth,
            )
    assert told == {
        (s["kind"], s["court"], s["problem"]): (
            sorted(
                (r["finding"], r["after"]["key"], r["kind"], r["depth"]) for r in s["recurrences"]
            ),
            s["depth"],
        )
        for s in planted.stories()
        if s["problem"]
    }


def test_the_edges_kept_while_loading_are_those_that_were_planted(planted: Planted) -> None:
    """Among all others that the province has: of each story's court and problem, exactly these."""
    with planted.graph.reading() as tx:
        rows = tx.run(
            "MATCH (p:Problem)<-[:OF_PROBLEM]-(f:Finding)-[e:RECURS_AFTER]->(t), "
            "(f)-[:AT]->(c:Court) RETURN c.code AS court, p.code AS problem, f.number AS finding, "
            "t.number AS after, e.kind AS kind, e.depth AS depth"
        )
    kept: dict[tuple[str, str], set[tuple[str, str, str, int]]] = {}
    for row in rows:
        edge = (row["finding"], row["after"], row["kind"], row["depth"])
        kept.setdefault((row["court"], row["problem"]), set()).add(edge)
    for story in planted.stories():
        if story["problem"]:
            wanted = {
                (r["finding"], r["after"]["key"], r["kind"], r["depth"])
                for r in story["recurrences"]
            }
            assert kept.get((story["court"], story["problem"]), set()) == wanted, story["kind"]
    assert rollup.verify(planted.graph) == []


def test_what_only_looks_like_recurrence_has_its_own_class(planted: Planted) -> None:
    (late,) = planted.stories("late_discovery")
    (topic,) = planted.stories("same_topic_other_problem")
    with planted.graph.reading() as tx:
        found = recurrences(tx, planted.system, late["court"], late["problem"]).found
        alike = recurrences(tx, planted.system, topic["court"], topic["other"]).found
    assert [
        {"finding": planted.keys[e.finding], "feedback": planted.keys[e.feedback],
         "kind": str(e.kind)}
        for e in found if str(e.likeness) == "problem"
    ] == late["classes"]  # fmt: skip
    assert topic["of_the_same_kind"] in {
        planted.keys[e.finding] for e in alike if str(e.likeness) == "topic" and not e.recurs
    }


def test_a_chain_has_all_of_its_story_and_the_way_back(planted: Planted) -> None:
    (story,) = planted.stories("recurs_after_three_rectifications")
    last = story["unanswered"]
    found = of(planted, "Finding", last)
    keys = {(c.kind.slug, c.key) for c in found.cards}
    assert {(r["type"], r["key"]) for r in story["records"]} <= keys
    loops = {
        (planted.keys[link.after], planted.keys[link.before], str(link.recurrence.kind), link.depth)
        for link in found.links
        if link.recurrence
    }
    wanted = {
        (r["finding"], r["after"]["key"], r["kind"], r["depth"]) for r in story["recurrences"]
    }
    assert loops <= wanted
    assert {finding for finding, *_ in loops} == {finding for finding, *_ in wanted}
    ruling_ = [r["key"] for r in story["records"] if r["type"] == "review"][-1]
    assert missing(planted, found) >= {("feedback", ruling_), ("notice", last)}


def test_every_row_of_who_owes_feedback(planted: Planted) -> None:
    for story in planted.stories():
        if not story["kind"].startswith("owed_"):
            continue
        numbers = [r["key"] for r in story["records"] if r["type"] == "review"]
        owed = who_owes_feedback([ruling(planted, number) for number in numbers], UNTIL)
        assert [
            {k: v for k, v in {
                "department": each.department, "ruling": each.ruling,
                "since": each.since.isoformat(), "part": each.part or None,
                "copy_to": each.copy_to or None, "voided": each.voided or None,
            }.items() if v is not None}
            for each in owed
        ] == story["owed"], story["kind"]  # fmt: skip


def test_feedback_that_nobody_gave_is_drawn_as_missing_and_given_feedback_is_not(
    planted: Planted,
) -> None:
    wrong = {}
    for story in planted.stories():
        if not story["kind"].startswith("owed_"):
            continue
        act = next(r["key"] for r in story["records"] if r["type"] == "act")
        found = of(planted, "Act", act)
        gaps = {
            (planted.keys[each.after[0]], each.since.isoformat() if each.since else "")
            for each in found.missing
            if each.rule == "case-feedback"
        }
        wanted = set() if story["fed_back"] else {(o["ruling"], o["since"]) for o in story["owed"]}
        copies = [each for each in found.missing if each.rule == "case-feedback-copy"]
        owed_copies = [o for o in story["owed"] if o.get("copy_to") and not story["fed_back"]]
        if gaps != wanted or len(copies) != len(owed_copies):
            wrong[story["kind"], story["decoy"]] = (gaps, wanted)
        assert "finding-void" not in {each.rule for each in found.missing}
    assert wrong == {}


def test_the_heat_map_counts_what_polars_counts(planted: Planted) -> None:
    courts = {story["court"] for story in planted.stories()}
    for court in sorted(courts):
        actor = planted.actor(court, Role.SUPERVISOR)
        counted: Counter[tuple[str, str, str]] = Counter()
        with planted.graph.reading() as tx:
            for status in STATUSES:
                found = problem_map(tx, actor, Asked(court=court, own=True, status=status))
                counted.update({(*place, status): n for place, n in found.cells.items()})
        assert counted == planted.findings(court), court


def test_the_heat_map_of_an_area_adds_up_its_courts(planted: Planted) -> None:
    area = planted.stories()[0]["court"][:3]
    inside = planted.csv("finding").filter(
        pl.col("at").str.starts_with(area), pl.col("status") == "established"
    )
    with planted.graph.reading() as tx:
        found = problem_map(tx, planted.actor(area, Role.SUPERVISOR), Asked(court=area))
    assert found.total == len(inside)
    by_problem = Counter({row: 0 for row, _ in found.cells})
    for (row, _column), count in found.cells.items():
        by_problem[row] += count
    assert by_problem == Counter(inside["problem"].to_list())


def test_the_ring_of_depth_is_where_it_came_back(planted: Planted) -> None:
    (story,) = planted.stories("recurs_after_three_rectifications")
    with planted.graph.reading() as tx:
        found = problem_map(
            tx,
            planted.actor(story["court"], Role.SUPERVISOR),
            Asked(court=story["court"], own=True),
        )
    rings = [depth for (row, _), depth in sorted(found.depths.items()) if row == story["problem"]]
    assert rings == [1, 2, 3]


def test_histories_have_what_the_files_say_of_the_officer(planted: Planted) -> None:
    for story in planted.stories():
        for number in story["officers"]:
            told = read(planted, number)
            counts = {
                t.lane.name: t.count
                for t in told.tallies
                if t.lane.ref is not None and t.lane.kind.access.write  # duties are in no file
            }
            assert counts == lanes(planted, number), (story["kind"], number)


def test_rates_of_the_officer_and_the_peers(planted: Planted) -> None:
    for story in planted.stories("revoked_more_often_than_peers", "high_caseload"):
        for number, rate in story["rates"].items():
            told = read(planted, number)
            by_lane = {t.lane.name: t for t in told.tallies}
            assert by_lane["act.performed_by"].count == rate["acts"]
            assert by_lane["case.handlers"].count == rate["closed_cases"]
            assert by_lane["review.bears_on"].by_standing.get("revoked", 0) == rate["revoked"]
            assert by_lane["review.bears_on"].count == rate["reviews"]


def test_a_transfer_is_told_with_the_court_of_the_day(planted: Planted) -> None:
    (story,) = planted.stories("transfer_in_mid_year")
    (number,) = story["officers"]
    told = read(planted, number)
    courts = {
        e.since <= date.fromisoformat(story["transferred_on"]): {p.court for p in e.held.certain}
        for e in told.events
        if e.lane == "act.performed_by" and e.since
    }
    assert courts == {True: {story["posts"]["before"]}, False: {story["posts"]["after"]}}


def test_leads_are_the_discipline_bodies_alone(planted: Planted) -> None:
    (story,) = planted.stories("lead")
    lead = type_of("Lead")
    with planted.graph.reading() as tx:
        inspector = planted.actor(story["court"], Role.INSPECTOR)
        assert records.get(tx, inspector, lead, story["lead"]).number == story["lead"]
        for role in (Role.SUPERVISOR, Role.ADMINISTRATOR, Role.RECORD_KEEPER):
            with pytest.raises((NotFound, NotAllowed)) as refused:
                records.get(tx, planted.actor(story["court"], role), lead, story["lead"])
            assert story["lead"] not in str(refused.value)


def test_an_unreported_trip_has_no_report(planted: Planted) -> None:
    (story,) = planted.stories("trip_never_reported")
    trip = type_of("Trip")
    (back,) = (each for each in backs(trip) if each.name == "trip_report.reports")
    reports = []
    with planted.graph.reading() as tx:
        for key in (story["unreported"], story["reported"]):
            uid = records.get(tx, planted.system, trip, key).uid
            asked = records.Query(back.kind, anchor=records.Anchor.by_back(uid, trip, back))
            reports.append([each.number for each in records.find(tx, planted.system, asked).rows])
    assert reports == [[], [story["report"]]]


def test_the_library_answers_with_what_was_planted(planted: Planted) -> None:
    """Stories and not their decoys, and what polars finds in the files."""
    reader = planted.actor("鲁", Role.INSPECTOR)

    def asked(code: str) -> list[dict[str, Any]]:
        with planted.graph.reading() as tx:
            found = questions.answer(tx, reader, code, {"since": ""}, most=1000)
        links = found.links

        def named(value: Any) -> Any:
            if isinstance(value, list):
                return {links[uid].key for uid in value}
            return links[value].key if value in links else value

        return [{name: named(value) for name, value in row.items()} for row in found.rows]

    (late,) = planted.stories("dispute_decision_implemented_late")
    told = {row["opinion"]: row for row in asked("opinions-late")}
    assert str(told[late["late"]["opinion"]]["due"]) == late["late"]["due"]
    assert str(told[late["late"]["opinion"]]["done"]) == late["late"]["implemented"]
    assert late["in_time"]["opinion"] not in told
    (signed,) = planted.stories("sign_off_that_recurred")
    after = signed["recurrences"][0]["after"]["key"]
    (row,) = (row for row in asked("sign-offs-recurred") if row["rectification"] == after)
    assert row["signers"] == {signed["signed_off_by"]}
    assert row["checkers"] == {signed["checked_by"]}
    assert signed["check"] in {row["check"] for row in asked("checks-that-erred")}
    (twice,) = planted.stories("one_petitioner_in_two_courts")
    parties = {row["party"]: row for row in asked("petitioners-about-two-courts")}
    assert parties[twice["party"]]["where"] == set(twice["petitions"])
    reported = set(planted.csv("trip_report")["reports"])
    trips = planted.csv("trip").filter(pl.col("returned_on") <= "2026-06-25")["number"]
    assert {row["trip"] for row in asked("trips-without-report")} == set(trips) - reported
    calls = dict(planted.csv("callback").select("number", "escalates").iter_rows())
    assert {row["last"] for row in asked("escalated-twice")} == {
        number for number, before in calls.items() if before and calls[before]
    }


def test_questions_answer_with_their_stories_and_never_with_the_decoys(planted: Planted) -> None:
    """As they are asked at first: the last two years, the usual numbers."""
    reader = planted.actor("鲁", Role.INSPECTOR)

    def ask(code: str) -> questions.Answered:
        with planted.graph.reading() as tx:
            return questions.answer(tx, reader, code, {}, most=1000)

    stories = [story for story in planted.stories() if "question" in story]
    assert len({story["question"] for story in stories}) == 8
    for story in stories:
        found = ask(story["question"])
        if found.purpose:
            asked, court = LIBRARY[story["question"]], found.court
            assert court
            question_purpose.state(
                planted.graph, reader, asked, found.asked.said, court, "inspection", "例行检查核对"
            )
            found = ask(story["question"])
        keys = {found.links[row[story["column"]]].key for row in found.rows}
        assert (story["key"] in keys) is not story["decoy"], (story["kind"], story["decoy"])


def of(planted: Planted, kind: str, key: str) -> Chain:
    with planted.graph.reading() as tx:
        return chain(tx, planted.system, type_of(kind), key)


def missing(planted: Planted, found: Chain) -> set[tuple[str, str]]:
    """(stage, key of what it should follow)."""
    return {(each.stage.value, planted.keys[uid]) for each in found.missing for uid in each.after}


def ruling(planted: Planted, number: str) -> Ruling:
    """A review as its row of the CSV says."""
    row = planted.row("review", number)
    findings = planted.csv("finding").filter(
        pl.col("found_by.review") == number, pl.col("status") == "established"
    )
    return Ruling(
        number, row["sort_of_review"], row["outcome"], row["decided_by"], day(row["ruled_on"]),
        day(row["effective_on"]), row["reviews"], len(findings) > 0,
    )  # fmt: skip


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def read(planted: Planted, number: str) -> History:
    inspector = planted.actor("鲁", Role.INSPECTOR)
    open_file(planted.graph, inspector, number, "inspection", "例行检查核对")
    with planted.graph.reading() as tx:
        return history(tx, inspector, number)


def lanes(planted: Planted, number: str) -> dict[str, int]:
    """Records by lane that name the officer, from every file with a column for officers."""
    counts: Counter[str] = Counter()
    for form in in_order():
        if form.kind.name == "Officer" or not (planted.folder / f"{form.name}.csv").exists():
            continue
        for name, (ref, end) in form.ends.items():
            if end != "Officer" or name not in columns_of(form.name):
                continue
            rows = planted.csv(form.name)
            if name in rows.columns:
                named = rows[name].str.split(";").list.contains(number).fill_null(False)
                record = form.kind.slug if form.ref else form.kind.key
                counts[f"{form.kind.slug}.{ref.name}"] += rows.filter(named)[record].n_unique()
    return {lane: count for lane, count in counts.items() if count}


def areas_bodies(story: dict[str, Any], *functions: str) -> set[str]:
    """Departments of the court above the story's."""
    return {department_number(story["area"], each) for each in functions}


def told_of_period(story: dict[str, Any], period: str, at: str, part: str) -> str:
    """What a duty of a period is told apart by."""
    return f"{story[at] if at else '鲁'} {story[period]} {story[part]}"


ACTED: dict[str, tuple[str, Callable[[dict[str, Any]], tuple[str, set[str]]]]] = {
    "trip_reported_untruthfully": ("trip-reminder", lambda s: (s["trip"], {s["head"]})),
    "grave_consequences": ("dual-investigation", lambda s: (
        s["finding"],
        {department_number(s["above"], f) for f in ("bureau", "supervision_office")},
    )),
    "concentrated_in_one_court": ("concentration", lambda s: (
        told_of_period(s, "quarter", "court", "problem"), {department_number("鲁", "review")},
    )),
    "awaiting_feedback": ("case-feedback", lambda s: (
        s["review"], {department_number(s["court"], "review")},
    )),
    "node_pushed_late": ("node-push", lambda s: (s["disclosure"], {s["court"]})),
    "fed_back_in_two_quarters": ("annual-focus", lambda s: (
        told_of_period(s, "year", "", "area"), {"鲁"},
    )),
    "widespread_in_an_area": ("improvement-proposal", lambda s: (
        told_of_period(s, "quarter", "area", "problem"),
        areas_bodies(s, "discipline_team", "supervision_office"),
    )),
}  # fmt: skip
"""By kind of story: the rule, and by what its duty is told apart, who owes it."""

NOTHING = {"concentration", "node-push", "annual-focus", "improvement-proposal"}
"""Rules whose decoys owe nothing, or nothing that is stored."""


def test_what_was_planted_to_be_acted_on_is_owed_as_it_says(planted: Planted) -> None:
    """Since when, until when, done when, and by whom; a decoy was done in time, or owes nothing."""
    sweep(planted.graph, only={rule for rule, _told in ACTED.values()})
    with planted.graph.reading() as tx:
        rows = tx.run(
            "MATCH (d:Duty)-[:ARISES_FROM]->(t) WHERE d.closure <> 'void' "
            "OPTIONAL MATCH (area:Court {uid: d.part}) "
            "RETURN d.rule_code AS rule, d.period AS period, coalesce(area.code, d.part) AS part, "
            "d.opened_on AS since, d.due_on AS due, d.closed_on AS done, "
            "coalesce(t.number, t.code) AS key, "
            "[(d)-[:OWED_BY]->(who) | coalesce(who.number, who.code)] AS by"
        )
    owed = {
        (row["rule"], f"{row['key']} {row['period']} {row['part']}" if row["period"]
         else row["key"]): (
            str(row["since"]), str(row["due"]), row["done"] and str(row["done"]), set(row["by"]),
        )
        for row in rows
    }  # fmt: skip
    for kind, (rule, told) in ACTED.items():
        real, decoy = planted.stories(kind, decoy=False), planted.stories(kind, decoy=True)
        assert real, kind
        assert len(decoy) == 1, kind
        for story in (*real, *decoy):
            key, who = told(story)
            wanted = (story["since"], story["due"], story.get("done"), who)
            nothing = story["decoy"] and rule in NOTHING
            assert owed.get((rule, key)) == (None if nothing else wanted), (kind, story["decoy"])


def test_duties_kept_with_every_record_are_those_that_a_sweep_finds(planted: Planted) -> None:
    """Loaded record by record and swept for what time brings, or found all at once: the same."""
    graph = planted.graph
    sweep(graph)
    kept = standing(graph)
    assert sweep(graph).opened == 0
    assert standing(graph) == kept
    graph.write(lambda tx: tx.run("MATCH (d:Duty|Escalation|InboxItem) DETACH DELETE d"))
    sweep(graph, everything=True)
    found = standing(graph)
    assert found == kept
    assert set(RULES) == {number.rpartition("-")[0] for number in found} | met_in_time(planted)


def test_there_is_news_for_the_courts_whose_accounts_are_printed(planted: Planted) -> None:
    sweep(planted.graph)
    for _name, role, court in OF_DEMONSTRATION:
        with planted.graph.reading() as tx:
            assert unread(tx, planted.actor(court, role)) > 0, court


def met_in_time(planted: Planted) -> set[str]:
    """The latent rules of which some record has a duty, stored or not."""
    found = set()
    for rule in RULES.values():
        if rule.latent:
            with planted.graph.reading(seconds=0) as tx:
                labels = "|".join(rule.trigger)
                uids = tx.run(f"MATCH (n:{labels}) WHERE n.uid IS NOT NULL RETURN n.uid AS uid")
                if judged(tx, rule, [Trigger(row["uid"]) for row in uids]):
                    found.add(rule.code)
    return found
