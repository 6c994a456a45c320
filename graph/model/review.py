"""Objections, reconsiderations and supervision: review of what enforcement did (A5–A7)."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import Domain, Record
from graph.text import Text

RULING = Text("裁定", "Ruling")


class Review(Record):
    """One review of an act, a case, or another review."""

    names = Text("执行审查", "Review")
    plural = Text("执行审查", "Reviews")
    lede = Text(
        "异议、复议、监督对执行行为的审查及其结果。",
        "Objections, reconsiderations and supervision of acts, and what was ruled.",
    )
    domain = Domain.REVIEW
    basis = "A5 A6 A7"
    key = "number"
    dated = "filed_on"
    until = "ruled_on"
    standing = "outcome"
    bears_on = ("challenges", "reviews")
    home = ("decided_by",)
    shared = ("challenges", "reviews")
    about = ("deciders",)
    look = Look("#b0562f", "scales")

    number = Field(
        Kind.CASE_NUMBER,
        "案号",
        "Review number",
        required=True,
        unique=True,
        search=True,
        listed=True,
        max_length=60,
        basis="法〔2015〕137号",
    )
    year = Field(Kind.INTEGER, "年份", "Year", part_of="number")
    serial = Field(Kind.INTEGER, "编号", "Serial", part_of="number")
    sort_of_review = Field(
        Kind.CHOICE,
        "种类",
        "Kind of review",
        required=True,
        listed=True,
        choices=choices(
            objection=("行为异议", "Objection to an act"),
            joinder=("追加变更被执行人", "Joinder of a respondent"),
            third_party=("案外人异议", "Third-party objection"),
            arbitration=("不予执行仲裁裁决", "Non-enforcement of an award"),
            reconsideration=("复议", "Reconsideration"),
            supervision=("监督", "Supervision"),
        ),
    )
    filed_on = Field(Kind.DATE, "立案日期", "Filed", listed=True)
    outcome = Field(
        Kind.CHOICE,
        "结果",
        "Outcome",
        listed=True,
        group=RULING,
        basis="A6",
        choices=choices(
            upheld=("维持", "Upheld"),
            revoked=("撤销", "Revoked"),
            changed=("变更", "Changed"),
            partly=("部分撤销/变更", "Partly revoked or changed"),
            rejected=("驳回", "Rejected"),
            remanded=("发回重新审查", "Remanded"),
            withdrawn=("撤回", "Withdrawn"),
            not_admitted=("不予受理", "Not admitted"),
            granted=("准许", "Granted"),
        ),
    )
    ruled_on = Field(
        Kind.DATE, "裁定日期", "Ruled", listed=True, group=RULING, not_before="filed_on"
    )
    effective_on = Field(Kind.DATE, "生效日期", "In effect", group=RULING, not_before="ruled_on")
    reasons = Field(Kind.LONG_TEXT, "理由", "Reasons", search=True, group=RULING)
    challenges = Ref(
        ("Act", "Case"),
        "CHALLENGES",
        "审查对象",
        "Challenges",
        many=True,
        listed=True,
        back=Text("审查", "Reviews"),
    )
    reviews = Ref(
        "Review",
        "REVIEWS",
        "所审查的裁定",
        "Reviews",
        back=Text("后续审查", "Reviewed by"),
        help=Text("复议、监督所针对的裁定。", "The ruling that is reconsidered or supervised."),
    )
    decided_by = Ref(
        "Department",
        "DECIDED_BY",
        "审查部门",
        "Decided by",
        required=True,
        listed=True,
        back=Text("审查的案件", "Reviews decided"),
    )
    deciders = Ref(
        "Officer",
        "DECIDED",
        "审查人员",
        "Deciders",
        incoming=True,
        many=True,
        back=Text("审查办理", "Reviews decided"),
    )
    filed_by = Ref(
        "Party",
        "FILED",
        "申请人",
        "Filed by",
        incoming=True,
        many=True,
        back=Text("提起的审查", "Reviews filed"),
    )


class Exchange(Record):
    """What a review body and an implementing body write to each other, in confidence (A6)."""

    names = Text("审查沟通", "Exchange")
    plural = Text("审查沟通", "Exchanges")
    lede = Text(
        "审查中的材料清单、说明、征求意见、答复和自行纠正。",
        "Lists of evidence, questions, requests for views, answers, agreed self-corrections.",
    )
    domain = Domain.REVIEW
    basis = "A6"
    key = "number"
    dated = "sent_on"
    until = "done_on"
    home = ("review",)
    shared = ("sent_from", "sent_to")
    look = Look("#c98a5e", "inbox")

    number = business_key("沟通编号", "Exchange number", 100)
    sort_of_exchange = Field(
        Kind.CHOICE,
        "种类",
        "Kind of exchange",
        required=True,
        listed=True,
        choices=choices(
            evidence_list=("材料清单", "List of evidence"),
            question=("要求说明", "Question"),
            consultation=("征求意见", "Request for views"),
            answer=("答复", "Answer"),
            self_correction=("自行纠正", "Agreed self-correction"),
        ),
    )
    sent_on = Field(Kind.DATE, "发出日期", "Sent", listed=True)
    due_on = Field(Kind.DATE, "期限", "Due", listed=True, not_before="sent_on")
    done_on = Field(Kind.DATE, "完成日期", "Done", listed=True, not_before="sent_on")
    content = Field(Kind.LONG_TEXT, "内容", "Content", search=True)
    review = Ref(
        "Review",
        "IN",
        "审查案件",
        "Review",
        required=True,
        listed=True,
        back=Text("审查沟通", "Exchanges"),
    )
    sent_from = Ref(
        "Department",
        "FROM",
        "发出部门",
        "From",
        required=True,
        listed=True,
        back=Text("发出的沟通", "Exchanges sent"),
    )
    sent_to = Ref(
        "Department",
        "TO",
        "接收部门",
        "To",
        required=True,
        listed=True,
        back=Text("收到的沟通", "Exchanges received"),
    )


class TypicalCase(Record):
    """A ruling published as an example for the courts (A7)."""

    names = Text("典型案例", "Typical case")
    plural = Text("典型案例", "Typical cases")
    lede = Text("定期发布的执行裁决典型案例。", "Rulings published as examples.")
    domain = Domain.REVIEW
    basis = "A7"
    key = "number"
    title = ("number", "gist")
    dated = "published_on"
    home = ("published_by",)
    look = Look("#7a5a9e", "scales")

    number = business_key("案例编号", "Typical case number")
    gist = Field(Kind.TEXT, "裁判要旨", "Gist", required=True, search=True, listed=True)
    published_on = Field(Kind.DATE, "发布日期", "Published", listed=True)
    published_by = Ref(
        "Department",
        "PUBLISHED_BY",
        "发布部门",
        "Published by",
        required=True,
        listed=True,
        back=Text("发布的典型案例", "Typical cases published"),
    )
    exemplifies = Ref(
        "Review",
        "EXEMPLIFIES",
        "裁定",
        "Review",
        many=True,
        back=Text("典型案例", "Typical cases"),
    )
