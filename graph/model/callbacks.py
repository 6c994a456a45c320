"""Call-backs to parties: the monthly draw, messages, phone calls and visits (B2, F3, A8)."""

from graph.model.fields import Field, Kind, Look, Ref, Sensitivity, business_key, choices
from graph.model.record import Domain, Record
from graph.text import Text


class Draw(Record):
    """A month's random draw of concluded cases for call-back."""

    names = Text("回访抽取", "Draw")
    plural = Text("回访抽取", "Draws")
    lede = Text(
        "指挥中心每月随机抽取的执结案件。",
        "The concluded cases that a command centre drew at random for a month.",
    )
    domain = Domain.CALLBACKS
    basis = "B2"
    key = "number"
    dated = "drawn_on"
    home = ("drawn_by",)
    look = Look("#7f6a93", "sort")

    number = business_key("抽取编号", "Draw number")
    month = Field(Kind.TEXT, "月份", "Month", required=True, listed=True, max_length=7)
    drawn_on = Field(Kind.DATE, "抽取日期", "Drawn", listed=True)
    concluded = Field(Kind.INTEGER, "当月执结", "Concluded that month", minimum=0, listed=True)
    seed = Field(Kind.TEXT, "随机种子", "Random seed", max_length=60)
    drawn_by = Ref(
        "Department",
        "DRAWN_BY",
        "抽取部门",
        "Drawn by",
        required=True,
        listed=True,
        back=Text("回访抽取", "Draws"),
    )
    selected = Ref(
        "Case", "SELECTED", "抽中案件", "Cases drawn", many=True, back=Text("回访抽取", "Drawn in")
    )


class Callback(Record):
    """One call-back to a party, by message, phone or visit."""

    names = Text("回访", "Call-back")
    plural = Text("回访", "Call-backs")
    lede = Text(
        "对当事人或信访人的短信、电话、上门回访及答复。",
        "Call-backs to parties and petitioners, and what they answered.",
    )
    domain = Domain.CALLBACKS
    basis = "B2 A8 F3"
    key = "number"
    dated = "made_on"
    standing = "answer"
    home = ("asks_about",)
    shared = ("made_by",)
    look = Look("#8e5ea2", "phone")

    number = business_key("回访编号", "Call-back number", 100)
    way = Field(
        Kind.CHOICE,
        "方式",
        "Way",
        required=True,
        listed=True,
        choices=choices(
            message=("短信", "Message"), phone=("电话", "Phone"), visit=("上门", "Visit")
        ),
    )
    occasion = Field(
        Kind.CHOICE,
        "事由",
        "Occasion",
        required=True,
        listed=True,
        choices=choices(
            routine=("日常回访", "Routine draw"),
            long_open=("超过18个月未结", "Open for more than 18 months"),
            overdue=("有财产超期未结", "Property, not concluded in time"),
            petition=("信访案件", "Petition"),
            supervised=("上级督办", "Follow-up order from above"),
            resolved=("信访化解后回访", "After a petition was resolved"),
        ),
        default="routine",
    )
    made_on = Field(Kind.DATE, "回访日期", "Made", listed=True)
    answer = Field(
        Kind.CHOICE,
        "答复",
        "Answer",
        required=True,
        listed=True,
        choices=choices(
            pending=("待答复", "Pending"),
            satisfied=("满意", "Satisfied"),
            dissatisfied=("不满意", "Not satisfied"),
            unknown=("不知道", "Does not know"),
            silent=("未回复", "No answer"),
        ),
        default="pending",
        basis="B2 F3",
    )
    answered_on = Field(Kind.DATE, "答复日期", "Answered", not_before="made_on")
    executed = Field(Kind.BOOLEAN, "案件是否执行完毕", "Case executed", basis="F3")
    opinion = Field(Kind.LONG_TEXT, "意见", "Opinion", search=True)
    measures = Field(Kind.LONG_TEXT, "工作措施和建议", "Measures and suggestions")
    asks_about = Ref(
        ("Case", "Petition"),
        "ASKS_ABOUT",
        "回访事项",
        "Asks about",
        required=True,
        listed=True,
        back=Text("回访", "Call-backs"),
    )
    made_by = Ref(
        "Department",
        "MADE_BY",
        "回访部门",
        "Made by",
        required=True,
        listed=True,
        back=Text("作出的回访", "Call-backs made"),
    )
    recorded_by = Ref(
        "Officer",
        "RECORDED",
        "记录人",
        "Recorded by",
        incoming=True,
        back=Text("记录的回访", "Call-backs recorded"),
    )
    visitors = Ref(
        "Officer",
        "VISITED",
        "上门人员",
        "Visitors",
        incoming=True,
        many=True,
        back=Text("上门回访", "Visits to parties"),
        help=Text("各单位安排的专人。", "The persons whom each body named."),
    )
    party = Ref("Party", "ASKED", "受访人", "Asked", listed=True, back=Text("回访", "Call-backs"))
    escalates = Ref(
        "Callback", "ESCALATES", "承接回访", "Escalates", back=Text("后续回访", "Escalated to")
    )
    names_problems = Ref(
        "Problem",
        "NAMES_PROBLEM",
        "反映的问题",
        "Problems named",
        many=True,
        back=Text("回访反映", "Call-backs"),
        help=Text("附件3的四类32项。", "The four groups and 32 items of attachment 3."),
    )


class Message(Record):
    """A text message sent for a call-back, and the reply as it came in."""

    names = Text("回访短信", "Message")
    plural = Text("回访短信", "Messages")
    lede = Text("回访短信及原始回复。", "Messages sent for call-backs and replies as they came.")
    domain = Domain.CALLBACKS
    basis = "B2 F3"
    key = "number"
    dated = "sent_on"
    home = ("sent_for",)
    look = Look("#a58bb8", "inbox")

    number = business_key("短信编号", "Message number", 100)
    sent_on = Field(Kind.DATE, "发送日期", "Sent", listed=True)
    phone = Field(Kind.TEXT, "号码", "Phone", max_length=30, sensitive=Sensitivity.PHONE)
    state = Field(
        Kind.CHOICE,
        "发送状态",
        "State",
        required=True,
        listed=True,
        choices=choices(
            sent=("已发送", "Sent"), failed=("发送失败", "Failed"), replied=("已回复", "Replied")
        ),
        default="sent",
    )
    reply = Field(Kind.TEXT, "回复原文", "Reply", max_length=500, listed=True)
    replied_on = Field(Kind.DATE, "回复日期", "Replied", not_before="sent_on")
    sent_for = Ref(
        "Callback",
        "SENT_FOR",
        "所属回访",
        "Call-back",
        required=True,
        listed=True,
        back=Text("短信", "Messages"),
    )
