"""Types without a chain of their own, each with the sentence that says where to look instead."""

from __future__ import annotations

from graph.model import type_of
from graph.operations.chain.steps import PARTS
from graph.text import Text

COURT = Text(
    "法院的各项情况见法院页；责任链从其中的一条记录打开",
    "what happened at a court is on the court's page; a chain opens from one of its records",
)
PROBLEM = Text(
    "问题在何处、何时反复出现见问题页；责任链从其中的一项问题发现打开",
    "where and when a problem recurs is on the problem's page; a chain opens from one of its "
    "findings",
)
DUTY = Text(
    "请打开引起该责任的记录的责任链：应有而没有的会在其中标出",
    "open the chain of the record from which the duty arises: what is missing is shown there",
)
SYSTEM = Text(
    "系统管理记录不属于任何责任链", "records of the system's administration belong to no chain"
)

ELSEWHERE: dict[str, Text] = {
    "Court": COURT,
    "CourtName": COURT,
    "Department": COURT,
    "Tally": COURT,
    "Officer": Text(
        "关于某一人员的记录，须在“人员”中说明事由后查阅",
        "what is about an officer is in the officer's file, which opens for a purpose",
    ),
    "Body": Text(
        "外部单位只作登记；请打开相关问题发现的责任链",
        "outside bodies are listed only; open the chain of a finding about one",
    ),
    "Party": Text(
        "请打开当事人的案件或信访的责任链",
        "open the chain of one of the party's cases or petitions",
    ),
    "Problem": PROBLEM,
    "Topic": PROBLEM,
    "Draw": Text(
        "请打开抽中案件的回访的责任链", "open the chain of a call-back of one of the cases drawn"
    ),
    "Statement": Text(
        "职责分工、公开事项等不出自某一案件；请在“责任与断链”查看相关责任",
        "what is stated from time to time comes of no case; see the duties that it discharges",
    ),
    "Rule": DUTY,
    "Parameter": DUTY,
    "HolidayYear": DUTY,
    "Duty": DUTY,
    "Escalation": DUTY,
    "Attachment": Text(
        "请打开附件所属记录的责任链", "open the chain of the record to which it is attached"
    ),
    "Folder": SYSTEM,
    "SavedView": SYSTEM,
    "Import": SYSTEM,
    "AuditEvent": SYSTEM,
}
"""Directories, catalogues, duties and the system: by type, where to look."""


def where_instead(name: str) -> Text:
    """Where to look instead of a chain of this type."""
    return ELSEWHERE.get(name) or Text(
        "请打开与之相关的记录的责任链", "open the chain of a record that belongs to it"
    )


def _check() -> None:
    """Raise where a type isn't declared, or has a chain."""
    for name in ELSEWHERE:
        if type_of(name).name in PARTS:
            raise ValueError(f"{name} has a chain of its own")


_check()
