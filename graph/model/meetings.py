"""Consultations, judges' meetings, their opinions, and disputes between courts (A11–A13, B1)."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import Domain, Record
from graph.text import Text


class Meeting(Record):
    """A judges' meeting or a consultation, with what it considered and who attended."""

    names = Text("会议会商", "Meeting")
    plural = Text("会议会商", "Meetings")
    lede = Text(
        "执行专业法官会议、联合会商、三方会商及其研究事项。",
        "Judges' meetings and consultations: what they considered, who attended.",
    )
    domain = Domain.MEETINGS
    basis = "A11 A13 B1 B2"
    key = "number"
    dated = "held_on"
    home = ("held_by",)
    shared = ("attended",)
    bears_on = ("considered",)
    look = Look("#8a7f3d", "meeting")

    number = business_key("会议编号", "Meeting number")
    sort_of_meeting = Field(
        Kind.CHOICE,
        "种类",
        "Kind of meeting",
        required=True,
        listed=True,
        choices=choices(
            judges=("执行专业法官会议", "Judges' meeting"),
            joint=("联合会商", "Joint consultation"),
            three_party=("三方会商", "Three-party consultation"),
            regional=("片会", "Regional meeting"),
        ),
    )
    subject = Field(Kind.TEXT, "议题", "Subject", search=True, listed=True)
    applied_on = Field(Kind.DATE, "申请日期", "Applied for")
    held_on = Field(Kind.DATE, "召开日期", "Held", listed=True, not_before="applied_on")
    agreed = Field(Kind.BOOLEAN, "达成一致", "Agreed", listed=True)
    minutes_on = Field(Kind.DATE, "纪要日期", "Minutes issued", not_before="held_on")
    minutes = Field(Kind.LONG_TEXT, "纪要", "Minutes", search=True)
    held_by = Ref(
        "Court",
        "HELD_BY",
        "召开法院",
        "Held by",
        required=True,
        listed=True,
        back=Text("会议会商", "Meetings held"),
    )
    applied_by = Ref(
        "Court",
        "APPLIED_FOR",
        "申请法院",
        "Applied for by",
        incoming=True,
        back=Text("申请的会商", "Meetings applied for"),
    )
    considered = Ref(
        ("Case", "Review", "Problem", "Dispute", "Feedback"),
        "CONSIDERED",
        "研究事项",
        "Considered",
        many=True,
        back=Text("会议会商", "Meetings"),
    )
    attended = Ref(
        ("Officer", "Court"),
        "ATTENDED",
        "参加",
        "Attended by",
        incoming=True,
        many=True,
        back=Text("参加的会议", "Meetings attended"),
    )


class Dispute(Record):
    """A dispute of two or more courts over enforcement, and how it was settled."""

    names = Text("执行争议", "Dispute")
    plural = Text("执行争议", "Disputes")
    lede = Text(
        "法院之间的执行争议：协商、报请、协调、落实。",
        "Disputes between courts: negotiated, reported, coordinated, implemented.",
    )
    domain = Domain.MEETINGS
    basis = "A12"
    key = "number"
    dated = "arose_on"
    until = "settled_on"
    standing = "state"
    home = ("raised_by",)
    shared = ("between", "coordinated_by")
    look = Look("#9c5b2e", "scales")

    number = business_key("争议编号", "Dispute number")
    subject = Field(Kind.TEXT, "争议事项", "Subject", search=True, listed=True)
    state = Field(
        Kind.CHOICE,
        "状态",
        "State",
        required=True,
        listed=True,
        choices=choices(
            negotiating=("协商中", "Being negotiated"),
            agreed=("协商一致", "Agreed"),
            reported=("已报上级", "Reported up"),
            settled=("协调解决", "Settled"),
            implemented=("已落实", "Implemented"),
        ),
        default="negotiating",
    )
    arose_on = Field(Kind.DATE, "发生日期", "Arose", listed=True)
    reported_on = Field(Kind.DATE, "报请日期", "Reported", listed=True, not_before="arose_on")
    settled_on = Field(Kind.DATE, "解决日期", "Settled", listed=True, not_before="arose_on")
    implemented_on = Field(Kind.DATE, "落实日期", "Implemented", not_before="settled_on")
    raised_by = Ref(
        "Court",
        "RAISED_BY",
        "提出法院",
        "Raised by",
        required=True,
        listed=True,
        back=Text("提出的争议", "Disputes raised"),
    )
    between = Ref(
        "Court",
        "BETWEEN",
        "争议法院",
        "Between",
        many=True,
        required=True,
        listed=True,
        back=Text("执行争议", "Disputes"),
    )
    coordinated_by = Ref(
        "Court",
        "COORDINATED_BY",
        "协调法院",
        "Coordinated by",
        back=Text("协调的争议", "Disputes coordinated"),
    )
    over = Ref("Case", "OVER", "所涉案件", "Over", many=True, back=Text("执行争议", "Disputes"))


class Opinion(Record):
    """An opinion of a meeting or in a dispute, and whom it binds."""

    names = Text("会商协调意见", "Opinion")
    plural = Text("会商协调意见", "Opinions")
    lede = Text(
        "会商意见、会议纪要要求、协调纪要和协调决定及其落实。",
        "What meetings and coordination decided, whom it binds, and whether it was done.",
    )
    domain = Domain.MEETINGS
    basis = "A11 A12 A13"
    key = "number"
    dated = "issued_on"
    until = "implemented_on"
    home = ("arises_from",)
    shared = ("binds",)
    look = Look("#a8832d", "file")

    number = business_key("意见编号", "Opinion number")
    form = Field(
        Kind.CHOICE,
        "形式",
        "Form",
        required=True,
        listed=True,
        choices=choices(
            minutes=("纪要", "Minutes"),
            letter=("函文", "Letter"),
            decision=("协调决定", "Decision"),
            opinion=("会商意见", "Opinion"),
        ),
    )
    issued_on = Field(Kind.DATE, "下达日期", "Issued", listed=True)
    due_on = Field(Kind.DATE, "落实期限", "Due", listed=True, not_before="issued_on")
    implemented_on = Field(
        Kind.DATE, "落实日期", "Implemented", listed=True, not_before="issued_on"
    )
    content = Field(Kind.LONG_TEXT, "内容", "Content", search=True)
    arises_from = Ref(
        ("Meeting", "Dispute"),
        "FROM",
        "来源",
        "From",
        required=True,
        listed=True,
        back=Text("意见", "Opinions"),
    )
    binds = Ref(
        ("Court", "Department"),
        "BINDS",
        "约束单位",
        "Binds",
        many=True,
        listed=True,
        back=Text("应落实的意见", "Opinions that bind it"),
    )
    followed_by = Ref(
        ("Case", "Review"),
        "FOLLOWS",
        "遵照的案件",
        "Followed by",
        incoming=True,
        many=True,
        back=Text("遵照的意见", "Opinions followed"),
    )
    departed_from_by = Ref(
        ("Case", "Review"),
        "DEPARTS_FROM",
        "偏离的案件",
        "Departed from by",
        incoming=True,
        many=True,
        back=Text("偏离的意见", "Opinions departed from"),
    )
