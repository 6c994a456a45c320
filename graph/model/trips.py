"""Trips outside the court's area, reports on integrity, and leads (B4, B5, F1, F2)."""

from graph.model.fields import Access, Field, Kind, Look, Ref, business_key, choices
from graph.model.record import INSPECTOR, Domain, Record
from graph.text import Text

DISCIPLINE_BODIES = Access(read=frozenset({INSPECTOR}), write=frozenset({INSPECTOR}))
BRIEFING = Text("行前要求", "Before departure")
ANSWERS = Text("报告内容", "What is reported")


def _answer(zh: str, en: str, code: str) -> Field:
    """One of F1's questions, with the problem that a yes stands for."""
    return Field(Kind.BOOLEAN, zh, en, group=ANSWERS, basis=f"F1 {code}")


class Trip(Record):
    """A task outside the court's own area."""

    names = Text("外出执行", "Trip")
    plural = Text("外出执行", "Trips")
    lede = Text(
        "到异地执行任务：谁去、去哪里、行前提了什么要求。",
        "Tasks outside the court's area: who went where, and what was said before departure.",
    )
    domain = Domain.INTEGRITY
    basis = "B4"
    key = "number"
    dated = "left_on"
    until = "returned_on"
    home = ("sent_by",)
    personal = ("made_by",)
    look = Look("#2c7fb8", "route")

    number = business_key("外出编号", "Trip number")
    destination = Field(Kind.TEXT, "地点", "Destination", required=True, search=True, listed=True)
    task = Field(Kind.LONG_TEXT, "执行的任务", "Task", search=True)
    left_on = Field(Kind.DATE, "出发日期", "Left", listed=True)
    returned_on = Field(Kind.DATE, "返回日期", "Returned", listed=True, not_before="left_on")
    briefed_on = Field(Kind.DATE, "谈话日期", "Briefed", group=BRIEFING)
    case_briefing = Field(Kind.LONG_TEXT, "办案注意事项", "On the case", group=BRIEFING, basis="B4")
    conduct_briefing = Field(
        Kind.LONG_TEXT, "纪律作风要求", "On discipline and style", group=BRIEFING, basis="B4"
    )
    made_by = Ref(
        "Officer",
        "MADE",
        "外出人员",
        "Made by",
        incoming=True,
        many=True,
        required=True,
        listed=True,
        back=Text("外出执行", "Trips"),
    )
    case = Ref(
        "Case", "FOR", "所涉案件", "For", many=True, listed=True, back=Text("外出执行", "Trips")
    )
    sent_by = Ref(
        "Department",
        "SENT_BY",
        "派出部门",
        "Sent by",
        required=True,
        listed=True,
        back=Text("派出的外出", "Trips sent"),
    )
    briefed_by = Ref(
        "Officer",
        "BRIEFED",
        "提要求的负责人",
        "Briefed by",
        incoming=True,
        back=Text("行前谈话", "Briefings given"),
    )


class TripReport(Record):
    """The report on a trip after the return (F1)."""

    names = Text("外出情况报告单", "Trip report")
    plural = Text("外出情况报告单", "Trip reports")
    lede = Text(
        "返回后对案件执行和廉洁自律情况的报告（附件1）。",
        "What was reported after the return on the case and on integrity (attachment 1).",
    )
    domain = Domain.INTEGRITY
    basis = "B4 F1"
    key = "number"
    dated = "reported_on"
    standing = "truthfulness"
    home = ("reports",)
    personal = ("written_by",)
    look = Look("#5aa0cf", "file")

    number = business_key("报告编号", "Report number")
    reported_on = Field(Kind.DATE, "报告日期", "Reported", listed=True)
    truthfulness = Field(
        Kind.CHOICE,
        "核实情况",
        "Truthful",
        required=True,
        listed=True,
        choices=choices(
            unverified=("未核实", "Not verified"),
            truthful=("如实", "Truthful"),
            untruthful=("不如实", "Not truthful"),
        ),
        default="unverified",
    )
    case_execution = Field(Kind.LONG_TEXT, "案件执行情况", "How the case went")
    leader_required = Field(
        Kind.BOOLEAN, "领导提出纪律要求", "Leader stated requirements", group=ANSWERS, basis="F1"
    )
    with_parties = _answer(
        "与当事人同行、同吃、同住或由其支付费用", "With or paid by parties", "T01"
    )
    gifts = _answer("接受礼品礼金等", "Gifts", "T02")
    clubs = _answer("违规出入私人会所等场所", "Private clubs", "T03")
    kickbacks = _answer("对执行款要提成、回扣", "Kickbacks", "T04")
    official_cars = _answer("违规使用公车", "Misuse of official cars", "T05")
    private_gain = _answer("借工作之机谋取私利", "Private gain", "T06")
    misconduct = _answer("违法执行、行为不规范、言语不文明", "Misconduct", "T07")
    remarks = Field(Kind.LONG_TEXT, "说明事项", "Remarks", group=ANSWERS, basis="F1 T08")
    reports = Ref(
        "Trip",
        "REPORTS",
        "外出执行",
        "Trip",
        required=True,
        listed=True,
        back=Text("报告单", "Reports"),
    )
    written_by = Ref(
        "Officer",
        "WROTE",
        "报告人",
        "Written by",
        incoming=True,
        required=True,
        listed=True,
        back=Text("外出报告", "Trip reports"),
    )
    received_by = Ref(
        "Officer",
        "RECEIVED_BY",
        "听取人",
        "Received by",
        back=Text("听取的报告", "Reports received"),
    )
    supplements = Ref(
        "TripReport", "SUPPLEMENTS", "补报所针对", "Supplements", back=Text("补报", "Supplements")
    )


class IntegrityReport(Record):
    """An officer's report on integrity throughout a concluded case (F2)."""

    names = Text("全程廉洁情况报告单", "Integrity report")
    plural = Text("全程廉洁情况报告单", "Integrity reports")
    lede = Text(
        "案件执结后承办人的廉洁情况报告（附件2）。",
        "What a handler reports on integrity after a case is concluded (attachment 2).",
    )
    domain = Domain.INTEGRITY
    basis = "F2"
    key = "number"
    dated = "filed_on"
    home = ("on",)
    personal = ("by",)
    look = Look("#7fb3a0", "shield")

    number = business_key("报告编号", "Report number", 100)
    filed_on = Field(Kind.DATE, "报告日期", "Filed", listed=True)
    observed = Field(Kind.BOOLEAN, "做到", "Observed", required=True, listed=True, basis="F2")
    remarks = Field(Kind.LONG_TEXT, "说明事项（违反的事项）", "Remarks (breaches)", basis="F2")
    by = Ref(
        "Officer",
        "BY",
        "报告人",
        "By",
        required=True,
        listed=True,
        back=Text("廉洁情况报告", "Integrity reports"),
    )
    on = Ref(
        "Case",
        "ON",
        "案件",
        "Case",
        required=True,
        listed=True,
        back=Text("廉洁情况报告", "Reports"),
    )


class Lead(Record):
    """A lead on a breach of law or discipline: for the discipline bodies alone."""

    names = Text("问题线索", "Lead")
    plural = Text("问题线索", "Leads")
    lede = Text(
        "违法违纪问题线索及核查处理；仅纪检监察机构可见。",
        "Leads on breaches of law or discipline; seen by the discipline bodies alone.",
    )
    domain = Domain.INTEGRITY
    basis = "B5"
    key = "number"
    dated = "registered_on"
    until = "disposed_on"
    standing = "state"
    home = ("registered_by",)
    about = ("concerns",)
    confidential = True
    access = DISCIPLINE_BODIES
    look = Look("#333333", "key")

    number = business_key("线索编号", "Lead number")
    registered_on = Field(Kind.DATE, "登记日期", "Registered", listed=True)
    state = Field(
        Kind.CHOICE,
        "状态",
        "State",
        required=True,
        listed=True,
        choices=choices(
            registered=("已登记", "Registered"),
            verifying=("核查中", "Being verified"),
            confirmed=("属实", "Confirmed"),
            unfounded=("不实", "Unfounded"),
        ),
        default="registered",
    )
    disposed_on = Field(
        Kind.DATE, "处置日期", "Disposed of", listed=True, not_before="registered_on"
    )
    content = Field(Kind.LONG_TEXT, "内容", "Content", search=True)
    disposal = Field(Kind.LONG_TEXT, "处置情况", "Disposal")
    registered_by = Ref(
        "Department",
        "REGISTERED_BY",
        "登记单位",
        "Registered by",
        required=True,
        listed=True,
        back=Text("登记的线索", "Leads registered"),
    )
    concerns = Ref(
        ("Officer", "Case"),
        "CONCERNS",
        "涉及",
        "Concerns",
        many=True,
        listed=True,
        back=Text("问题线索", "Leads"),
    )
    from_source = Ref(
        ("Petition", "Callback", "Finding", "Tracking", "TripReport", "Inspection"),
        "FROM_SOURCE",
        "来源",
        "Source",
        many=True,
        back=Text("问题线索", "Leads"),
    )
