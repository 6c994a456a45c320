"""Recurrence worked out anew from the records, and compared with what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph import queries
from graph.progress import Progress
from graph.queries.recurrence_kept import PAGES
from graph.recurrence import Why
from graph.recurrence_kept.groups import KEEPER, rectified
from graph.recurrence_kept.judge import Differences, differences
from graph.recurrence_kept.keeper import write
from graph.recurrence_kept.touched import look_again, standing
from graph.session import Graph, Reader, Writer
from graph.text import Text

PAGE = {"findings": 2_000, "grounds": 200, "rectifications": 500}
MOST = 1_000
"""Differences told at most of each part."""

STEPS = {
    "findings": Text("问题发现的比对处", "Where findings stand"),
    "grounds": Text("复发关系", "Recurrence"),
    "rectifications": Text("整改的重开", "Reopened rectifications"),
}

Mark = Callable[[str, str], None]
"""To be told part and place as soon as all up to there is written."""


def rebuild(
    graph: Graph,
    progress: Progress | None = None,
    begun: tuple[str, str] | None = None,
    mark: Mark = lambda _part, _after: None,
) -> int:
    """Work out everything and write what differs, page by page; returns how many differences
    there were. ``begun``: where an earlier run stopped, as ``mark`` was told."""
    progress = progress or Progress()
    changed = 0
    for part, after in _parts(begun):
        progress.step(STEPS[part])
        seen = 0
        while True:
            page, mended = _mended(graph, part, after)
            if not page:
                break
            after, changed, seen = page[-1], changed + mended, seen + len(page)
            mark(part, after)
            progress.percent(0.0, f"{seen:,}")
        progress.done()
    return changed


def verify(graph: Graph, progress: Progress | None = None) -> list[Text]:
    """Work out everything and change nothing: a sentence for each difference, ``MOST`` of a part
    at the utmost; none: what is kept is right."""
    progress = progress or Progress()
    told: list[Text] = []
    for part, _after in _parts(None):
        progress.step(STEPS[part])
        said: dict[Text, None] = {}
        seen = 0
        for page in _pages(graph, part):
            with graph.reading() as tx:
                said |= dict.fromkeys(_differing(tx, part, page))
            seen += len(page)
            progress.percent(0.0, f"{seen:,}")
            if len(said) >= MOST:
                break
        told += list(said)[:MOST]
        progress.done()
    return list(dict.fromkeys(told))


def _parts(begun: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    """The parts that are left, each with the place from which on."""
    names = list(PAGES)
    at = names.index(begun[0]) if begun else 0
    for name in names[at:]:
        yield name, begun[1] if begun and name == begun[0] else ""


def _pages(graph: Graph, part: str) -> Iterator[list[str]]:
    after = ""
    while True:
        with graph.reading() as tx:
            page = queries.kept_pages(tx, KEEPER, part, after, PAGE[part])
        if not page:
            return
        yield page
        after = page[-1]


def _mended(graph: Graph, part: str, after: str) -> tuple[list[str], int]:
    """The next page, mended in one transaction, and how much there was to mend."""

    def work(tx: Writer) -> tuple[list[str], int]:
        page = queries.kept_pages(tx, KEEPER, part, after, PAGE[part])
        return page, _mend(tx, part, page) if page else 0

    return graph.write(work)


def _mend(tx: Writer, part: str, page: list[str]) -> int:
    if part == "findings":
        before = standing(tx, page)
        look_again(tx, "Finding", page, [])
        return sum(was != now for was, now in before.values())
    found = _worked_out(tx, part, page)
    write(tx, found)
    return len(list(_told(tx, found)))


def _differing(tx: Reader, part: str, page: list[str]) -> Iterator[Text]:
    if part != "findings":
        yield from _told(tx, _worked_out(tx, part, page))
        return
    for uid, (was, now) in standing(tx, page).items():
        if was != now:
            yield Text(f"问题发现{uid}的比对处不符", f"Finding {uid} stands elsewhere than kept")


def _worked_out(tx: Reader, part: str, page: list[str]) -> Differences:
    if part == "grounds":
        return differences(tx, (), page, (), ())
    causes = {
        each.cause
        for answer in rectified(tx, page).values()
        for each in answer.causes
        if each.why is Why.NOT_PUT_RIGHT
    }
    rows = queries.kept_findings(tx, KEEPER, sorted(causes)) if causes else []
    grounds = {row["ground"] for row in rows if row["ground"]}
    return differences(tx, grounds, (), causes, page)


def _told(tx: Reader, found: Differences) -> Iterator[Text]:
    """One sentence a difference, records by their numbers."""
    if not found:
        return
    uids = {uid for pair in found.gone for uid in pair} | found.rectifications
    uids |= {uid for each in found.new for uid in (each.finding, each.target)}
    names = queries.kept_names(tx, KEEPER, sorted(uids))
    new = {(each.finding, each.target) for each in found.new}
    for finding, target in found.gone:
        if (finding, target) not in new:
            one, other = names.get(finding, finding), names.get(target, target)
            yield Text(f"{one}不应复发于{other}", f"{one} should not recur after {other}")
    for each in found.new:
        one, other = names.get(each.finding, each.finding), names.get(each.target, each.target)
        yield Text(
            f"{one}应复发于{other}（{each.kind.label.zh}，深度{each.depth}）",
            f"{one} should recur after {other} ({each.kind.label.en}, depth {each.depth})",
        )
    for uid in sorted(found.rectifications):
        name = names.get(uid, uid)
        yield Text(f"整改{name}的重开不符", f"The reopening of rectification {name} differs")
