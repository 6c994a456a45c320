"""Questions on consultations, judges' meetings, opinions and disputes (A11–A13)."""

from graph.questions.declared import (
    LibraryQuestion,
    Start,
    Theme,
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
        "departures-from-opinions",
        Theme.MEETINGS,
        Text(
            "哪些裁定、案件偏离了有约束力的意见",
            "Which rulings and cases depart from a binding opinion?",
        ),
        Text(
            "会商、会议或协调形成的意见对其有约束，而裁定或案件办理与之不符。",
            "An opinion of a consultation, a meeting or coordination binds them, and the ruling "
            "or the case departs from it.",
        ),
        "A11 A12 A13",
        Start("Opinion", "o", shared=True),
        (
            record("departing", "偏离的裁定、案件", "Departing"),
            record("opinion", "意见", "Opinion"),
            choice("form", "形式", "Form", "Opinion.form"),
            day("issued", "下达日期", "Issued"),
            record("source", "来源", "From"),
            records("bound", "约束单位", "Binds"),
        ),
    ),
    LibraryQuestion(
        "disputes-without-decision",
        Theme.MEETINGS,
        Text(
            "哪些争议报请共同上级法院后没有决定",
            "Which disputes did the common superior never decide?",
        ),
        Text(
            "争议已报请共同上级法院，超过规定天数（第12条：一个月）既未解决，也没有下达意见。",
            "Reported to the common superior court; after the days given (article 12: one "
            "month) neither settled nor answered by an opinion.",
        ),
        "A12",
        Start("Dispute", "d", shared=True),
        (
            record("dispute", "争议", "Dispute"),
            choice("state", "状态", "State", "Dispute.state"),
            day("reported", "报请日期", "Reported"),
            number("waited", "已过天数", "Days since"),
            records("between", "争议法院", "Between"),
            record("coordinator", "协调法院", "Coordinated by"),
        ),
        (days(30, "超过天数", "Days passed"),),
    ),
    LibraryQuestion(
        "opinions-late",
        Theme.MEETINGS,
        Text(
            "哪些会商、协调意见逾期才落实或仍未落实",
            "Which opinions were carried out late or not at all?",
        ),
        Text(
            "意见下达后产生的落实责任已过期限：逾期才落实的，和仍未落实的。",
            "The duty to carry the opinion out is past its due day: done late, or still not done.",
        ),
        "A11 A12 A13",
        Start("Opinion", "o", shared=True),
        (
            record("opinion", "意见", "Opinion"),
            choice("form", "形式", "Form", "Opinion.form"),
            day("issued", "下达日期", "Issued"),
            day("due", "期限", "Due"),
            day("done", "落实日期", "Carried out"),
            number("late", "逾期天数", "Days late"),
            record("duty", "责任事项", "Duty"),
            record("source", "来源", "From"),
            records("bound", "约束单位", "Binds"),
        ),
    ),
    LibraryQuestion(
        "agreed-without-minutes",
        Theme.MEETINGS,
        Text("哪些达成一致的会议没有纪要", "Which meetings agreed and issued no minutes?"),
        Text(
            "会议达成一致，超过规定天数没有纪要日期。",
            "The meeting reached agreement, and after the days given it has no minutes.",
        ),
        "A13",
        Start("Meeting", "m", shared=True),
        (
            record("meeting", "会议", "Meeting"),
            choice("sort", "种类", "Kind", "Meeting.sort_of_meeting"),
            day("held", "召开日期", "Held"),
            number("waited", "已过天数", "Days since"),
            record("court", "召开法院", "Held by"),
            records("considered", "研究事项", "Considered"),
        ),
        (days(14, "超过天数", "Days passed"),),
    ),
)
