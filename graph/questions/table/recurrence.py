"""Questions on what came back, and on rectifications, sign-offs and checks (A10, A15)."""

from graph.questions.declared import (
    PROBLEM,
    LibraryQuestion,
    Number,
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
        "recurred-after-answer",
        Theme.RECURRENCE,
        Text(
            "哪些法院的反馈整改了，同一问题又复发",
            "Where did a problem come back after feedback was answered?",
        ),
        Text(
            "反馈已有整改并销号，其后同一法院又查实同一问题。按法院和问题列出，复发次数多的在前。",
            "Feedback was answered and its rectification closed; then the same problem was "
            "established again at the same court. By court and problem, the most often first.",
        ),
        "A10 A15",
        Start("Finding", "g"),
        (
            record("court", "法院", "Court"),
            record("problem", "问题", "Problem"),
            number("times", "复发次数", "Times"),
            number("depth", "最深", "Deepest"),
            day("latest", "最近一次", "Latest"),
            records("feedback", "已整改的反馈", "Feedback that was answered"),
            records("rectifications", "整改", "Rectifications"),
            records("findings", "复发的问题", "Recurrences"),
        ),
        (at_least(1, "至少复发次数", "Times, at least"),),
        (PROBLEM,),
        empty=Text(
            "整改销号后没有再查实同一问题的。",
            "No problem came back after its rectification was closed.",
        ),
    ),
    LibraryQuestion(
        "recurred-before-answer",
        Theme.RECURRENCE,
        Text(
            "哪些反馈还没整改好，问题就再次出现",
            "Which problems came back while feedback was still unanswered?",
        ),
        Text(
            "收到反馈之后、整改销号之前（或一直未整改），同一法院又查实同一问题。逐件反馈列出。",
            "After feedback was received and before its rectification was closed, or with none "
            "at all, the problem was established again at the same court. One line a feedback.",
        ),
        "A10 A15",
        Start("Finding", "g"),
        (
            record("feedback", "反馈", "Feedback"),
            record("court", "法院", "Court"),
            record("problem", "问题", "Problem"),
            day("issued", "签发日期", "Issued"),
            number("times", "其后出现", "Times since"),
            records("findings", "再次出现的问题", "Findings since"),
            records("rectifications", "整改", "Rectifications"),
        ),
        (at_least(1, "至少再出现次数", "Times, at least"),),
        (PROBLEM,),
    ),
    LibraryQuestion(
        "sign-offs-recurred",
        Theme.RECURRENCE,
        Text("谁签字销号的整改后来又复发", "Who signed off what came back?"),
        Text(
            "逐件列出销号后复发的整改、签字销号人和检查人；不按人归集，个人的全部签字须凭事由打开其档案查看。",
            "Each rectification after which the problem came back, with who signed it off and "
            "who checked it; not gathered by person: all that one person signed is in that "
            "person's file.",
        ),
        "A15",
        Start("Rectification", "r", shared=True),
        (
            record("rectification", "整改", "Rectification"),
            record("department", "整改部门", "Carried out by"),
            day("closed", "销号日期", "Closed"),
            records("signers", "签字销号人", "Signed off by"),
            records("checkers", "检查人", "Checked by"),
            number("times", "其后复发", "Recurrences"),
            records("findings", "复发的问题", "Findings"),
        ),
        overseers=True,
        empty=Text("销号的整改没有复发的。", "Nothing that was signed off came back."),
    ),
    LibraryQuestion(
        "reopened-rectifications",
        Theme.RECURRENCE,
        Text(
            "哪些整改销号后又被重新打开",
            "Which rectifications were reopened after they had been closed?",
        ),
        Text(
            "检查未予落实、反复出现，或问题一直持续，销号因而被撤销的整改及其缘由。",
            "Rectifications whose closing was undone by a failed check or by an omission that "
            "went on, with what reopened them.",
        ),
        "A15",
        Start("Rectification", "r", shared=True),
        (
            record("rectification", "整改", "Rectification"),
            record("department", "整改部门", "Carried out by"),
            day("closed", "销号日期", "Closed"),
            day("reopened", "重开日期", "Reopened"),
            records("causes", "重开缘由", "Reopened by"),
            records("feedback", "针对", "Answers"),
        ),
    ),
    LibraryQuestion(
        "checks-that-erred",
        Theme.RECURRENCE,
        Text(
            "哪些检查认定已落实，问题却又复发",
            "Which checks found things carried out that then came back?",
        ),
        Text(
            "检查结论为“落实”，检查之后同一问题在同一法院再次发生。逐件检查列出检查单位。",
            "A check said “carried out”, and after the check the problem occurred again at the "
            "same court. One line a check, with who made it.",
        ),
        "A15",
        Start("Check", "k", shared=True),
        (
            record("check", "检查", "Check"),
            record("checker", "检查单位", "Made by"),
            day("checked", "检查日期", "Checked"),
            record("of", "检查对象", "Checked what"),
            number("times", "其后复发", "Recurrences"),
            records("findings", "复发的问题", "Findings"),
        ),
    ),
    LibraryQuestion(
        "checked-by-itself",
        Theme.RECURRENCE,
        Text(
            "哪些整改是由出问题的部门自己检查的",
            "Which rectifications were checked by the department that erred?",
        ),
        Text(
            "检查单位就是承担整改的部门，或是问题所归属的部门；第15条要求由上级法院检查。",
            "The check was made by the very department that carried the rectification out, or "
            "to which the finding is attributed; article 15 asks for a check by the superior "
            "court.",
        ),
        "A15",
        Start("Check", "k", shared=True),
        (
            record("check", "检查", "Check"),
            record("department", "检查并整改的部门", "Department"),
            day("checked", "检查日期", "Checked"),
            choice("result", "结论", "Result", "Check.result"),
            record("rectification", "整改", "Rectification"),
        ),
        empty=Text("没有自己检查自己的。", "No department checked itself."),
    ),
    LibraryQuestion(
        "failed-checks-without-notice",
        Theme.RECURRENCE,
        Text(
            "哪些检查未落实，却没有通报执行局长",
            "Which failed checks were not followed by a notice?",
        ),
        Text(
            "检查结论为未予落实或反复出现，超过规定天数没有以此为依据的通报。",
            "The check said “not carried out” or “recurring”, and after the days given no "
            "notice cites it.",
        ),
        "A15",
        Start("Check", "k", shared=True),
        (
            record("check", "检查", "Check"),
            record("checker", "检查单位", "Made by"),
            day("checked", "检查日期", "Checked"),
            choice("result", "结论", "Result", "Check.result"),
            records("of", "检查对象", "Checked what"),
            number("waited", "已过天数", "Days since"),
        ),
        (Number("days", Text("超过天数", "Days passed"), 14, 0, 1000),),
    ),
    LibraryQuestion(
        "moved-with-an-officer",
        Theme.RECURRENCE,
        Text(
            "哪些问题随人员调动到了另一个法院",
            "Which problems moved to another court with an officer?",
        ),
        Text(
            "同一人员先后在两个法院被查实同一问题。按人员和问题列出。",
            "The same problem was established of one officer at one court and later at another. "
            "By officer and problem.",
        ),
        "A15",
        Start("Finding", "g"),
        (
            record("officer", "人员", "Officer"),
            record("problem", "问题", "Problem"),
            record("before", "原法院", "Court before"),
            record("court", "后来法院", "Court since"),
            day("first", "原法院首次", "First"),
            day("latest", "后来最近", "Latest"),
            records("earlier", "原法院的问题", "Findings before"),
            records("findings", "后来法院的问题", "Findings since"),
        ),
        (),
        (PROBLEM,),
        people=True,
    ),
    LibraryQuestion(
        "widespread-problems",
        Theme.RECURRENCE,
        Text("哪些问题在多个法院都被查实", "Which problems are established at many courts?"),
        Text(
            "期间内在若干个以上法院查实的同一问题，法院多的在前；普遍性问题应由纪检监察机构提出改进建议。",
            "Problems established at so many courts or more in the period, the widest first; "
            "the discipline bodies propose improvements to what is widespread.",
        ),
        "A7 B5",
        Start("Finding", "g"),
        (
            record("problem", "问题", "Problem"),
            number("courts", "法院数", "Courts"),
            number("times", "查实次数", "Established"),
            day("latest", "最近一次", "Latest"),
            records("where", "法院", "Where"),
            records("findings", "问题发现", "Findings"),
        ),
        (at_least(2, "至少法院数", "Courts, at least", 2),),
    ),
)
