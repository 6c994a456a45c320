"""Who owes what by when: the rules, their parameters, the duties, and the kept totals."""

from graph.model.fields import Access, Field, Kind, Look, Ref, business_key, choices
from graph.model.record import ADMINISTRATION, KEPT, Domain, Reach, Record
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
    swept_to = Field(
        Kind.DATE,
        "已检视至",
        "Swept to",
        help=Text(
            "随时间产生的责任已检视到的日期。", "The day up to which time's duties were looked for."
        ),
    )
    judged_by = Field(
        Kind.TEXT,
        "判断依据",
        "Judged by",
        help=Text(
            "上次检视所依据的规则版本和参数。", "Version and parameters that the last sweep used."
        ),
    )


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
    dated = "valid_from"
    access = ADMINISTRATION
    look = Look("#6a6aa8", "settings")

    number = Field(
        Kind.TEXT,
        "参数编号",
        "Parameter number",
        required=True,
        unique=True,
        search=True,
        listed=True,
        fixed=True,
        max_length=120,
        help=Text(
            "由名称和生效日期组成，如 case-feedback.due@2022-01-01。",
            "Name and first day, e.g. case-feedback.due@2022-01-01.",
        ),
    )
    name = Field(
        Kind.TEXT,
        "名称",
        "Name",
        required=True,
        search=True,
        listed=True,
        fixed=True,
        max_length=100,
        help=Text(
            "规则代码和参数名，见“本地参数”页。",
            "Rule and parameter, as the page of local parameters has them.",
        ),
    )
    value = Field(Kind.TEXT, "数值", "Value", required=True, listed=True, fixed=True, max_length=60)
    unit = Field(Kind.TEXT, "单位", "Unit", listed=True, fixed=True, max_length=30)
    valid_from = Field(Kind.DATE, "生效日期", "Valid from", required=True, listed=True, fixed=True)
    note = Field(Kind.LONG_TEXT, "说明", "Note", default="本地参数")
    of_rule = Ref(
        "Rule",
        "OF_RULE",
        "所属规则",
        "Rule",
        listed=True,
        derived=True,
        back=Text("参数", "Parameters"),
    )


class HolidayYear(Record):
    """A year's days off and weekends that are worked, where the product's calendar ends."""

    names = Text("节假日安排", "Holidays of a year")
    plural = Text("节假日安排", "Holidays")
    lede = Text(
        "内置日历未含年份的放假日和调休上班日，据以推算工作日。",
        "Days off and weekends that are worked, of years that the calendar of the product lacks.",
    )
    domain = Domain.DUTIES
    key = "year"
    access = ADMINISTRATION
    look = Look("#6a6aa8", "calendar")

    year = Field(
        Kind.TEXT,
        "年份",
        "Year",
        required=True,
        unique=True,
        listed=True,
        fixed=True,
        max_length=4,
    )
    days_off = Field(
        Kind.LONG_TEXT,
        "放假日",
        "Days off",
        required=True,
        help=Text(
            "周一至周五中的放假日，日期之间用空格或顿号分开，如 2027-01-01 2027-02-08。",
            "Weekdays that are off; a space between two dates: 2027-01-01 2027-02-08.",
        ),
    )
    working_days = Field(
        Kind.LONG_TEXT,
        "调休上班日",
        "Weekends that are worked",
        help=Text("周六、周日中的上班日，写法同上。", "Saturdays and Sundays, written alike."),
    )
    source = Field(
        Kind.TEXT,
        "依据",
        "Source",
        required=True,
        listed=True,
        help=Text("公布安排的文件，如 国办发明电〔2026〕7号。", "The notice that published them."),
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

    number = business_key("责任编号", "Duty number", 120, search=False)
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
    part = Field(
        Kind.TEXT,
        "所涉部分",
        "Part",
        max_length=200,
        help=Text(
            "同一事由产生几项责任时，用以区分的法院、问题等的标识。",
            "Of several duties of one event: the court, problem or other record that tells them "
            "apart.",
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
    flagged = Field(
        Kind.BOOLEAN,
        "有存疑记录",
        "Doubtful record",
        help=Text(
            "有看似履行而不能认定的记录：他院的、日期在前或在将来的。",
            "There is a record that looks like its discharge and is none: another court's, "
            "dated before the event or in the future.",
        ),
    )
    rule_version = Field(Kind.TEXT, "规则版本", "Rule version", max_length=200)
    opened_on = Field(Kind.DATE, "产生日期", "Opened", listed=True)
    due_on = Field(Kind.DATE, "期限", "Due", listed=True)
    provisional = Field(Kind.BOOLEAN, "期限暂定", "Provisional due day")
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
    reason_code = Field(
        Kind.TEXT,
        "豁免理由代码",
        "Code of the reason of waiver",
        max_length=40,
        help=Text("该规则所列豁免理由之一。", "One of the reasons that the rule lists."),
    )
    reason = Field(
        Kind.LONG_TEXT,
        "豁免说明或失效理由",
        "Explanation of the waiver, or why it is void",
    )
    reason_en = Field(
        Kind.LONG_TEXT,
        "失效理由（英文）",
        "Reason of voidness (English)",
        help=Text("规则给出的理由的英文。", "In English, where a rule gives it."),
    )
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
            "Opinion", "Dispute", "Inspection", "KeyCase", "Trip", "TripReport", "Disclosure",
            "Lead", "Measure", "Transfer", "Tracking", "Visit", "Court", "Department", "Officer",
            "Problem", "Act",
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
            "TypicalCase", "Lead", "Measure", "Transfer", "Message", "Officer", "Court", "Act",
            "Statement",
        ),
        "DISCHARGED_BY",
        "履行于",
        "Discharged by",
        many=True,
        back=Text("履行的责任", "Duties discharged"),
    )  # fmt: skip


class Tally(Record):
    """A total of one court or area, kept as the records change (graph/tallies).

    Not fields: ``sums``, the running sums of the periods from ``since`` on, since it is a list, and
    ``standing``, since a declaration means something else by it. Pages read
    tallies through graph.tallies.reading, which leaves out what its reader may not see; nobody
    reads them raw.
    """

    names = Text("统计数", "Tally")
    plural = Text("统计数", "Tallies")
    lede = Text("随记录变化而更新的合计数。", "Totals that are kept in step with the records.")
    domain = Domain.DUTIES
    key = "number"
    reach = Reach.COURT
    access = Access()
    look = Look("#7d7d9c", "columns")

    number = Field(
        Kind.TEXT, "编号", "Number", required=True, unique=True, listed=True, max_length=160
    )
    measure = Field(Kind.TEXT, "指标", "Measure", required=True, listed=True, max_length=60)
    place = Field(Kind.TEXT, "法院或部门", "Court or department", required=True, max_length=60)
    row = Field(Kind.TEXT, "范围", "Alone or with those below", required=True, max_length=10)
    channel = Field(Kind.TEXT, "渠道", "Channel", listed=True, max_length=40)
    of = Field(Kind.TEXT, "问题或规则", "Problem or rule", listed=True, max_length=60)
    since = Field(Kind.INTEGER, "首期", "First period")
    undated = Field(Kind.INTEGER, "无日期", "Without a date")
    value = Field(Kind.INTEGER, "数值", "Value", required=True, listed=True)
