"""Enforcement cases, their parties and the acts done in them (A3, A4)."""

from graph.model.fields import Field, Kind, Look, Ref, Sensitivity, choices
from graph.model.record import Domain, Record
from graph.text import Text

FACTS = Text("案情", "Facts")


class Case(Record):
    """A case of enforcement, enforcement review or coordination."""

    names = Text("案件", "Case")
    plural = Text("案件", "Cases")
    lede = Text(
        "执行案件的案号、承办人和办理结果。",
        "Enforcement cases: number, handlers, how they ended.",
    )
    domain = Domain.CASES
    basis = "A3 A4"
    key = "number"
    dated = "filed_on"
    until = "concluded_on"
    standing = "outcome"
    home = ("enforced_by",)
    look = Look("#2f6f6a", "folder")

    number = Field(
        Kind.CASE_NUMBER,
        "案号",
        "Case number",
        required=True,
        unique=True,
        search=True,
        listed=True,
        max_length=60,
        basis="法〔2015〕137号",
    )
    year = Field(Kind.INTEGER, "年份", "Year", part_of="number")
    type_code = Field(
        Kind.CHOICE,
        "类型代字",
        "Type code",
        listed=True,
        part_of="number",
        choices=choices(
            enforcement=("执", "Enforcement (zhi)"),
            resumed=("执恢", "Resumed (zhi hui)"),
            preservation=("执保", "Preservation (zhi bao)"),
            objection=("执异", "Objection (zhi yi)"),
            reconsideration=("执复", "Reconsideration (zhi fu)"),
            supervision=("执监", "Supervision (zhi jian)"),
            coordination=("执协", "Coordination (zhi xie)"),
            other=("执他", "Other (zhi ta)"),
        ),
    )
    serial = Field(Kind.INTEGER, "编号", "Serial", part_of="number")
    filed_on = Field(Kind.DATE, "立案日期", "Filed", listed=True)
    concluded_on = Field(Kind.DATE, "结案日期", "Concluded", listed=True, not_before="filed_on")
    outcome = Field(
        Kind.CHOICE,
        "结案方式",
        "Outcome",
        choices=choices(
            executed=("执行完毕", "Fully executed"),
            terminated_round=("终结本次执行程序", "Terminated round"),
            terminated=("终结执行", "Terminated"),
            rejected=("驳回申请", "Rejected"),
            withdrawn=("撤回", "Withdrawn"),
            other=("其他", "Other"),
        ),
    )
    claim = Field(Kind.AMOUNT, "执行标的（元）", "Claim (CNY)", minimum=0, group=FACTS)
    cause = Field(Kind.TEXT, "案由", "Cause", search=True, group=FACTS)
    has_property = Field(Kind.BOOLEAN, "有财产可供执行", "Has property", group=FACTS, basis="A3 B2")
    non_litigation = Field(
        Kind.BOOLEAN, "非诉执行", "Non-litigation enforcement", group=FACTS, basis="B2"
    )
    extension_days = Field(
        Kind.INTEGER,
        "扣除、延长天数",
        "Days extended or deducted",
        minimum=0,
        group=FACTS,
        basis="B2",
        help=Text(
            "经批准延长和依法不计入执行期限的天数。",
            "Days by which the period was extended, and days that don't count in it.",
        ),
    )
    enforced_by = Ref(
        "Court",
        "ENFORCED_BY",
        "执行法院",
        "Enforcing court",
        required=True,
        listed=True,
        back=Text("案件", "Cases"),
    )
    handlers = Ref(
        "Officer",
        "HANDLES",
        "承办人员",
        "Handlers",
        incoming=True,
        many=True,
        listed=True,
        back=Text("经办案件", "Cases handled"),
        fields={
            "role": Field(
                Kind.CHOICE,
                "分工",
                "Role",
                choices=choices(
                    handler=("承办人", "Case handler"),
                    member=("合议庭成员", "Panel member"),
                    clerk=("书记员", "Clerk"),
                    executor=("执行员", "Enforcement officer"),
                ),
            ),
            "from": Field(Kind.DATE, "起", "From"),
            "to": Field(Kind.DATE, "止", "To"),
        },
    )


class Party(Record):
    """A party to cases, or a petitioner. Phone and identity number are shown masked."""

    names = Text("当事人", "Party")
    plural = Text("当事人", "Parties")
    lede = Text(
        "案件当事人和信访人；电话和证件号码只显示掩码。",
        "Parties and petitioners; phone and identity numbers are shown masked.",
    )
    domain = Domain.CASES
    key = "number"
    title = ("name",)
    home = ("registered_by",)
    shared = ("cases",)
    look = Look("#8a6d3b", "people")

    number = Field(
        Kind.TEXT,
        "当事人编号",
        "Party number",
        required=True,
        unique=True,
        listed=True,
        max_length=60,
    )
    name = Field(
        Kind.TEXT, "姓名或名称", "Name", required=True, search=True, listed=True, sort=True
    )
    nature = Field(
        Kind.CHOICE,
        "类别",
        "Nature",
        listed=True,
        choices=choices(person=("自然人", "Person"), organisation=("单位", "Organisation")),
        default="person",
    )
    phone = Field(
        Kind.TEXT, "电话", "Phone", max_length=30, listed=True, sensitive=Sensitivity.PHONE
    )
    identity_number = Field(
        Kind.TEXT,
        "证件号码",
        "Identity number",
        max_length=30,
        sensitive=Sensitivity.IDENTITY_NUMBER,
    )
    alike = Field(Kind.TEXT, "查重用名", "Name as compared", system=True)
    merged_into = Ref(
        "Party",
        "MERGED_INTO",
        "并入",
        "Merged into",
        derived=True,
        back=Text("并入的重复记录", "Duplicates merged"),
        fields={"at": Field(Kind.MOMENT, "合并时间", "Merged at")},
    )
    registered_by = Ref(
        "Court",
        "REGISTERED_BY",
        "登记法院",
        "Registered by",
        required=True,
        back=Text("登记的当事人", "Parties registered"),
    )
    cases = Ref(
        "Case",
        "PARTY_TO",
        "参与案件",
        "Party to",
        many=True,
        back=Text("当事人", "Parties"),
        fields={
            "role": Field(
                Kind.CHOICE,
                "身份",
                "Role",
                choices=choices(
                    applicant=("申请执行人", "Applicant"),
                    respondent=("被执行人", "Respondent"),
                    outsider=("案外人", "Third party"),
                    interested=("利害关系人", "Interested party"),
                    agent=("代理人", "Agent"),
                ),
            ),
        },
    )


class Act(Record):
    """One act of enforcement in a case: what a review may revoke or change."""

    names = Text("执行行为", "Act")
    plural = Text("执行行为", "Acts")
    lede = Text(
        "案件中的一项执行行为；审查中被撤销、变更的正是它。",
        "One act of enforcement in a case: what a review upholds, revokes or changes.",
    )
    domain = Domain.CASES
    basis = "A4 A5"
    key = "number"
    dated = "done_on"
    home = ("case",)
    about = ("performed_by",)
    look = Look("#3f8f72", "gavel")

    number = Field(
        Kind.TEXT,
        "行为编号",
        "Act number",
        required=True,
        unique=True,
        search=True,
        listed=True,
        max_length=80,
    )
    sort_of_act = Field(
        Kind.CHOICE,
        "种类",
        "Kind of act",
        required=True,
        listed=True,
        choices=choices(
            inquiry=("财产查控", "Property search"),
            seizure=("查封、扣押、冻结", "Seizure"),
            appraisal=("评估", "Appraisal"),
            auction=("拍卖变卖", "Auction or sale"),
            payment=("案款发放", "Payment"),
            distribution=("分配", "Distribution"),
            joinder=("追加、变更被执行人", "Joinder of a respondent"),
            blacklist=("纳入失信名单", "Listing as dishonest"),
            consumption=("限制高消费", "Limit on consumption"),
            sanction=("罚款、拘留", "Fine or detention"),
            eviction=("清退、交付", "Eviction"),
            suspension=("中止或终结", "Suspension or termination"),
            other=("其他", "Other"),
        ),
    )
    done_on = Field(Kind.DATE, "行为日期", "Done", listed=True)
    content = Field(Kind.LONG_TEXT, "内容", "Content", search=True)
    major_scene = Field(Kind.BOOLEAN, "重大执行现场", "Major enforcement scene", basis="A16")
    invited_on = Field(Kind.DATE, "邀请检察院日期", "Procuratorate invited", basis="A16")
    case = Ref(
        "Case",
        "HAS_ACT",
        "所在案件",
        "Case",
        incoming=True,
        required=True,
        listed=True,
        back=Text("执行行为", "Acts"),
    )
    performed_by = Ref(
        "Officer",
        "PERFORMED",
        "实施人员",
        "Performed by",
        incoming=True,
        many=True,
        listed=True,
        back=Text("实施的行为", "Acts performed"),
    )
