"""What follows a rectification: checks, notices, proposals (A15, B5)."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import Domain, Record
from graph.text import Text


class Check(Record):
    """A superior court's check whether what was fed back was put right."""

    names = Text("整改检查", "Check")
    plural = Text("整改检查", "Checks")
    lede = Text(
        "上级法院对整改落实情况的检查结论。",
        "What a superior court found when it checked whether things were put right.",
    )
    domain = Domain.FEEDBACK
    basis = "A15"
    key = "number"
    dated = "checked_on"
    standing = "result"
    home = ("made_by",)
    shared = ("checks",)
    bears_on = ("checks",)
    look = Look("#557a95", "check")

    number = business_key("检查编号", "Check number")
    checked_on = Field(Kind.DATE, "检查日期", "Checked", listed=True)
    result = Field(
        Kind.CHOICE,
        "结论",
        "Result",
        required=True,
        listed=True,
        choices=choices(
            carried_out=("落实", "Carried out"),
            not_carried_out=("未予落实", "Not carried out"),
            recurring=("反复出现", "Recurring"),
        ),
        basis="A15",
    )
    remarks = Field(Kind.LONG_TEXT, "情况", "Remarks", search=True)
    checks = Ref(
        ("Rectification", "Feedback"),
        "CHECKS",
        "检查对象",
        "Checks",
        many=True,
        required=True,
        listed=True,
        back=Text("检查", "Checks"),
    )
    made_by = Ref(
        ("Department", "Court"),
        "MADE_BY",
        "检查单位",
        "Made by",
        required=True,
        listed=True,
        back=Text("作出的检查", "Checks made"),
    )
    checked_by = Ref(
        "Officer",
        "CHECKED",
        "检查人",
        "Checked by",
        incoming=True,
        many=True,
        back=Text("经手的检查", "Checks made"),
    )


class Notice(Record):
    """A notice to a court's head of enforcement, and the steps of escalation before and after."""

    names = Text("通报", "Notice")
    plural = Text("通报", "Notices")
    lede = Text(
        "向执行局长的通报，以及提醒、约谈、督办。",
        "Notices to heads of enforcement; reminders, interviews, follow-up orders.",
    )
    domain = Domain.FEEDBACK
    basis = "A4 A15"
    key = "number"
    dated = "issued_on"
    home = ("issued_by",)
    shared = ("addressed_to",)
    about = ("addressed_to",)
    look = Look("#b03a2e", "info")

    number = business_key("通报编号", "Notice number")
    sort_of_notice = Field(
        Kind.CHOICE,
        "形式",
        "Form",
        required=True,
        listed=True,
        choices=choices(
            notice=("通报", "Notice"),
            reminder=("提醒", "Reminder"),
            interview=("约谈", "Interview"),
            order=("督办", "Follow-up order"),
        ),
        default="notice",
    )
    issued_on = Field(Kind.DATE, "签发日期", "Issued", listed=True)
    content = Field(Kind.LONG_TEXT, "内容", "Content", search=True)
    issued_by = Ref(
        ("Department", "Court"),
        "ISSUED_BY",
        "签发单位",
        "Issued by",
        required=True,
        listed=True,
        back=Text("签发的通报", "Notices issued"),
    )
    addressed_to = Ref(
        ("Department", "Court", "Officer"),
        "ADDRESSED_TO",
        "通报对象",
        "Addressed to",
        many=True,
        required=True,
        listed=True,
        back=Text("收到的通报", "Notices received"),
    )
    cites = Ref(
        ("Check", "Finding", "Feedback", "Rectification", "Step", "Event", "Opinion"),
        "CITES",
        "依据",
        "Cites",
        many=True,
        back=Text("通报", "Notices"),
    )


class Proposal(Record):
    """A proposal of the discipline bodies to improve what is widespread (B5)."""

    names = Text("改进建议", "Proposal")
    plural = Text("改进建议", "Proposals")
    lede = Text(
        "纪检监察机构就普遍性问题向执行局提出的意见建议。",
        "What discipline bodies propose to the enforcement bureau about widespread problems.",
    )
    domain = Domain.FEEDBACK
    basis = "B5"
    key = "number"
    dated = "issued_on"
    home = ("issued_by",)
    shared = ("addressed_to",)
    look = Look("#6a8caf", "edit")

    number = business_key("建议编号", "Proposal number")
    issued_on = Field(Kind.DATE, "提出日期", "Issued", listed=True)
    content = Field(Kind.LONG_TEXT, "内容", "Content", search=True)
    issued_by = Ref(
        "Department",
        "ISSUED_BY",
        "提出单位",
        "Issued by",
        required=True,
        listed=True,
        back=Text("提出的建议", "Proposals issued"),
    )
    addressed_to = Ref(
        ("Department", "Court"),
        "ADDRESSED_TO",
        "建议对象",
        "Addressed to",
        many=True,
        required=True,
        listed=True,
        back=Text("收到的建议", "Proposals received"),
    )
    cites = Ref(
        ("Problem", "Finding"),
        "CITES",
        "所涉问题",
        "Cites",
        many=True,
        back=Text("改进建议", "Proposals"),
    )
