"""Petitions about enforcement and their verification (A8, A9)."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import DISCIPLINE, Domain, Record
from graph.text import Text

LEDGER = Text("化解与核销", "Resolution and verification")


class Petition(Record):
    """A petition or complaint received."""

    names = Text("执行信访", "Petition")
    plural = Text("执行信访", "Petitions")
    lede = Text("收到的执行信访及其化解状态。", "Petitions received and how far they are resolved.")
    domain = Domain.PETITIONS
    basis = "A8 A10"
    key = "number"
    dated = "received_on"
    standing = "resolution"
    home = ("handled_by",)
    shared = ("about_case",)
    about = ("officers",)
    look = Look("#a33b5b", "envelope")

    number = Field(
        Kind.TEXT,
        "信访编号",
        "Petition number",
        required=True,
        unique=True,
        search=True,
        listed=True,
        max_length=60,
    )
    received_on = Field(Kind.DATE, "收到日期", "Received", listed=True)
    entered_on = Field(
        Kind.DATE,
        "录入日期",
        "Entered",
        not_before="received_on",
        basis="A8",
        help=Text(
            "录入人民法院执行申诉信访办理系统的日期。",
            "The day of entry in the courts' system for enforcement petitions.",
        ),
    )
    channel = Field(
        Kind.CHOICE,
        "渠道",
        "Channel",
        listed=True,
        choices=choices(
            visit=("来访", "Visit"),
            letter=("来信", "Letter"),
            online=("网上", "Online"),
            hotline=("12368", "12368 hotline"),
            transferred=("转办", "Transferred"),
            other=("其他", "Other"),
        ),
    )
    content = Field(Kind.LONG_TEXT, "诉求", "Content", search=True, listed=True)
    resolution = Field(
        Kind.CHOICE,
        "化解状态",
        "Resolution",
        listed=True,
        basis="A10",
        choices=choices(
            procedural=("程序化解", "Procedural"),
            staged=("阶段化解", "Staged"),
            final=("实质（终局）化解", "Final"),
            open_=("未化解", "Open"),
        ),
    )
    procedural_on = Field(
        Kind.DATE, "程序化解日期", "Procedural since", not_before="received_on", group=LEDGER
    )
    staged_on = Field(
        Kind.DATE, "阶段化解日期", "Staged since", not_before="received_on", group=LEDGER
    )
    final_on = Field(
        Kind.DATE, "终局化解日期", "Final since", not_before="received_on", group=LEDGER
    )
    sent_up_on = Field(
        Kind.DATE,
        "报请核销日期",
        "Sent up for verification",
        not_before="received_on",
        group=LEDGER,
        basis="A9",
    )
    went_to_capital = Field(Kind.BOOLEAN, "赴省进京", "Went to the capital")
    handled_by = Ref(
        "Department",
        "HANDLED_BY",
        "办理部门",
        "Handled by",
        required=True,
        listed=True,
        back=Text("办理的信访", "Petitions handled"),
    )
    officers = Ref(
        "Officer",
        "NAMES",
        "被反映人",
        "Officers named",
        many=True,
        listed=True,
        back=Text("被反映的信访", "Petitions naming them"),
    )
    about_case = Ref(
        ("Case", "Review"),
        "ABOUT",
        "涉及案件",
        "About",
        many=True,
        back=Text("信访", "Petitions"),
    )
    sent_up_to = Ref(
        "Department",
        "SENT_UP_TO",
        "核销部门",
        "Sent up to",
        back=Text("报请核销的信访", "Petitions sent up to it"),
        help=Text("不填的，为上一级法院的信访部门。", "Left out: the court one level up's."),
    )
    repeats = Ref("Petition", "REPEATS", "重复于", "Repeats", back=Text("重复信访", "Repeated by"))
    filed_by = Ref(
        "Party",
        "FILED",
        "信访人",
        "Petitioners",
        incoming=True,
        many=True,
        back=Text("提出的信访", "Petitions filed"),
    )


class Verification(Record):
    """What was checked of a petition, and what was found: true or not (A9)."""

    names = Text("核查核销", "Verification")
    plural = Text("核查核销", "Verifications")
    lede = Text(
        "信访核查核销登记：反映是否属实、突出问题、工作建议、退回原因。",
        "What was verified of a petition: true or not, problems, suggestions, why returned.",
    )
    domain = Domain.PETITIONS
    basis = "A9"
    key = "number"
    dated = "verified_on"
    standing = "result"
    home = ("handled_by",)
    shared = ("verifies",)
    about = ("officers",)
    look = Look("#a8774a", "check")

    number = Field(
        Kind.TEXT,
        "登记编号",
        "Verification number",
        required=True,
        unique=True,
        search=True,
        listed=True,
        max_length=80,
    )
    verified_on = Field(Kind.DATE, "核查日期", "Verified", listed=True)
    result = Field(
        Kind.CHOICE,
        "是否属实",
        "Result",
        required=True,
        listed=True,
        choices=choices(
            true=("属实", "True"),
            partly=("部分属实", "Partly true"),
            not_proved=("未查实", "Not proved"),
            untrue=("不属实", "Untrue"),
            lawful=("属实但合法", "True but lawful"),
            contradictory=("结论不一", "Contradictory"),
        ),
    )
    sent_up_on = Field(
        Kind.DATE,
        "报请核销日期",
        "Sent up",
        help=Text("所核查的这次报请的日期。", "The day of the submission that was verified."),
    )
    problems = Field(Kind.LONG_TEXT, "突出问题", "Problems", search=True)
    suggestions = Field(Kind.LONG_TEXT, "工作改进建议", "Suggestions")
    returned = Field(Kind.BOOLEAN, "退回重新办理", "Returned for rework")
    return_reason = Field(Kind.LONG_TEXT, "退回原因", "Reason for the return")
    contacted_on = Field(
        Kind.DATE,
        "与承办人联系日期",
        "Handler contacted",
        basis="A9",
        help=Text(
            "退回前与下级法院承办人联系沟通的日期。",
            "The day on which the lower court's handler was spoken to before the return.",
        ),
    )
    verifies = Ref(
        "Petition",
        "VERIFIES",
        "所核查信访",
        "Petition",
        required=True,
        listed=True,
        back=Text("核查", "Verifications"),
    )
    handled_by = Ref(
        "Department",
        "HANDLED_BY",
        "核查部门",
        "Verified by",
        required=True,
        listed=True,
        back=Text("核查核销", "Verifications made"),
    )
    officers = Ref(
        "Officer",
        "REGARDS",
        "所涉人员",
        "Officers concerned",
        many=True,
        listed=True,
        back=Text("所涉核查", "Verifications concerning them"),
        help=Text("核查结论所涉及的人员。", "The officers whom the result concerns."),
    )


class CorrectionOrder(Record):
    """An order to put something right within a time (A8)."""

    names = Text("责令限期纠正", "Correction order")
    plural = Text("责令限期纠正", "Correction orders")
    lede = Text(
        "对消极执行、违法执行、弄虚作假责令限期纠正。",
        "Orders to put passive, unlawful or dishonest enforcement right within a time.",
    )
    domain = Domain.PETITIONS
    basis = "A8"
    key = "number"
    dated = "ordered_on"
    until = "corrected_on"
    home = ("issued_by",)
    shared = ("addressed_to",)
    look = Look("#c06c3e", "clock")

    number = business_key("责令编号", "Order number")
    ordered_on = Field(Kind.DATE, "责令日期", "Ordered", listed=True)
    due_on = Field(Kind.DATE, "纠正期限", "Due", listed=True, not_before="ordered_on")
    corrected_on = Field(Kind.DATE, "纠正日期", "Corrected", listed=True, not_before="ordered_on")
    content = Field(Kind.LONG_TEXT, "内容", "Content", search=True)
    based_on = Ref(
        "Finding",
        "BASED_ON",
        "依据的问题",
        "Based on",
        many=True,
        required=True,
        back=Text("责令纠正", "Correction orders"),
    )
    issued_by = Ref(
        ("Department", "Court"),
        "ISSUED_BY",
        "责令单位",
        "Issued by",
        required=True,
        listed=True,
        back=Text("发出的责令", "Orders issued"),
    )
    addressed_to = Ref(
        ("Department", "Court"),
        "ADDRESSED_TO",
        "责令对象",
        "Addressed to",
        many=True,
        required=True,
        listed=True,
        back=Text("收到的责令", "Orders received"),
    )


class DualInvestigation(Record):
    """An investigation of a case and of its officers at once (A8, A14)."""

    names = Text("一案双查", "Dual investigation")
    plural = Text("一案双查", "Dual investigations")
    lede = Text(
        "造成恶劣影响和严重后果的，同时查案件、查人员。",
        "Where the consequences are grave, the case and its officers are investigated together.",
    )
    domain = Domain.PETITIONS
    basis = "A8 A14"
    key = "number"
    dated = "opened_on"
    until = "concluded_on"
    home = ("opened_by",)
    about = ("investigates",)
    bears_on = ("based_on",)
    access = DISCIPLINE
    look = Look("#8c2f39", "search")

    number = business_key("双查编号", "Investigation number")
    opened_on = Field(Kind.DATE, "启动日期", "Opened", listed=True)
    concluded_on = Field(Kind.DATE, "办结日期", "Concluded", listed=True, not_before="opened_on")
    case_conclusion = Field(Kind.LONG_TEXT, "案件核查结论", "Conclusion on the case")
    officer_conclusion = Field(Kind.LONG_TEXT, "人员核查结论", "Conclusion on the officers")
    based_on = Ref(
        "Finding",
        "BASED_ON",
        "依据的问题",
        "Based on",
        many=True,
        required=True,
        back=Text("一案双查", "Dual investigations"),
    )
    investigates = Ref(
        "Officer",
        "INVESTIGATES",
        "被查人员",
        "Investigates",
        many=True,
        back=Text("一案双查", "Dual investigations"),
    )
    opened_by = Ref(
        "Department",
        "OPENED_BY",
        "启动部门",
        "Opened by",
        required=True,
        listed=True,
        back=Text("启动的双查", "Investigations opened"),
    )
