"""What bodies state and publish as a standing matter: division of work, standards, reports (A16,
B1, B2, B4)."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import Domain, Record
from graph.text import Text


class Statement(Record):
    """What a court or department sets down, publishes or reports from time to time."""

    names = Text("职责与公开事项", "Statement")
    plural = Text("职责与公开事项", "Statements")
    lede = Text(
        "职责分工、标准化信息公开、向人大报告、一岗双责述职和回访统计分析。",
        "Division of work, published standards, reports to the congress, heads' yearly accounts, "
        "statistics of call-backs.",
    )
    domain = Domain.OVERSIGHT
    basis = "A16 B1 B2 B4"
    key = "number"
    dated = "issued_on"
    standing = "sort_of_statement"
    home = ("issued_by",)
    personal = ("made_by",)
    look = Look("#4d6f8c", "file")

    number = business_key("编号", "Statement number")
    sort_of_statement = Field(
        Kind.CHOICE,
        "种类",
        "Kind of statement",
        required=True,
        listed=True,
        choices=choices(
            division_of_work=("职责分工", "Division of work"),
            standards=("标准化信息公开", "Standards published"),
            congress_report=("向人大报告", "Report to the people's congress"),
            head_account=("一岗双责述职", "Head's yearly account"),
            callback_statistics=("回访统计分析", "Statistics of call-backs"),
        ),
    )
    standard = Field(
        Kind.CHOICE,
        "公开的标准",
        "Standard",
        listed=True,
        basis="A16",
        choices=choices(
            filing=("立案标准", "Standards of filing"),
            fees=("收费标准", "Fees"),
            risks=("执行风险", "Risks of enforcement"),
            norms=("执行规范", "Norms of enforcement"),
            procedure=("执行程序", "Procedure of enforcement"),
        ),
    )
    issued_on = Field(Kind.DATE, "日期", "Issued", listed=True)
    period = Field(
        Kind.TEXT,
        "所涉期间",
        "Period",
        listed=True,
        max_length=7,
        help=Text("年度如 2024，月份如 2024-05。", "A year as 2024, a month as 2024-05."),
    )
    talks_given = Field(Kind.INTEGER, "行前谈话次数", "Talks given", minimum=0, basis="B4")
    reports_filed = Field(Kind.INTEGER, "报告单份数", "Reports filed", minimum=0, basis="B4")
    content = Field(Kind.LONG_TEXT, "内容", "Content", search=True)
    issued_by = Ref(
        ("Court", "Department"),
        "ISSUED_BY",
        "单位",
        "Issued by",
        required=True,
        listed=True,
        back=Text("职责与公开事项", "Statements"),
    )
    addressed_to = Ref(
        ("Department", "Body"),
        "ADDRESSED_TO",
        "报送单位",
        "Addressed to",
        many=True,
        listed=True,
        back=Text("收到的报送", "Statements received"),
    )
    made_by = Ref(
        "Officer",
        "STATED",
        "述职人",
        "Made by",
        incoming=True,
        back=Text("述职", "Yearly accounts"),
    )
