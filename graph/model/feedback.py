"""Problems, findings and feedback: where the circle that must close begins (A6–A10)."""

from graph.model.fields import Field, Kind, Look, Ref, choices
from graph.model.record import ADMINISTRATION, Domain, Record
from graph.text import Text


class Topic(Record):
    """A group of problems of the same kind."""

    names = Text("问题类别", "Topic")
    plural = Text("问题类别", "Topics")
    lede = Text("同类问题的归并。", "Groups of problems of the same kind.")
    domain = Domain.FEEDBACK
    key = "name"
    access = ADMINISTRATION
    look = Look("#6b5ca5", "list")

    name = Field(Kind.TEXT, "名称", "Name", required=True, unique=True, search=True, listed=True)


class Problem(Record):
    """A code of the documents' catalogue of problems."""

    names = Text("问题", "Problem")
    plural = Text("问题", "Problems")
    lede = Text(
        "两个文件列出的问题代码及其出处。",
        "The problem codes of the two documents, with their source.",
    )
    domain = Domain.FEEDBACK
    basis = "A5 A8 A9 F3"
    key = "code"
    title = ("code", "name")
    access = ADMINISTRATION
    look = Look("#6b5ca5", "warning")

    code = Field(
        Kind.TEXT,
        "代码",
        "Code",
        required=True,
        unique=True,
        search=True,
        listed=True,
        max_length=20,
    )
    name = Field(Kind.TEXT, "名称", "Name", required=True, search=True, listed=True, sort=True)
    family = Field(Kind.TEXT, "组", "Group", listed=True, search=True)
    source = Field(Kind.TEXT, "出处", "Source", listed=True)
    within = Ref("Topic", "WITHIN", "类别", "Topic", listed=True, back=Text("问题", "Problems"))
    same_as = Ref(
        "Problem",
        "SAME_AS",
        "同义代码",
        "Same as",
        many=True,
        back=Text("同义代码", "Same as"),
    )


class Finding(Record):
    """A problem found in a case, an act or an officer's conduct, with its status."""

    names = Text("问题发现", "Finding")
    plural = Text("问题发现", "Findings")
    lede = Text(
        "发现的问题及其状态；只有“查实”计入复发和比率。",
        "Problems found, with their status; only established ones count.",
    )
    domain = Domain.FEEDBACK
    basis = "A5 A8 A9"
    key = "number"
    title = ("number",)
    dated = "occurred_on"
    until = "occurred_to"
    standing = "status"
    home = ("at",)
    shared = ("found_by",)
    about = ("attributed_to",)
    look = Look("#c0392b", "warning")

    number = Field(
        Kind.TEXT,
        "发现编号",
        "Finding number",
        required=True,
        unique=True,
        search=True,
        listed=True,
        max_length=100,
    )
    status = Field(
        Kind.CHOICE,
        "状态",
        "Status",
        required=True,
        listed=True,
        choices=choices(
            alleged=("反映", "Alleged"),
            established=("查实", "Established"),
            refuted=("不实", "Refuted"),
            void=("失效", "Void"),
        ),
        default="alleged",
    )
    occurred_on = Field(
        Kind.DATE,
        "行为日期",
        "Date of the act",
        listed=True,
        help=Text(
            "行为发生之日，不是裁定之日；不详可空。",
            "The day of the act, never of the ruling; may be unknown.",
        ),
    )
    occurred_to = Field(
        Kind.DATE, "持续至", "Until (continuing omission)", not_before="occurred_on"
    )
    early_sign = Field(Kind.BOOLEAN, "倾向性、苗头性问题", "Early sign of a breach", basis="B5")
    conclusion = Field(
        Kind.TEXT,
        "原结论",
        "Conclusion as recorded",
        listed=True,
        help=Text("来源系统的结论原文。", "The conclusion in the words of the source."),
    )
    description = Field(Kind.LONG_TEXT, "说明", "Description", search=True)
    suggestion = Field(Kind.LONG_TEXT, "整改建议", "Suggestion")
    grave = Field(
        Kind.BOOLEAN,
        "造成恶劣影响和严重后果",
        "Grave consequences",
        basis="A8",
        help=Text("是：启动“一案双查”。", "Yes: a dual investigation is to be opened."),
    )
    ground = Field(
        Kind.TEXT,
        "比对处",
        "Ground",
        system=True,
        max_length=80,
        help=Text(
            "所在法院和问题的内部标识，用以查找同院同问题的发现。",
            "Identifiers of court and problem: finds what is of one problem at one court.",
        ),
    )
    problem = Ref(
        "Problem",
        "OF_PROBLEM",
        "问题",
        "Problem",
        required=True,
        listed=True,
        back=Text("发现", "Findings"),
    )
    at = Ref(
        "Court",
        "AT",
        "所在法院",
        "Court",
        required=True,
        listed=True,
        back=Text("发现的问题", "Findings"),
    )
    attributed_to = Ref(
        ("Officer", "Department", "Body", "Court"),
        "ATTRIBUTED_TO",
        "归属",
        "Attributed to",
        many=True,
        listed=True,
        back=Text("归属的问题", "Findings attributed"),
    )
    found_by = Ref(
        (
            "Review", "Petition", "Verification", "Inspection", "Visit", "Callback", "Meeting",
            "Tracking", "TripReport", "Event", "Disclosure",
        ),
        "FOUND",
        "发现来源",
        "Found by",
        incoming=True,
        many=True,
        back=Text("发现的问题", "Findings"),
    )  # fmt: skip
    in_case = Ref("Case", "IN_CASE", "所在案件", "Case", back=Text("发现的问题", "Findings"))
    concerns = Ref(
        ("Act", "Step", "Trip", "Petition"),
        "CONCERNS",
        "涉及",
        "Concerns",
        many=True,
        back=Text("发现的问题", "Findings"),
    )
    recurs_after = Ref(
        ("Feedback", "Rectification"),
        "RECURS_AFTER",
        "复发于",
        "Recurs after",
        many=True,
        derived=True,
        back=Text("其后复发", "Recurred afterwards"),
        fields={
            "kind": Field(
                Kind.CHOICE,
                "复发种类",
                "Kind of recurrence",
                choices=choices(
                    after_feedback=("反馈后复发", "After feedback"),
                    after_rectification=("整改后复发", "After rectification"),
                ),
            ),
            "depth": Field(Kind.INTEGER, "深度", "Depth", minimum=0),
            "personal": Field(Kind.BOOLEAN, "同一人员", "Same officer"),
        },
    )


class Feedback(Record):
    """Feedback of findings to those who must put them right."""

    names = Text("反馈", "Feedback")
    plural = Text("反馈", "Feedback")
    lede = Text(
        "审查、信访对执行实施的个案反馈和集中反馈。",
        "Case feedback and collected feedback to the implementing bodies.",
    )
    domain = Domain.FEEDBACK
    basis = "A6 A7 A10"
    key = "number"
    dated = "issued_on"
    home = ("issued_by",)
    shared = ("addressed_to",)
    about = ("addressed_to",)
    look = Look("#1f78b4", "feedback")

    number = Field(
        Kind.TEXT,
        "反馈编号",
        "Feedback number",
        required=True,
        unique=True,
        search=True,
        listed=True,
        max_length=60,
    )
    sort_of_feedback = Field(
        Kind.CHOICE,
        "种类",
        "Kind of feedback",
        required=True,
        listed=True,
        choices=choices(
            case=("个案反馈", "Case feedback"),
            quarterly=("季度集中反馈", "Quarterly"),
            annual=("年度集中反馈", "Annual"),
            petition_quarterly=("信访季度反馈", "Petitions, quarterly"),
            annual_focus=("年度整改重点", "Annual focus"),
            analysis=("分析通报", "Analysis"),
        ),
    )
    issued_on = Field(Kind.DATE, "签发日期", "Issued", listed=True)
    received_on = Field(Kind.DATE, "收到日期", "Received", not_before="issued_on")
    content = Field(Kind.LONG_TEXT, "原因和问题", "Reasons and problems", search=True)
    suggestion = Field(Kind.LONG_TEXT, "整改建议", "Suggestions")
    covers = Ref(
        "Finding", "COVERS", "反馈的问题", "Covers", many=True, back=Text("反馈", "Feedback")
    )
    about_ruling = Ref(
        "Review",
        "ABOUT",
        "所涉裁定",
        "Rulings",
        many=True,
        back=Text("就此裁定的反馈", "Feedback on it"),
        help=Text(
            "个案反馈所说明的撤销、变更裁定；未发现问题的也要反馈（第6条）。",
            "The ruling that case feedback explains, also where it found no problem (A6).",
        ),
    )
    issued_by = Ref(
        ("Department", "Court"),
        "ISSUED_BY",
        "签发单位",
        "Issued by",
        required=True,
        listed=True,
        back=Text("签发的反馈", "Feedback issued"),
    )
    addressed_to = Ref(
        ("Department", "Court", "Officer"),
        "ADDRESSED_TO",
        "反馈对象",
        "Addressed to",
        many=True,
        listed=True,
        back=Text("收到的反馈", "Feedback received"),
    )
    disputed_by = Ref(
        "Department",
        "DISPUTES",
        "持异议部门",
        "Disputed by",
        incoming=True,
        many=True,
        back=Text("持异议的反馈", "Feedback disputed"),
        fields={"reason": Field(Kind.TEXT, "理由", "Reason", max_length=500)},
    )
