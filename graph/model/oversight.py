"""Inspections, visits, key cases under tracking, records of interference (A10, A14, B1, B3)."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import DISCIPLINE, Domain, Record
from graph.text import Text

FOUR_SUBJECTS = choices(
    procedure=("流程管理", "Management of procedure"),
    conduct=("行为规范", "Conduct of enforcement"),
    discipline=("纪律作风", "Discipline and style"),
    public=("当事人和社会反响", "Parties and the public"),
)
"""What a key case is tracked for (B1)."""


class Inspection(Record):
    """An inspection, roving supervision or review of cases."""

    names = Text("督察巡查", "Inspection")
    plural = Text("督察巡查", "Inspections")
    lede = Text(
        "巡回督导、司法巡查、审务督查、专项督察和案件评查。",
        "Roving supervision, judicial inspections, special inspections, reviews of cases.",
    )
    domain = Domain.OVERSIGHT
    basis = "A7 A10 A14 B3"
    key = "number"
    dated = "began_on"
    until = "ended_on"
    home = ("carried_out_by",)
    shared = ("inspects",)
    look = Look("#3f6f8f", "clipboard")

    number = business_key("督察编号", "Inspection number")
    sort_of_inspection = Field(
        Kind.CHOICE,
        "种类",
        "Kind of inspection",
        required=True,
        listed=True,
        choices=choices(
            roving=("巡回督导", "Roving supervision"),
            judicial=("司法巡查", "Judicial inspection"),
            administrative=("审务督查", "Inspection of court affairs"),
            special=("专项督察", "Special inspection"),
            on_site=("专项现场督导", "On-site guidance"),
            case_review=("案件评查", "Review of cases"),
        ),
    )
    subject = Field(
        Kind.CHOICE,
        "内容",
        "Subject",
        listed=True,
        basis="B3",
        choices=choices(
            campaigns=("专项执行行动", "Special campaigns"),
            evaluation=("平安建设考评", "Public order evaluation"),
            style=("执行干警纪律作风", "Discipline and style"),
            funds=("执行案款管理", "Management of case money"),
            other=("其他", "Other"),
        ),
    )
    began_on = Field(Kind.DATE, "开始日期", "Began", listed=True)
    ended_on = Field(Kind.DATE, "结束日期", "Ended", listed=True, not_before="began_on")
    opinion = Field(Kind.LONG_TEXT, "反馈意见", "Opinion", search=True)
    measures = Field(Kind.LONG_TEXT, "整改措施", "Measures asked for")
    carried_out_by = Ref(
        ("Department", "Court"),
        "CARRIED_OUT_BY",
        "实施单位",
        "Carried out by",
        many=True,
        required=True,
        listed=True,
        back=Text("实施的督察", "Inspections carried out"),
    )
    inspects = Ref(
        "Court",
        "INSPECTS",
        "被督察法院",
        "Inspects",
        many=True,
        listed=True,
        back=Text("接受的督察", "Inspected in"),
    )


class Visit(Record):
    """One court's visit in the course of an inspection."""

    names = Text("督导到访", "Visit")
    plural = Text("督导到访", "Visits")
    lede = Text("督察巡查中到访的法院。", "The courts visited in the course of an inspection.")
    domain = Domain.OVERSIGHT
    basis = "A10 B3"
    key = "number"
    dated = "visited_on"
    home = ("inspection",)
    shared = ("visits",)
    look = Look("#6f9fbf", "route")

    number = business_key("到访编号", "Visit number")
    visited_on = Field(Kind.DATE, "到访日期", "Visited", listed=True)
    remarks = Field(Kind.LONG_TEXT, "情况", "Remarks", search=True)
    inspection = Ref(
        "Inspection",
        "HAS_VISIT",
        "所属督察",
        "Inspection",
        incoming=True,
        required=True,
        listed=True,
        back=Text("到访", "Visits"),
    )
    visits = Ref(
        "Court",
        "VISITS",
        "到访法院",
        "Court visited",
        required=True,
        listed=True,
        back=Text("接受的到访", "Visited in"),
    )
    members = Ref(
        "Officer",
        "MEMBER_OF",
        "督导人员",
        "Members",
        incoming=True,
        many=True,
        back=Text("参加的督导", "Visits made"),
    )


class KeyCase(Record):
    """A case under tracking by the bureau and both discipline bodies (B1)."""

    names = Text("重点案件", "Key case")
    plural = Text("重点案件", "Key cases")
    lede = Text(
        "经会商确定、由工作小组跟踪监督的重点执行案件。",
        "Cases that a working group tracks after consultation.",
    )
    domain = Domain.OVERSIGHT
    basis = "B1"
    key = "number"
    dated = "proposed_on"
    until = "closed_on"
    standing = "state"
    home = ("proposed_by",)
    shared = ("tracks",)
    bears_on = ("tracks",)
    look = Look("#9b3d5e", "key")

    number = business_key("重点案件编号", "Key case number")
    reason = Field(
        Kind.CHOICE,
        "类型",
        "Kind",
        required=True,
        listed=True,
        choices=choices(
            influence=("有较大社会影响", "Considerable influence"),
            opinion=("可能引发重大舆情", "May stir public opinion"),
            report=("有明确线索的投诉举报", "Complaint with a clear lead"),
            petition=("当事人反映强烈的信访", "Strongly felt petition"),
            other=("其他需要跟踪监督", "Other"),
        ),
    )
    state = Field(
        Kind.CHOICE,
        "状态",
        "State",
        required=True,
        listed=True,
        choices=choices(
            proposed=("拟定", "Proposed"),
            tracked=("跟踪中", "Tracked"),
            declined=("未列入", "Declined"),
            closed=("已结束", "Closed"),
        ),
        default="proposed",
    )
    proposed_on = Field(Kind.DATE, "提出日期", "Proposed", listed=True)
    consulted_on = Field(Kind.DATE, "会商日期", "Consulted", listed=True, not_before="proposed_on")
    closed_on = Field(Kind.DATE, "结束日期", "Closed", not_before="proposed_on")
    proposed_by = Ref(
        "Department",
        "PROPOSED_BY",
        "提出部门",
        "Proposed by",
        required=True,
        listed=True,
        back=Text("提出的重点案件", "Key cases proposed"),
    )
    tracks = Ref(
        "Case",
        "TRACKS",
        "案件",
        "Case",
        required=True,
        listed=True,
        back=Text("重点跟踪", "Tracked as"),
    )
    members = Ref(
        "Officer",
        "MEMBER_OF",
        "小组成员",
        "Members",
        incoming=True,
        many=True,
        back=Text("跟踪的重点案件", "Key cases tracked"),
    )


class Tracking(Record):
    """One entry of a working group about a key case."""

    names = Text("跟踪记录", "Tracking entry")
    plural = Text("跟踪记录", "Tracking entries")
    lede = Text(
        "工作小组按四种方式对四个方面的跟踪监督。",
        "What a working group saw, by four methods on four subjects.",
    )
    domain = Domain.OVERSIGHT
    basis = "B1"
    key = "number"
    dated = "entered_on"
    home = ("of_key_case",)
    look = Look("#bb7d92", "search")

    number = business_key("跟踪编号", "Tracking number")
    entered_on = Field(Kind.DATE, "日期", "Entered", listed=True)
    method = Field(
        Kind.CHOICE,
        "方式",
        "Method",
        required=True,
        listed=True,
        choices=choices(
            procedure=("查看执行程序", "Looked at the procedure"),
            online=("网上巡查执行行为", "Inspected acts online"),
            asked=("询问当事人", "Asked the parties"),
            analysis=("综合分析研究", "Analysed"),
        ),
    )
    subject = Field(
        Kind.CHOICE, "方面", "Subject", required=True, listed=True, choices=FOUR_SUBJECTS
    )
    opinion = Field(Kind.LONG_TEXT, "意见建议", "Opinion", search=True)
    of_key_case = Ref(
        "KeyCase",
        "OF_KEY_CASE",
        "重点案件",
        "Key case",
        required=True,
        listed=True,
        back=Text("跟踪记录", "Tracking"),
    )


class Interference(Record):
    """A record of somebody's interference in a case (三个规定)."""

    names = Text("干预过问记录", "Interference")
    plural = Text("干预过问记录", "Interference records")
    lede = Text(
        "防止干预司法“三个规定”的记录。", "Records kept under the three rules against interference."
    )
    domain = Domain.OVERSIGHT
    basis = "A14"
    key = "number"
    dated = "happened_on"
    home = ("on",)
    access = DISCIPLINE
    look = Look("#6b4f4f", "shield")

    number = business_key("记录编号", "Interference number")
    happened_on = Field(Kind.DATE, "日期", "Happened", listed=True)
    by = Field(
        Kind.CHOICE,
        "来源",
        "By",
        required=True,
        listed=True,
        choices=choices(
            leader=("领导干部", "Leading cadre"),
            colleague=("司法机关内部人员", "Judicial staff"),
            contact=("当事人、律师等", "Parties, lawyers and others"),
        ),
    )
    description = Field(Kind.LONG_TEXT, "情况", "Description")
    on = Ref(
        "Case",
        "ON",
        "案件",
        "Case",
        required=True,
        listed=True,
        back=Text("干预过问", "Interference"),
    )
