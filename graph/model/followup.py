"""Rectification and what follows it: checks, notices, proposals (A15, B5)."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import Domain, Record
from graph.text import Text


class Rectification(Record):
    """What was done to put findings right, by whom, signed off by whom (A15)."""

    names = Text("整改", "Rectification")
    plural = Text("整改", "Rectifications")
    lede = Text(
        "问题台账的整改事项、责任人、证据和销号。",
        "Items of the problem ledger: who puts what right, evidence, closing.",
    )
    domain = Domain.FEEDBACK
    basis = "A10 A15"
    key = "number"
    dated = "opened_on"
    until = "closed_on"
    standing = "state"
    home = ("carried_out_by",)
    shared = ("answers",)
    about = ("signed_off_by",)
    look = Look("#2e8b57", "edit")

    number = Field(
        Kind.TEXT,
        "整改编号",
        "Rectification number",
        required=True,
        unique=True,
        search=True,
        listed=True,
        max_length=60,
    )
    state = Field(
        Kind.CHOICE,
        "状态",
        "State",
        required=True,
        listed=True,
        choices=choices(
            open_=("整改中", "Open"), closed=("已销号", "Closed"), reopened=("重新整改", "Reopened")
        ),
        default="open",
        overruled=("reopened_on", "reopened"),
    )
    opened_on = Field(Kind.DATE, "开始日期", "Opened", listed=True)
    due_on = Field(Kind.DATE, "期限", "Due", listed=True)
    closed_on = Field(Kind.DATE, "销号日期", "Closed", listed=True, not_before="opened_on")
    measures = Field(Kind.LONG_TEXT, "整改措施", "Measures", search=True)
    evidence = Field(Kind.LONG_TEXT, "整改证据", "Evidence")
    reported_on = Field(
        Kind.DATE,
        "报送日期",
        "Reported",
        not_before="opened_on",
        basis="A10",
        help=Text("将整改情况报上级法院的日期。", "The day of the report to the court above."),
    )
    reopened_on = Field(
        Kind.DATE,
        "重开日期",
        "Reopened",
        system=True,
        help=Text(
            "销号后因检查不合格或问题持续而重开之日；再次销号晚于此日，或检查被更正，即清除。",
            "The day on which the closing was undone by a failed check or an omission that went "
            "on; gone when it is closed again later, or the check is corrected.",
        ),
    )
    answers = Ref(
        ("Feedback", "Inspection", "Opinion", "Proposal", "CorrectionOrder"),
        "ANSWERS",
        "针对",
        "Answers",
        many=True,
        listed=True,
        back=Text("整改", "Rectifications"),
    )
    fixes = Ref(
        "Finding", "FIXES", "整改的问题", "Fixes", many=True, back=Text("整改", "Rectifications")
    )
    filed_with = Ref(
        "Meeting",
        "FILED_WITH",
        "备案会议",
        "Filed with",
        back=Text("备案的整改", "Rectifications filed"),
        fields={"on": Field(Kind.DATE, "备案日期", "On")},
    )
    carried_out_by = Ref(
        "Department",
        "CARRIED_OUT_BY",
        "整改部门",
        "Carried out by",
        required=True,
        listed=True,
        back=Text("承担的整改", "Rectifications carried out"),
    )
    responsible = Ref(
        "Officer",
        "RESPONSIBLE_FOR",
        "责任人",
        "Responsible",
        incoming=True,
        many=True,
        listed=True,
        back=Text("负责的整改", "Rectifications they answer for"),
    )
    signed_off_by = Ref(
        "Officer",
        "SIGNED_OFF",
        "签字销号人",
        "Signed off by",
        incoming=True,
        many=True,
        back=Text("签字销号的整改", "Rectifications signed off"),
        fields={"on": Field(Kind.DATE, "日期", "On")},
    )
    reopened_by = Ref(
        ("Check", "Finding"),
        "REOPENED_BY",
        "重开缘由",
        "Reopened by",
        many=True,
        derived=True,
        back=Text("因此重开的整改", "Rectifications reopened by it"),
        fields={
            "why": Field(
                Kind.CHOICE,
                "缘由",
                "Why",
                choices=choices(
                    failed_check=("检查未落实或反复出现", "Failed check"),
                    not_put_right=("未真正整改", "Not put right"),
                ),
            ),
            "on": Field(Kind.DATE, "日期", "On"),
        },
    )


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
