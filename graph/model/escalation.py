"""What was done about a duty that stays undone: steps of A4 (提醒、通报、约谈、督办) as records."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import KEPT, Domain, Record
from graph.text import Text


class Escalation(Record):
    """One step towards whoever owes a duty that is overdue. The interview (约谈) is no Escalation
    but a Measure that cites the duty: it is about a person and as confidential as measures are."""

    names = Text("督促", "Escalation")
    plural = Text("督促", "Escalations")
    lede = Text(
        "责任逾期后依次作出的提醒、通报、督办；约谈登记为处置措施。",
        "Reminder, notice and follow-up order about an overdue duty; an interview is a measure.",
    )
    domain = Domain.DUTIES
    basis = "A4"
    key = "number"
    dated = "taken_on"
    standing = "step"
    home = ("of_duty",)
    access = KEPT
    look = Look("#a2542c", "warning")

    number = business_key("督促编号", "Escalation number", 140)
    step = Field(
        Kind.CHOICE,
        "步骤",
        "Step",
        required=True,
        listed=True,
        choices=choices(
            remind=("提醒", "Reminder"),
            notice=("通报", "Notice"),
            order=("督办", "Follow-up order"),
        ),
        basis="A4",
    )
    taken_on = Field(Kind.DATE, "日期", "Taken", required=True, listed=True)
    note = Field(Kind.LONG_TEXT, "内容", "Note", listed=True)
    given_name = Field(
        Kind.TEXT,
        "作出人",
        "By",
        listed=True,
        max_length=80,
        help=Text("系统自动提醒的为空。", "Empty where the product itself reminded."),
    )
    sealed = Field(Kind.BOOLEAN, "仅纪检监察可见", "Discipline bodies alone", system=True)
    of_duty = Ref(
        "Duty",
        "OF_DUTY",
        "责任事项",
        "Duty",
        required=True,
        listed=True,
        back=Text("督促", "Escalations"),
    )
    given_by = Ref(
        "Officer",
        "GIVEN_BY",
        "作出人（人员）",
        "Given by",
        back=Text("作出的督促", "Escalations given"),
    )
