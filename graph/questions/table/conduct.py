"""Questions on call-backs, key cases, trips and leads (B1–B5)."""

from graph.questions.declared import (
    LibraryQuestion,
    Start,
    Theme,
    at_least,
    choice,
    day,
    days,
    number,
    record,
    records,
)
from graph.text import Text

QUESTIONS = (
    LibraryQuestion(
        "escalated-twice",
        Theme.CALLBACKS,
        Text("哪些回访升级了两次", "Which call-backs were escalated twice?"),
        Text(
            "短信不满意或不知道、电话仍不满意、再上门的回访，及其最后的答复。",
            "From message to phone to visit, because the party stayed dissatisfied; and what "
            "the party said last.",
        ),
        "B2",
        Start("Callback", "v", shared=True),
        (
            record("last", "最后回访", "Last call-back"),
            choice("answer", "最后答复", "Last answer", "Callback.answer"),
            day("made", "日期", "Made"),
            record("second", "前一次", "The one before"),
            record("first", "最初回访", "First call-back"),
            record("about", "回访事项", "Asks about"),
            record("department", "回访部门", "Made by"),
        ),
    ),
    LibraryQuestion(
        "dissatisfied-and-petitioned",
        Theme.CALLBACKS,
        Text(
            "哪些案件回访不满意后又有信访",
            "Which cases brought a petition after a dissatisfied call-back?",
        ),
        Text(
            "当事人回访答复不满意，其后又就同一案件信访。",
            "A party answered “not satisfied”, and a petition about the case came after that.",
        ),
        "B2 A8",
        Start("Callback", "v", shared=True),
        (
            record("case", "案件", "Case"),
            number("times", "其后信访", "Petitions since"),
            records("callbacks", "不满意的回访", "Call-backs"),
            records("petitions", "信访", "Petitions"),
            day("latest", "最近信访", "Latest petition"),
        ),
        (at_least(1, "至少件数", "Petitions, at least"),),
    ),
    LibraryQuestion(
        "key-cases-untracked",
        Theme.CALLBACKS,
        Text("哪些重点案件长期没有跟踪记录", "Which key cases have gone untracked?"),
        Text(
            "列为跟踪中的重点案件，最近一次跟踪（没有的，自会商）已超过规定天数。",
            "Key cases under tracking whose last entry (or else their consultation) is older "
            "than the days given.",
        ),
        "B1",
        Start("KeyCase", "q", shared=True),
        (
            record("key_case", "重点案件", "Key case"),
            record("case", "案件", "Case"),
            choice("reason", "类型", "Kind", "KeyCase.reason"),
            day("last", "最近跟踪", "Last tracked"),
            number("waited", "已过天数", "Days since"),
            number("entries", "跟踪次数", "Entries"),
            record("department", "提出部门", "Proposed by"),
        ),
        (days(30, "超过天数", "Days passed"),),
    ),
    LibraryQuestion(
        "trips-without-report",
        Theme.CONDUCT,
        Text("哪些外出返回后没有报告", "Which trips were never reported on?"),
        Text(
            "外出执行已返回，超过规定天数没有情况报告单。逐次外出列出，不按人归集。",
            "Returned, and after the days given there is no report. One line a trip, not "
            "gathered by person.",
        ),
        "B4 F1",
        Start("Trip", "p"),
        (
            record("trip", "外出", "Trip"),
            day("returned", "返回日期", "Returned"),
            number("waited", "已过天数", "Days since"),
            record("department", "派出部门", "Sent by"),
            records("cases", "所涉案件", "Cases"),
        ),
        (days(5, "超过天数", "Days passed"),),
    ),
    LibraryQuestion(
        "trips-without-talk",
        Theme.CONDUCT,
        Text(
            "哪些外出前没有提齐两项要求",
            "Before which trips were the two requirements not both stated?",
        ),
        Text(
            "出发前没有谈话记录，或缺办案注意事项、纪律作风要求之一。",
            "No talk on record by the day of departure, or one of the two requirements is "
            "missing from it.",
        ),
        "B4",
        Start("Trip", "p"),
        (
            record("trip", "外出", "Trip"),
            day("left", "出发日期", "Left"),
            day("briefed", "谈话日期", "Briefed"),
            record("department", "派出部门", "Sent by"),
            records("cases", "所涉案件", "Cases"),
        ),
    ),
    LibraryQuestion(
        "untruthful-without-talk",
        Theme.CONDUCT,
        Text("哪些不如实的外出报告没有谈话提醒", "Which untruthful trip reports led to no talk?"),
        Text(
            "报告单核实为不如实，没有以此为依据的谈话提醒、批评教育或其他处置。仅纪检监察人员可问。",
            "The report was found untruthful, and no talk or other measure cites it. For "
            "inspectors alone.",
        ),
        "B4 B5",
        Start("TripReport", "n"),
        (
            record("report", "报告单", "Report"),
            day("reported", "报告日期", "Reported"),
            record("trip", "外出", "Trip"),
            record("department", "派出部门", "Sent by"),
            records("supplements", "补报", "Supplements"),
        ),
    ),
    LibraryQuestion(
        "leads-waiting",
        Theme.CONDUCT,
        Text("哪些问题线索长期没有处置", "Which leads wait for their disposal?"),
        Text(
            "线索登记已超过规定天数仍未处置，及其来源。仅纪检监察人员可问。",
            "Leads registered longer ago than the days given and not disposed of, with their "
            "sources. For inspectors alone.",
        ),
        "B5",
        Start("Lead", "l"),
        (
            record("lead", "线索", "Lead"),
            choice("state", "状态", "State", "Lead.state"),
            day("registered", "登记日期", "Registered"),
            number("waited", "已过天数", "Days since"),
            record("department", "登记单位", "Registered by"),
            records("sources", "来源", "Sources"),
        ),
        (days(30, "超过天数", "Days passed"),),
    ),
)
