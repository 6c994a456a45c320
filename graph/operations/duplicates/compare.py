"""What speaks for two records being the same person, and what against it: no request, no graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from graph.text import Text

NAMED = 3
"""Cases that a reason names one by one."""


class Post(NamedTuple):
    """A posting: department, post, court, first and last day as far as known."""

    department: str
    post: str
    court: str
    court_name: str
    since: date | None
    until: date | None

    @property
    def dated(self) -> bool:
        return self.since is not None or self.until is not None


@dataclass(frozen=True)
class Person:
    """A record of an officer or a party as it is compared.

    ``secrets`` are sensitive values by field: compared, never shown.
    """

    uid: str
    key: str
    name: str
    alike: str
    version: int
    posts: tuple[Post, ...] = ()
    court: str = ""
    court_name: str = ""
    nature: str = ""
    cases: Mapping[str, str] | None = None
    secrets: Mapping[str, str] | None = None

    @property
    def lines(self) -> list[Text]:
        """Where the person is known, for a list."""
        if self.posts:
            return [_line(post) for post in self.posts]
        return [Text(self.court_name, self.court_name)] if self.court_name else []

    def secret(self, name: str) -> str:
        """A sensitive value without spaces and dashes; empty when there is none."""
        said = (self.secrets or {}).get(name) or ""
        return "".join(c for c in said if c.isalnum()).upper()


def officer(row: Mapping[str, Any]) -> Person:
    """A row of the question ``duplicate_officers``."""
    posts = tuple(
        Post(p["department"] or "", p["post"] or "", p["court"], p["court_name"] or "",
             p["from"], p["to"])
        for p in row["posts"]
    )  # fmt: skip
    return Person(
        row["uid"], row["key"], row["name"], row["alike"] or "", row["version"], posts,
        secrets={"phone": row["phone"]},
    )  # fmt: skip


def party(row: Mapping[str, Any]) -> Person:
    """A row of the question ``duplicate_parties``."""
    return Person(
        row["uid"], row["key"], row["name"], row["alike"] or "", row["version"],
        court=row["court"] or "", court_name=row["court_name"] or "", nature=row["nature"] or "",
        cases={case["uid"]: case["title"] for case in row["cases"]},
        secrets={"phone": row["phone"], "identity_number": row["identity"]},
    )  # fmt: skip


def reasons(one: Person, other: Person) -> list[Text]:
    """What they have in common besides the name; nothing: the name alone is no reason."""
    return [*_same_numbers(one, other), *_same_courts(one, other), *_same_cases(one, other)]


def doubts(one: Person, other: Person) -> list[Text]:
    """What speaks against it: a merge in spite of these needs to be confirmed."""
    found = []
    if one.alike != other.alike:
        found.append(Text(f"姓名不同：{one.name}、{other.name}",
                          f"the names differ: {one.name}, {other.name}"))  # fmt: skip
    mine, theirs = (each.secret("identity_number") for each in (one, other))
    if mine and theirs and mine != theirs:
        found.append(Text("证件号码不同", "the identity numbers differ"))
    if one.nature != other.nature:
        found.append(Text("一为自然人，一为单位", "one is a person, the other an organisation"))
    found += _elsewhere(one.posts, other.posts)
    return found


def _same_numbers(one: Person, other: Person) -> Iterator[Text]:
    for name, said in (
        ("identity_number", Text("证件号码相同", "same identity number")),
        ("phone", Text("电话相同", "same phone")),
    ):
        if one.secret(name) and one.secret(name) == other.secret(name):
            yield said


def _same_courts(one: Person, other: Person) -> Iterator[Text]:
    if one.court and one.court == other.court:
        yield Text(f"同由{one.court_name}登记", f"both registered by {one.court_name}")
    told: set[str] = set()
    for mine in one.posts:
        for theirs in other.posts:
            if mine.court != theirs.court or mine.court in told:
                continue
            name = mine.court_name
            if not mine.dated or not theirs.dated:
                told.add(mine.court)
                yield Text(
                    f"同在{name}任职（起止不详）", f"both served at {name} (dates not known)"
                )
            elif _overlap(mine, theirs, timedelta(days=1)):
                told.add(mine.court)
                yield Text(
                    f"同在{name}任职，期间重叠或相接",
                    f"both served at {name}, in periods that overlap or touch",
                )


def _same_cases(one: Person, other: Person) -> Iterator[Text]:
    shared = [title for uid, title in (one.cases or {}).items() if uid in (other.cases or {})]
    if shared:
        named = "、".join(shared[:NAMED]) + (" …" if len(shared) > NAMED else "")
        yield Text(f"同为案件当事人：{named}", f"both parties to {named}")


def _elsewhere(ours: Sequence[Post], theirs: Sequence[Post]) -> list[Text]:
    """Posts of two courts at the same time: rarely one person (a secondment)."""
    for mine in ours:
        for other in theirs:
            apart = mine.court != other.court and mine.dated and other.dated
            if apart and _overlap(mine, other, -timedelta(days=1)):
                return [Text(
                    f"同一期间分别在{mine.court_name}、{other.court_name}任职",
                    f"served at {mine.court_name} and at {other.court_name} at the same time",
                )]  # fmt: skip
    return []


def _overlap(one: Post, other: Post, slack: timedelta) -> bool:
    """Whether two periods meet; ``slack`` of a day lets them touch, of minus a day lets a day of
    transfer pass. A first or last day that is not known is open."""
    first, last = date(1, 2, 1), date(9999, 11, 30)
    start = max(one.since or first, other.since or first)
    return start - slack <= min(one.until or last, other.until or last)


def _line(post: Post) -> Text:
    span = Text(
        f"{post.since or '…'} – {post.until or '至今'}",
        f"{post.since or '…'} – {post.until or 'now'}",
    )
    if not post.dated:
        span = Text("起止不详", "dates not known")
    where = " ".join(p for p in (post.department, post.post) if p)
    return Text(f"{where} {span.zh}", f"{where} {span.en}")
