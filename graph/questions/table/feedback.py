"""Questions on feedback: given, answered, disputed, forgotten (A6, A7, A10, A13)."""

from graph.questions.declared import (
    PROBLEM,
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
        "never-answered-in-time",
        Theme.FEEDBACK,
        Text("哪些部门发出的反馈从未按期得到整改", "Whose feedback is never answered in time?"),
        Text(
            "期间内发出的反馈，整改责任都已到期，没有一件按期履行。按签发单位列出，件数多的在前。",
            "Of the feedback issued in the period whose rectification fell due, not one was "
            "answered in time. By who issued it, the most first.",
        ),
        "A10 A15",
        Start("Feedback", "b", shared=True),
        (
            record("issuer", "签发单位", "Issued by"),
            number("due", "到期反馈", "Feedback due"),
            number("late", "逾期履行", "Answered late"),
            number("open", "仍未履行", "Still unanswered"),
            records("feedback", "反馈", "Feedback"),
            records("debtors", "整改责任单位", "Owed by"),
        ),
        (at_least(1, "至少件数", "Feedback, at least"),),
        empty=Text(
            "每个部门的反馈都有按期整改的。",
            "Everybody's feedback was answered in time at least once.",
        ),
    ),
    LibraryQuestion(
        "findings-not-fed-back",
        Theme.FEEDBACK,
        Text("哪些查实的问题一直没有反馈", "Which established findings were never fed back?"),
        Text(
            "查实已超过规定天数，没有任何反馈包含它的问题。",
            "Findings that are established, older than the days given, and covered by no feedback.",
        ),
        "A6 A7 A10",
        Start("Finding", "g"),
        (
            record("finding", "问题发现", "Finding"),
            record("problem", "问题", "Problem"),
            record("court", "法院", "Court"),
            day("occurred", "行为日期", "Date of the act"),
            records("sources", "发现来源", "Found by"),
            number("waited", "已过天数", "Days since"),
        ),
        (days(90, "超过天数", "Days passed"),),
        (PROBLEM,),
    ),
    LibraryQuestion(
        "disputed-feedback",
        Theme.FEEDBACK,
        Text(
            "哪些有异议的反馈没有提交法官会议",
            "Which disputed feedback never came before a judges' meeting?",
        ),
        Text(
            "实施部门对反馈持异议，而没有专业法官会议研究过。",
            "An implementing department disagrees with the feedback, and no judges' meeting "
            "considered it.",
        ),
        "A13",
        Start("Feedback", "b", shared=True),
        (
            record("feedback", "反馈", "Feedback"),
            day("issued", "签发日期", "Issued"),
            record("issuer", "签发单位", "Issued by"),
            records("disputers", "持异议部门", "Disputed by"),
            records("findings", "所涉问题", "Findings"),
        ),
    ),
    LibraryQuestion(
        "focus-of-the-year",
        Theme.FEEDBACK,
        Text(
            "哪些问题在多次季度反馈中反复出现",
            "Which problems appear again and again in quarterly feedback?",
        ),
        Text(
            "期间内出现在若干次以上季度反馈中的同一问题，应作为年度整改重点集中反馈。",
            "Problems that so many or more of the period's quarterly feedbacks cover: the focus "
            "of the year.",
        ),
        "A7 A10",
        Start("Feedback", "b", shared=True),
        (
            record("problem", "问题", "Problem"),
            number("times", "季度反馈次数", "Quarterly feedbacks"),
            day("latest", "最近一次", "Latest"),
            records("feedback", "反馈", "Feedback"),
            records("courts", "涉及法院", "Courts"),
        ),
        (at_least(2, "至少次数", "Times, at least", 2),),
    ),
    LibraryQuestion(
        "revoked-without-feedback",
        Theme.FEEDBACK,
        Text(
            "哪些撤销、变更的裁定没有个案反馈",
            "Which rulings that revoked or changed an act brought no case feedback?",
        ),
        Text(
            "裁定已生效并应当个案反馈，期限已过仍没有反馈；谁应反馈由第6条决定，见其责任事项。",
            "The ruling is in effect and case feedback is owed, the due day has passed, and "
            "none was given. Who owes it follows from article 6: see the duty.",
        ),
        "A6",
        Start("Review", "v", shared=True),
        (
            record("review", "审查案件", "Review"),
            choice("outcome", "结果", "Outcome", "Review.outcome"),
            day("effective", "生效日期", "In effect"),
            record("duty", "责任事项", "Duty"),
            records("debtors", "应反馈单位", "Owed by"),
            day("due", "期限", "Due"),
            number("waited", "逾期天数", "Days overdue"),
        ),
    ),
)
