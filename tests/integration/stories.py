"""Records of accountability chains, for tests: each made in one line, days as one writes them."""

from __future__ import annotations

from graph.model import Record
from tests.conftest import Tree


class Story:
    """Records in one tree; findings are of problem ``code``, which is this tree's own."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.code = f"{tree.code}-P1"
        self.topic = tree.create("Topic", name=f"{tree.code}类别")
        self.problems = {
            code: tree.create(
                "Problem", code=f"{tree.code}-{code}", name=f"问题{code}", within=self.topic
            )
            for code in ("P1", "P2")
        }
        self.serial = 0

    def _number(self, what: str) -> str:
        self.serial += 1
        return f"{self.tree.code}-{what}-{self.serial:03d}"

    def _case_number(self, court: str, sort: str) -> str:
        self.serial += 1
        word = {"reconsideration": "执复", "supervision": "执监"}.get(sort, "执异")
        return f"（2021）{self.tree.code_of(court)}{word}{self.serial}号"

    def department(self, court: str, function: str = "enforcement") -> Record:
        return self.tree.departments[court][function]

    def act(self, case: Record, on: str, **values: object) -> Record:
        return self.tree.create(
            "Act", number=self._number("行为"), sort_of_act="seizure", done_on=on, case=case,
            **values,
        )  # fmt: skip

    def review(self, of: object, outcome: str | None, on: str, court: str = "a1",
               sort: str = "objection", **values: object) -> Record:  # fmt: skip
        known: dict[str, object] = {"ruled_on": on, "effective_on": on, **values}
        return self.tree.create(
            "Review", number=self._case_number(court, sort), sort_of_review=sort, filed_on=on,
            outcome=outcome, challenges=of, decided_by=self.department(court, "review"), **known,
        )  # fmt: skip

    def finding(self, on: str | None, court: str = "a1", problem: str = "P1",
                status: str = "established", **values: object) -> Record:  # fmt: skip
        return self.tree.create(
            "Finding", number=self._number("发现"), status=status, occurred_on=on,
            problem=self.problems[problem], at=self.tree.courts[court], **values,
        )  # fmt: skip

    def feedback(self, covers: object, on: str, by: str = "a1", to: str = "a1",
                 sort: str = "case", **values: object) -> Record:  # fmt: skip
        return self.tree.create(
            "Feedback", number=self._number("反馈"), sort_of_feedback=sort, issued_on=on,
            received_on=on, covers=covers, issued_by=self.department(by, "review"),
            addressed_to=self.department(to), **values,
        )  # fmt: skip

    def rectification(self, answers: object, fixes: object, opened: str,
                      closed: str | None = None, court: str = "a1",
                      **values: object) -> Record:  # fmt: skip
        state = "closed" if closed else "open"
        values = {"evidence": "解除查封的裁定" if closed else None, **values}
        return self.tree.create(
            "Rectification", number=self._number("整改"), state=state, opened_on=opened,
            closed_on=closed, answers=answers, fixes=fixes,
            carried_out_by=self.department(court), **values,
        )  # fmt: skip

    def meeting(self, on: str, court: str = "a1", **values: object) -> Record:
        return self.tree.create(
            "Meeting", number=self._number("会议"), sort_of_meeting="judges", held_on=on,
            held_by=self.tree.courts[court], **values,
        )  # fmt: skip

    def check(self, of: object, result: str, on: str, by: str = "a", **values: object) -> Record:
        return self.tree.create(
            "Check", number=self._number("检查"), result=result, checked_on=on, checks=of,
            made_by=self.department(by), **values,
        )  # fmt: skip

    def notice(self, cites: object, on: str, by: str = "a", to: str = "a1") -> Record:
        return self.tree.create(
            "Notice", number=self._number("通报"), issued_on=on, cites=cites,
            issued_by=self.tree.courts[by], addressed_to=self.department(to),
        )  # fmt: skip

    def verified(self, petition: Record, on: str, by: str = "a") -> Record:
        return self.tree.create(
            "Verification", number=self._number("核查"), verified_on=on, result="true",
            verifies=petition, handled_by=self.department(by),
        )  # fmt: skip

    def round(self, finding: Record, fed_back: str, opened: str,
              closed: str | None) -> tuple[Record, Record]:  # fmt: skip
        """One finding fed back, put right, filed and checked: feedback and rectification."""
        b = self.feedback(finding, fed_back)
        filed = {"filed_with": self.meeting(closed)} if closed else {}
        r = self.rectification(b, finding, opened, closed, **filed)
        if closed:
            self.check(r, "carried_out", closed)
        return b, r
