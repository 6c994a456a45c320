"""Who owes what by when: the rules, their parameters, the duties, and the kept totals."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import ADMINISTRATION, KEPT, Domain, Record
from graph.text import Text


class Rule(Record):
    """A rule of the documents: because of this event, that body owes this act by that day."""

    names = Text("责任规则", "Rule")
    plural = Text("责任规则", "Rules")
    lede = Text(
        "两个文件规定的责任：因何事、由谁、在何时前、做什么。",
        "The duties of the two documents: because of what, who, by when, which act.",
    )
    domain = Domain.DUTIES
    basis = "A1–A16 B1–B5"
    key = "code"
    title = ("code", "name")
    access = KEPT
    look = Look("#4a4a8a", "list")

    code = business_key("规则代码", "Rule code", 60)
    name = Field(Kind.TEXT, "名称", "Name", required=True, search=True, listed=True)
    article = Field(Kind.TEXT, "条款", "Article", required=True, listed=True)
    applies_from = Field(Kind.DATE, "施行日期", "Applies from", listed=True)


class Parameter(Record):
    """A value that the documents leave open, as set locally from a day on."""

    names = Text("本地参数", "Parameter")
    plural = Text("本地参数", "Parameters")
    lede = Text(
        "文件未定、由本地确定的数值，自生效日起适用。",
        "Values that the documents leave open, as set locally, from a day on.",
    )
    domain = Domain.DUTIES
    key = "number"
    title = ("number", "name")
    dated = "valid_from"
    access = ADMINISTRATION
    look = Look("#6a6aa8", "settings")

    number = business_key("参数编号", "Parameter number")
    name = Field(Kind.TEXT, "名称", "Name", required=True, search=True, listed=True)
    value = Field(Kind.TEXT, "数值", "Value", required=True, listed=True, max_length=60)
    unit = Field(Kind.TEXT, "单位", "Unit", listed=True, max_length=30)
    valid_from = Field(Kind.DATE, "生效日期", "Valid from", listed=True)
    note = Field(Kind.LONG_TEXT, "说明", "Note")
    of_rule = Ref(
        "Rule", "OF_RULE", "所属规则", "Rule", listed=True, back=Text("参数", "Parameters")
    )


class Duty(Record):
    """One thing owed: facts only; due soon and overdue are computed from the clock."""

    names = Text("责任事项", "Duty")
    plural = Text("责任事项", "Duties")
    lede = Text(
        "因某事应由某单位或某人在期限前完成的事项。",
        "What a body or person owes because of something, and by when.",
    )
    domain = Domain.DUTIES
    basis = "A1–A16 B1–B5"
    key = "number"
    title = ("summary",)
    dated = "due_on"
    standing = "closure"
    home = ("owed_at", "owed_by")
    shared = ("arises_from",)
    personal = ("owed_by",)
    access = KEPT
    look = Look("#55558f", "chain-gap")

    number = business_key("责任编号", "Duty number", 120)
    summary = Field(Kind.TEXT, "事项", "What is owed", required=True, listed=True, max_length=300)
    rule_code = Field(Kind.TEXT, "规则代码", "Rule code", required=True, max_length=60)
    anchor = Field(
        Kind.TEXT,
        "事由标识",
        "Anchor",
        max_length=160,
        help=Text(
            "规则、产生责任的记录和期间，用以查找同一事由的责任。",
            "Rule, record it arises from and period: finds the duties of one event.",
        ),
    )
    period = Field(Kind.TEXT, "期间", "Period", max_length=10)
    facts = Field(
        Kind.TEXT,
        "事实摘要",
        "Digest of the facts",
        max_length=64,
        help=Text(
            "判断所依据事实的摘要；不变则已了结的责任不再重判。",
            "Of the facts that it was judged by: while they stay, what is closed stays as judged.",
        ),
    )
    pending = Field(
        Kind.DATE,
        "未了结期限",
        "Pending",
        help=Text("未了结时等于期限，了结后为空。", "The due day while it is open, else empty."),
    )
    sealed = Field(Kind.BOOLEAN, "仅纪检监察可见", "Discipline bodies alone")
    rule_version = Field(Kind.TEXT, "规则版本", "Rule version", max_length=60)
    opened_on = Field(Kind.DATE, "产生日期", "Opened", listed=True)
    due_on = Field(Kind.DATE, "期限", "Due", listed=True)
    provisional = Field(Kind.BOOLEAN, "期限待定", "Provisional due day")
    closure = Field(
        Kind.CHOICE,
        "了结",
        "Closure",
        required=True,
        listed=True,
        choices=choices(
            open_=("未了结", "Open"),
            met=("已履行", "Met"),
            waived=("已豁免", "Waived"),
            void=("已失效", "Void"),
        ),
        default="open",
    )
    closed_on = Field(Kind.DATE, "了结日期", "Closed", listed=True)
    reason = Field(Kind.LONG_TEXT, "豁免或失效理由", "Reason of waiver or voidness")
    waived_by = Field(Kind.TEXT, "豁免人", "Waived by", max_length=80)
    under_rule = Ref(
        "Rule",
        "UNDER_RULE",
        "规则",
        "Rule",
        required=True,
        listed=True,
        back=Text("责任事项", "Duties"),
    )
    owed_by = Ref(
        ("Department", "Court", "Officer"),
        "OWED_BY",
        "责任人",
        "Owed by",
        required=True,
        many=True,
        listed=True,
        back=Text("责任事项", "Duties"),
    )
    owed_at = Ref(
        "Department",
        "OWED_AT",
        "责任人当时所在部门",
        "Department at that time",
        back=Text("部门人员的责任事项", "Duties of its people"),
    )
    arises_from = Ref(
        (
            "Case", "Step", "Event", "Review", "Exchange", "Petition", "Verification", "Draw",
            "Callback", "Finding", "Feedback", "Rectification", "Check", "Proposal", "Meeting",
            "Opinion", "Dispute", "Inspection", "KeyCase", "Trip", "TripReport", "Disclosure", "Lead",
            "Measure", "Transfer", "Tracking", "Visit", "Court", "Department", "Officer", "Problem",
        ),
        "ARISES_FROM",
        "产生于",
        "Arises from",
        many=True,
        back=Text("产生的责任", "Duties that arise"),
    )  # fmt: skip
    discharged_by = Ref(
        (
            "Step", "Event", "Exchange", "Petition", "Verification", "CorrectionOrder",
            "DualInvestigation", "Draw", "Callback", "Finding", "Feedback", "Rectification",
            "Check", "Notice", "Proposal", "Meeting", "Opinion", "Dispute", "Inspection", "Visit",
            "KeyCase", "Tracking", "Trip", "TripReport", "IntegrityReport", "Disclosure",
            "TypicalCase", "Lead", "Measure", "Transfer", "Message", "Officer", "Court",
        ),
        "DISCHARGED_BY",
        "履行于",
        "Discharged by",
        many=True,
        back=Text("履行的责任", "Duties discharged"),
    )  # fmt: skip


class Tally(Record):
    """A total of one court, problem, quarter and channel, kept as the records change."""

    names = Text("统计数", "Tally")
    plural = Text("统计数", "Tallies")
    lede = Text("随记录变化而更新的合计数。", "Totals that are kept in step with the records.")
    domain = Domain.DUTIES
    key = "number"
    home = ("at",)
    access = KEPT
    look = Look("#7d7d9c", "columns")

    number = Field(
        Kind.TEXT, "编号", "Number", required=True, unique=True, listed=True, max_length=160
    )
    measure = Field(Kind.TEXT, "指标", "Measure", required=True, listed=True, max_length=60)
    period = Field(Kind.TEXT, "期间", "Period", listed=True, max_length=10)
    channel = Field(Kind.TEXT, "渠道", "Channel", listed=True, max_length=40)
    value = Field(Kind.INTEGER, "数值", "Value", required=True, listed=True)
    at = Ref(
        "Court", "AT", "法院", "Court", required=True, listed=True, back=Text("统计数", "Tallies")
    )
    of_problem = Ref(
        "Problem", "OF_PROBLEM", "问题", "Problem", listed=True, back=Text("统计数", "Tallies")
    )
