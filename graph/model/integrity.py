"""Measures towards officers: the four forms and discipline (B5)."""

from graph.model.fields import Field, Kind, Look, Ref, choices
from graph.model.record import DISCIPLINE, Domain, Record
from graph.text import Text


class Measure(Record):
    """A measure applied to an officer, seen by discipline bodies, its giver, and the line."""

    names = Text("处置措施", "Measure")
    plural = Text("处置措施", "Measures")
    lede = Text(
        "四种形态和纪律处分；仅纪检监察机构、作出者和被谈话人的领导可见。",
        "The four forms and discipline; seen by the discipline bodies, who gave it, and the line.",
    )
    domain = Domain.INTEGRITY
    basis = "B4 B5"
    key = "number"
    dated = "applied_on"
    standing = "form"
    home = ("applied_to",)
    shared = ("issued_by",)
    about = ("applied_to",)
    confidential = True
    access = DISCIPLINE
    look = Look("#444444", "shield")

    number = Field(
        Kind.TEXT,
        "措施编号",
        "Measure number",
        required=True,
        unique=True,
        listed=True,
        max_length=100,
    )
    form = Field(
        Kind.CHOICE,
        "形式",
        "Form",
        required=True,
        listed=True,
        choices=choices(
            reminder=("谈话提醒", "Reminder talk"),
            warning=("预警约谈", "Warning interview"),
            criticism=("批评教育", "Criticism"),
            reprimand=("警告", "Reprimand"),
            suspension=("停职", "Suspension"),
            dismissal=("开除、辞退", "Dismissal"),
            resigned=("离职未执行", "Resigned, not served"),
            not_served=("处分未执行", "Penalty not served"),
            reinstated=("撤销处分", "Reinstated"),
            no_penalty=("查实未处分", "Sustained, no penalty"),
            other=("其他", "Other"),
        ),
    )
    applied_on = Field(Kind.DATE, "日期", "Applied", listed=True)
    days = Field(Kind.INTEGER, "期限（日）", "Length (days)", listed=True, minimum=0)
    as_recorded = Field(Kind.TEXT, "原记载", "As recorded", listed=True)
    reason = Field(Kind.LONG_TEXT, "事由", "Reason")
    applied_to = Ref(
        "Officer",
        "APPLIED_TO",
        "对象",
        "Applied to",
        required=True,
        listed=True,
        back=Text("处置措施", "Measures"),
    )
    issued_by = Ref(
        ("Department", "Court"),
        "ISSUED_BY",
        "作出单位",
        "Issued by",
        back=Text("作出的处置", "Measures issued"),
    )
    given_by = Ref(
        "Officer",
        "GAVE",
        "谈话人",
        "Given by",
        incoming=True,
        back=Text("作出的谈话", "Measures given"),
    )
    cites = Ref(
        (
            "Finding",
            "Petition",
            "Verification",
            "Notice",
            "TripReport",
            "Callback",
            "Lead",
            "Duty",
        ),
        "CITES",
        "依据",
        "Cites",
        many=True,
        back=Text("处置措施", "Measures"),
    )
