"""Questions on petitions: about whom, returned, repeated, left without consequence (A8–A10)."""

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
        "petitioners-in-two-courts",
        Theme.PETITIONS,
        Text(
            "哪些当事人在两个法院反映同一人员",
            "Which parties petition about the same officer in two courts?",
        ),
        Text(
            "同一信访人就同一被反映人，在若干个以上法院提出过信访。反映不等于查实。",
            "One petitioner named the same officer in petitions at so many courts or more. What "
            "is alleged is not established.",
        ),
        "A8 A9",
        Start("Petition", "t", shared=True),
        (
            record("party", "信访人", "Petitioner"),
            record("officer", "被反映人", "Officer"),
            number("courts", "法院数", "Courts"),
            number("times", "信访件数", "Petitions"),
            records("where", "办理法院", "Courts"),
            records("petitions", "信访", "Petitions"),
        ),
        (at_least(2, "至少法院数", "Courts, at least", 2),),
        people=True,
    ),
    LibraryQuestion(
        "petitioners-about-two-courts",
        Theme.PETITIONS,
        Text("哪些当事人在多个法院信访", "Which parties petition at several courts?"),
        Text(
            "同一信访人在若干个以上法院提出过信访，不论反映谁。",
            "One petitioner with petitions at so many courts or more, whoever they are about.",
        ),
        "A8 A10",
        Start("Petition", "t", shared=True),
        (
            record("party", "信访人", "Petitioner"),
            number("courts", "法院数", "Courts"),
            number("times", "信访件数", "Petitions"),
            day("latest", "最近一次", "Latest"),
            records("where", "办理法院", "Courts"),
            records("petitions", "信访", "Petitions"),
        ),
        (at_least(2, "至少法院数", "Courts, at least", 2),),
    ),
    LibraryQuestion(
        "returned-again",
        Theme.PETITIONS,
        Text(
            "哪些信访核销时被多次退回", "Which petitions were returned for rework again and again?"
        ),
        Text(
            "核查核销时退回重新办理达到给定次数的信访及各次核查。",
            "Petitions that verification returned so many times or more, with each verification.",
        ),
        "A9",
        Start("Verification", "k", shared=True),
        (
            record("petition", "信访", "Petition"),
            record("handler", "办理部门", "Handled by"),
            number("times", "退回次数", "Times returned"),
            day("latest", "最近退回", "Latest"),
            records("verifications", "核查", "Verifications"),
        ),
        (at_least(2, "至少次数", "Times, at least"),),
    ),
    LibraryQuestion(
        "resolved-and-repeated",
        Theme.PETITIONS,
        Text("哪些信访化解后又重复信访", "Which petitions were resolved and then repeated?"),
        Text(
            "信访已达到程序、阶段或终局化解，其后又有重复信访。",
            "A petition was resolved, in whatever degree, and repeated after that.",
        ),
        "A8 A10",
        Start("Petition", "t", shared=True),
        (
            record("petition", "原信访", "Petition"),
            choice("resolution", "化解状态", "Resolution", "Petition.resolution"),
            day("resolved", "化解日期", "Resolved"),
            record("handler", "办理部门", "Handled by"),
            record("again", "重复信访", "Repeated by"),
            day("received", "再次收到", "Received again"),
        ),
    ),
    LibraryQuestion(
        "staged-for-long",
        Theme.PETITIONS,
        Text(
            "哪些信访长期停在程序化解、阶段化解",
            "Which petitions stay short of a final resolution?",
        ),
        Text(
            "程序化解或阶段化解后超过规定天数，仍未达到终局化解。",
            "Resolved in procedure or in stages, and after the days given still not finally.",
        ),
        "A8 A10",
        Start("Petition", "t", shared=True),
        (
            record("petition", "信访", "Petition"),
            choice("resolution", "化解状态", "Resolution", "Petition.resolution"),
            day("since", "自", "Since"),
            number("waited", "已过天数", "Days since"),
            record("handler", "办理部门", "Handled by"),
            records("callbacks", "回访", "Call-backs"),
        ),
        (days(180, "超过天数", "Days passed"),),
    ),
    LibraryQuestion(
        "true-without-consequence",
        Theme.PETITIONS,
        Text(
            "哪些信访查属实了，却没有后续",
            "Which petitions were found true without any consequence?",
        ),
        Text(
            "核查结论为属实或部分属实，但没有整改、责令纠正或反馈跟进核查所发现的问题，也没有登记发现的问题。",
            "Verification found the petition true or partly true; no finding was registered, or "
            "nothing was fed back, ordered or put right because of it.",
        ),
        "A8 A9 A10",
        Start("Verification", "k", shared=True),
        (
            record("verification", "核查", "Verification"),
            choice("result", "是否属实", "Result", "Verification.result"),
            day("verified", "核查日期", "Verified"),
            record("petition", "信访", "Petition"),
            record("handler", "核查部门", "Verified by"),
            records("findings", "发现的问题", "Findings"),
        ),
        (days(60, "超过天数", "Days passed"),),
    ),
    LibraryQuestion(
        "grave-without-dual-investigation",
        Theme.PETITIONS,
        Text(
            "哪些造成严重后果的问题没有“一案双查”",
            "Which grave findings led to no dual investigation?",
        ),
        Text(
            "查实且造成恶劣影响和严重后果的问题，没有启动一案双查。",
            "Findings that are established and grave, on which no dual investigation is based.",
        ),
        "A8 A14",
        Start("Finding", "g"),
        (
            record("finding", "问题发现", "Finding"),
            record("problem", "问题", "Problem"),
            record("court", "法院", "Court"),
            day("occurred", "行为日期", "Date of the act"),
            records("sources", "发现来源", "Found by"),
        ),
    ),
)
