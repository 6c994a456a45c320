"""Questions on reviews of enforcement: objections, reconsiderations, supervision (A5–A7)."""

from graph.questions.declared import (
    LibraryQuestion,
    Start,
    Theme,
    at_least,
    choice,
    day,
    number,
    record,
    records,
)
from graph.text import Text

QUESTIONS = (
    LibraryQuestion(
        "sharing-revoked-acts",
        Theme.REVIEW,
        Text(
            "哪些人员共同实施过三项以上被撤销的行为",
            "Which officers share three or more revoked acts?",
        ),
        Text(
            "两人共同实施、后被撤销或变更（且该裁定未被后续审查改变）的执行行为，达到给定项数的。",
            "Pairs of officers who performed together so many acts that were revoked or "
            "changed, by rulings that no later review overturned.",
        ),
        "A5 A7",
        Start("Review", "v", shared=True),
        (
            record("one", "人员", "Officer"),
            record("other", "共同实施人", "Together with"),
            number("times", "共同的被撤销行为", "Revoked acts shared"),
            records("acts", "行为", "Acts"),
            records("reviews", "裁定", "Rulings"),
        ),
        (at_least(3, "至少项数", "Acts, at least"),),
        people=True,
    ),
    LibraryQuestion(
        "repeatedly-revoked-cases",
        Theme.REVIEW,
        Text(
            "哪些案件中有多项行为被撤销、变更",
            "In which cases were several acts revoked or changed?",
        ),
        Text(
            "同一执行案件中被撤销、变更的行为达到给定项数的案件。",
            "Cases in which so many acts or more were revoked or changed.",
        ),
        "A5 A7",
        Start("Review", "v", shared=True),
        (
            record("case", "案件", "Case"),
            number("times", "被撤销、变更行为", "Acts revoked or changed"),
            day("latest", "最近裁定", "Latest ruling"),
            records("acts", "行为", "Acts"),
            records("reviews", "裁定", "Rulings"),
        ),
        (at_least(2, "至少项数", "Acts, at least", 2),),
    ),
    LibraryQuestion(
        "reversed-on-reconsideration",
        Theme.REVIEW,
        Text(
            "哪些审查部门的裁定在复议、监督中被改变",
            "Whose rulings were overturned by reconsideration or supervision?",
        ),
        Text(
            "异议裁定经复议、监督被撤销或变更的，按原审查部门列出，多的在前。",
            "Rulings that reconsideration or supervision revoked or changed, by the department "
            "that had made them, the most first.",
        ),
        "A5 A6",
        Start("Review", "v", shared=True),
        (
            record("department", "原审查部门", "Department"),
            number("times", "被改变的裁定", "Rulings overturned"),
            day("latest", "最近一次", "Latest"),
            records("rulings", "原裁定", "Rulings"),
            records("by", "改变它的裁定", "Overturned by"),
        ),
        (at_least(1, "至少件数", "Rulings, at least"),),
    ),
    LibraryQuestion(
        "late-evidence-lists",
        Theme.REVIEW,
        Text(
            "哪些部门没有按清单期限交齐材料",
            "Which departments don't deliver the evidence asked for in time?",
        ),
        Text(
            "审查机构按清单要求的材料，到期未交或逾期才交。按实施部门列出，件数多的在前。",
            "Lists of evidence that were answered late or are overdue, by implementing "
            "department, the most first.",
        ),
        "A6",
        Start("Exchange", "x", shared=True),
        (
            record("department", "实施部门", "Department"),
            number("late", "逾期交齐", "Delivered late"),
            number("open", "到期未交", "Overdue"),
            records("lists", "清单", "Lists"),
            records("reviews", "审查案件", "Reviews"),
        ),
        (at_least(1, "至少件数", "Lists, at least"),),
    ),
    LibraryQuestion(
        "interfered-and-revoked",
        Theme.REVIEW,
        Text(
            "哪些有干预过问记录的案件，行为后来被撤销",
            "In which cases with interference on record were acts revoked?",
        ),
        Text(
            "案件有“三个规定”记录，案中行为被撤销或变更。",
            "Cases with a record under the three rules in which an act was revoked or changed.",
        ),
        "A14",
        Start("Interference", "i"),
        (
            record("case", "案件", "Case"),
            records("interference", "干预过问记录", "Interference"),
            records("acts", "行为", "Acts"),
            records("reviews", "裁定", "Rulings"),
            choice("outcome", "结果", "Outcome", "Review.outcome"),
        ),
    ),
)
