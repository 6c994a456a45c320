"""What happens inside a case: steps, its account, warnings, transfers, disclosure (A2–A4, A16)."""

from graph.model.fields import Field, Kind, Look, Ref, business_key, choices
from graph.model.record import Domain, Record
from graph.text import Text

NODES = choices(
    filing=("立案", "Filing"),
    property=("财产", "Property"),
    control=("查控", "Search and seizure"),
    disposal=("处置", "Disposal"),
    distribution=("分配", "Distribution"),
    documents=("文书", "Documents"),
    suspension=("中止", "Suspension"),
    objection=("异议", "Objection"),
    hearing=("听证", "Hearing"),
    conclusion=("结案", "Conclusion"),
)
"""The ten nodes of procedure that are disclosed, named by A16."""

FURTHER = choices(other=("其他节点", "A further node"))
"""A node that A16 doesn't name: disclosed where the parameters of its rules say so."""


class Step(Record):
    """One key step of a case, with its due day."""

    names = Text("流程节点", "Step")
    plural = Text("流程节点", "Steps")
    lede = Text(
        "财产查控、拍卖变卖、案款发放等关键节点的期限与完成情况。",
        "Key steps of a case such as search, sale and payment: due and done.",
    )
    domain = Domain.CASES
    basis = "A4"
    key = "number"
    dated = "due_on"
    until = "done_on"
    home = ("case",)
    look = Look("#4c8c86", "clock")

    number = business_key("节点编号", "Step number")
    sort_of_step = Field(
        Kind.CHOICE,
        "节点",
        "Kind of step",
        required=True,
        listed=True,
        choices=choices(
            notice=("执行通知", "Notice of enforcement"),
            inquiry=("财产查控", "Property search"),
            seizure=("查封、扣押、冻结", "Seizure"),
            appraisal=("评估", "Appraisal"),
            auction=("拍卖变卖", "Auction or sale"),
            payment=("案款发放", "Payment"),
            conclusion=("结案", "Conclusion"),
        ),
    )
    started_on = Field(Kind.DATE, "开始日期", "Started")
    due_on = Field(Kind.DATE, "期限", "Due", listed=True)
    done_on = Field(Kind.DATE, "完成日期", "Done", listed=True, not_before="started_on")
    explanation = Field(Kind.LONG_TEXT, "超期说明", "Explanation")
    explained_on = Field(Kind.DATE, "说明日期", "Explained", not_before="due_on")
    case = Ref(
        "Case",
        "HAS_STEP",
        "所在案件",
        "Case",
        incoming=True,
        required=True,
        listed=True,
        back=Text("流程节点", "Steps"),
    )


class Account(Record):
    """The one account of a case that its money goes through (一案一账号)."""

    names = Text("案款账号", "Account")
    plural = Text("案款账号", "Accounts")
    lede = Text(
        "一案一账号：案款的收、付、余额。", "One account a case: receipts, payments, balance."
    )
    domain = Domain.CASES
    basis = "A4"
    key = "number"
    dated = "opened_on"
    until = "closed_on"
    home = ("case",)
    look = Look("#3d7a52", "archive")

    number = business_key("账号编号", "Account number")
    opened_on = Field(Kind.DATE, "开立日期", "Opened", listed=True)
    closed_on = Field(Kind.DATE, "注销日期", "Closed", listed=True, not_before="opened_on")
    case = Ref(
        "Case",
        "HAS_ACCOUNT",
        "所在案件",
        "Case",
        incoming=True,
        required=True,
        listed=True,
        back=Text("案款账号", "Accounts"),
    )


class Entry(Record):
    """One receipt or payment on a case's account."""

    names = Text("案款收付", "Account entry")
    plural = Text("案款收付", "Account entries")
    lede = Text("案款的每笔收入和发放。", "Each receipt and each payment of a case's money.")
    domain = Domain.CASES
    basis = "A4"
    key = "number"
    dated = "booked_on"
    home = ("account",)
    look = Look("#5d9a6f", "list")

    number = business_key("流水编号", "Entry number")
    sort_of_entry = Field(
        Kind.CHOICE,
        "收付",
        "Kind of entry",
        required=True,
        listed=True,
        choices=choices(
            receipt=("收入", "Receipt"), payment=("发放", "Payment"), refund=("退还", "Refund")
        ),
    )
    booked_on = Field(Kind.DATE, "日期", "Booked", listed=True)
    amount = Field(Kind.AMOUNT, "金额（元）", "Amount (CNY)", required=True, minimum=0, listed=True)
    account = Ref(
        "Account",
        "HAS_ENTRY",
        "账号",
        "Account",
        incoming=True,
        required=True,
        listed=True,
        back=Text("收付", "Entries"),
    )


class Event(Record):
    """A warning, an intercepted violation or a misuse of an approval account in a case."""

    names = Text("预警与拦截", "Event")
    plural = Text("预警与拦截", "Events")
    lede = Text(
        "节点提醒、风险预警、违规拦截和审批账号违规使用。",
        "Reminders, risk warnings, intercepted violations, misuse of approval accounts.",
    )
    domain = Domain.CASES
    basis = "A4"
    key = "number"
    dated = "happened_on"
    standing = "state"
    home = ("on",)
    about = ("by",)
    look = Look("#b8860b", "warning")

    number = business_key("事件编号", "Event number")
    sort_of_event = Field(
        Kind.CHOICE,
        "种类",
        "Kind of event",
        required=True,
        listed=True,
        choices=choices(
            reminder=("节点提醒", "Reminder"),
            warning=("风险预警", "Risk warning"),
            interception=("违规拦截", "Intercepted violation"),
            account_misuse=("审批账号违规使用", "Misuse of an approval account"),
        ),
    )
    happened_on = Field(Kind.DATE, "日期", "Happened", listed=True)
    state = Field(
        Kind.CHOICE,
        "核实情况",
        "Verified",
        required=True,
        listed=True,
        choices=choices(
            open_=("待核实", "Not yet verified"),
            confirmed=("属实", "Confirmed"),
            cleared=("排除", "Cleared"),
        ),
        default="open",
    )
    verified_on = Field(Kind.DATE, "核实日期", "Verified on", not_before="happened_on")
    description = Field(Kind.LONG_TEXT, "说明", "Description", search=True)
    on = Ref(
        ("Case", "Step"),
        "ON",
        "所在案件或节点",
        "On",
        required=True,
        listed=True,
        back=Text("预警与拦截", "Events"),
    )
    by = Ref("Officer", "CAUSED_BY", "操作人", "Caused by", back=Text("预警与拦截", "Events"))


class Transfer(Record):
    """A case taken up or moved: who ordered it, from which court to which."""

    names = Text("提级与移送", "Transfer")
    plural = Text("提级与移送", "Transfers")
    lede = Text(
        "提级、集中、交叉、联动、协同执行和督办：由谁决定，从哪院到哪院。",
        "Cases taken up, concentrated, crossed or shared: who ordered it, from where to where.",
    )
    domain = Domain.CASES
    basis = "A2"
    key = "number"
    dated = "ordered_on"
    until = "ended_on"
    home = ("on",)
    shared = ("from_court", "to_court", "ordered_by")
    look = Look("#5b7fa6", "route")

    number = business_key("编号", "Transfer number")
    sort_of_transfer = Field(
        Kind.CHOICE,
        "种类",
        "Kind of transfer",
        required=True,
        listed=True,
        choices=choices(
            taken_up=("提级执行", "Taken up"),
            concentrated=("集中执行", "Concentrated"),
            crossed=("交叉执行", "Crossed"),
            linked=("联动执行", "Linked"),
            assisted=("协同执行", "Assisted"),
            supervised=("督办", "Follow-up order"),
        ),
    )
    ordered_on = Field(Kind.DATE, "决定日期", "Ordered", listed=True)
    ended_on = Field(Kind.DATE, "结束日期", "Ended", listed=True, not_before="ordered_on")
    reason = Field(Kind.LONG_TEXT, "理由", "Reason", search=True)
    on = Ref(
        ("Case", "Step"),
        "ON",
        "案件或节点",
        "On",
        required=True,
        listed=True,
        back=Text("提级与移送", "Transfers"),
    )
    from_court = Ref("Court", "FROM", "移出法院", "From", back=Text("移出的案件", "Moved away"))
    to_court = Ref(
        "Court", "TO", "移入法院", "To", listed=True, back=Text("移入的案件", "Moved here")
    )
    ordered_by = Ref(
        "Court",
        "ORDERED_BY",
        "决定法院",
        "Ordered by",
        required=True,
        back=Text("决定的移送", "Transfers ordered"),
    )


class Disclosure(Record):
    """One node of procedure as disclosed to the public and pushed to the parties."""

    names = Text("节点公开", "Disclosure")
    plural = Text("节点公开", "Disclosures")
    lede = Text("流程节点的公开和推送。", "Nodes of procedure: when disclosed, when pushed.")
    domain = Domain.CASES
    basis = "A16"
    key = "number"
    dated = "passed_on"
    until = "disclosed_on"
    home = ("on",)
    look = Look("#4f86c6", "eye")

    number = business_key("公开编号", "Disclosure number")
    node = Field(
        Kind.CHOICE, "节点", "Node", required=True, listed=True, choices={**NODES, **FURTHER}
    )
    named = Field(
        Kind.TEXT,
        "其他节点的名称",
        "Name of the further node",
        help=Text("如送达、和解、终本", "Such as service, settlement, end of the round"),
    )
    passed_on = Field(Kind.DATE, "节点日期", "Passed", listed=True)
    disclosed_on = Field(Kind.DATE, "公开日期", "Disclosed", listed=True)
    pushed_on = Field(Kind.DATE, "推送日期", "Pushed to parties", listed=True)
    on = Ref(
        ("Case", "Step"),
        "ON",
        "所在案件或节点",
        "On",
        required=True,
        listed=True,
        back=Text("节点公开", "Disclosures"),
    )
