"""Courts, their departments, and the officers who serve in them (A1, A2)."""

from graph.model.fields import Field, Kind, Look, Ref, Sensitivity, business_key, choices
from graph.model.record import ADMINISTRATION, Domain, Reach, Record
from graph.text import Text

PERIOD = Text("有效期", "Validity")


class Court(Record):
    """A court of one of the three levels; its place in the tree decides who reads what."""

    names = Text("法院", "Court")
    plural = Text("法院", "Courts")
    lede = Text(
        "三级法院及其隶属关系；记录的可见范围由此而定。",
        "The three levels of courts; who may read what follows from this tree.",
    )
    domain = Domain.ORGANISATION
    basis = "A2"
    key = "code"
    title = ("name",)
    reach = Reach.TREE
    access = ADMINISTRATION
    look = Look("#1f3a5f", "court")

    code = Field(
        Kind.TEXT,
        "法院代字",
        "Court code",
        required=True,
        unique=True,
        fixed=True,
        max_length=20,
        search=True,
        listed=True,
        basis="法〔2015〕137号",
        help=Text(
            "案号中的法院代字，如 鲁0102。", "The court's code as it stands in its case numbers."
        ),
    )
    name = Field(Kind.TEXT, "名称", "Name", required=True, search=True, listed=True, sort=True)
    level = Field(
        Kind.CHOICE,
        "层级",
        "Level",
        required=True,
        listed=True,
        choices=choices(
            high=("高级", "High"), intermediate=("中级", "Intermediate"), basic=("基层", "Basic")
        ),
    )
    division_code = Field(Kind.TEXT, "行政区划代码", "Division code", max_length=12)
    valid_from = Field(Kind.DATE, "设立日期", "Established", group=PERIOD)
    valid_to = Field(Kind.DATE, "撤销日期", "Abolished", group=PERIOD, not_before="valid_from")
    under = Ref(
        "Court",
        "UNDER",
        "上级法院",
        "Superior court",
        listed=True,
        back=Text("下级法院", "Courts below"),
    )
    formerly_under = Ref(
        "Court",
        "WAS_UNDER",
        "曾隶属",
        "Formerly under",
        many=True,
        back=Text("曾辖法院", "Courts once below"),
        fields={"from": Field(Kind.DATE, "起", "From"), "to": Field(Kind.DATE, "止", "To")},
        group=PERIOD,
    )
    succeeds = Ref(
        "Court",
        "SUCCEEDS",
        "承继法院",
        "Succeeds",
        many=True,
        back=Text("由其承继", "Succeeded by"),
        fields={"on": Field(Kind.DATE, "日期", "On")},
        group=PERIOD,
        help=Text(
            "合并、更名、划转前的法院。", "The courts that it was merged, renamed or moved from."
        ),
    )


class CourtName(Record):
    """A name that a court once had, with its dates."""

    names = Text("法院曾用名", "Former court name")
    plural = Text("法院曾用名", "Former court names")
    lede = Text("法院更名前的名称及使用期间。", "Names that courts had before, and when.")
    domain = Domain.ORGANISATION
    key = "number"
    title = ("name",)
    dated = "valid_from"
    until = "valid_to"
    home = ("name_of",)
    reach = Reach.TREE
    access = ADMINISTRATION
    look = Look("#3f5f8f", "court")

    number = business_key("编号", "Number", 40)
    name = Field(Kind.TEXT, "名称", "Name", required=True, search=True, listed=True)
    valid_from = Field(Kind.DATE, "启用日期", "From", listed=True)
    valid_to = Field(Kind.DATE, "停用日期", "To", listed=True, not_before="valid_from")
    name_of = Ref(
        "Court",
        "NAME_OF",
        "法院",
        "Court",
        required=True,
        listed=True,
        back=Text("曾用名", "Former names"),
    )


class Department(Record):
    """A department of a court, or a discipline team stationed at it."""

    names = Text("部门", "Department")
    plural = Text("部门", "Departments")
    lede = Text(
        "法院的执行实施、审查、信访、指挥等部门，监察室，以及派驻的纪检监察组。",
        "Enforcement, review, petition and command departments, supervision offices, "
        "and discipline teams stationed at a court.",
    )
    domain = Domain.ORGANISATION
    basis = "A2 B1"
    key = "number"
    title = ("name",)
    home = ("of", "stationed_at")
    reach = Reach.TREE
    look = Look("#31668f", "people")

    number = Field(
        Kind.TEXT,
        "部门编号",
        "Department number",
        required=True,
        unique=True,
        listed=True,
        max_length=40,
    )
    name = Field(Kind.TEXT, "名称", "Name", required=True, search=True, listed=True, sort=True)
    function = Field(
        Kind.CHOICE,
        "职能",
        "Function",
        required=True,
        listed=True,
        choices=choices(
            bureau=("执行局", "Enforcement bureau"),
            enforcement=("执行实施", "Enforcement"),
            review=("执行审查（裁决）", "Enforcement review"),
            petitions=("执行信访（综合）", "Petitions"),
            command=("执行指挥中心", "Command centre"),
            supervision_office=("监察室", "Supervision office"),
            discipline_team=("派驻纪检监察组", "Discipline team stationed at the court"),
            other=("其他", "Other"),
        ),
    )
    of = Ref(
        "Court",
        "OF",
        "所属法院",
        "Court",
        listed=True,
        back=Text("部门", "Departments"),
        help=Text("派驻机构不填此项，填“派驻法院”。", "A stationed team is at a court, not of it."),
    )
    stationed_at = Ref(
        "Court",
        "STATIONED_AT",
        "派驻法院",
        "Stationed at",
        back=Text("派驻机构", "Teams stationed here"),
    )
    valid_from = Field(Kind.DATE, "设立日期", "Established", group=PERIOD)
    valid_to = Field(Kind.DATE, "撤销日期", "Abolished", group=PERIOD, not_before="valid_from")


class Officer(Record):
    """A person who serves in enforcement, with every post held."""

    names = Text("执行人员", "Officer")
    plural = Text("执行人员", "Officers")
    lede = Text(
        "执行人员及其历任岗位；完整履历须凭事由查阅。",
        "Officers and the posts they held; a whole history opens for a recorded purpose.",
    )
    domain = Domain.ORGANISATION
    basis = "A2 A15"
    key = "number"
    title = ("name", "number")
    home = ("serves",)
    shared = ("serves",)
    look = Look("#7a4b8c", "user")

    number = Field(
        Kind.TEXT,
        "人员编号",
        "Officer number",
        required=True,
        unique=True,
        fixed=True,
        search=True,
        listed=True,
        max_length=40,
    )
    name = Field(Kind.TEXT, "姓名", "Name", required=True, search=True, listed=True, sort=True)
    phone = Field(Kind.TEXT, "联系电话", "Phone", max_length=30, sensitive=Sensitivity.PHONE)
    alike = Field(Kind.TEXT, "查重用名", "Name as compared", system=True)
    merged_into = Ref(
        "Officer",
        "MERGED_INTO",
        "并入",
        "Merged into",
        derived=True,
        back=Text("并入的重复记录", "Duplicates merged"),
        fields={"at": Field(Kind.MOMENT, "合并时间", "Merged at")},
    )
    serves = Ref(
        "Department",
        "SERVES",
        "任职",
        "Posts",
        many=True,
        no_overlap=("post",),
        required=True,
        listed=True,
        back=Text("任职人员", "Officers"),
        fields={
            "post": Field(Kind.TEXT, "岗位", "Post", max_length=60),
            "from": Field(Kind.DATE, "起", "From"),
            "to": Field(Kind.DATE, "止", "To"),
        },
        help=Text(
            "各任职期间的部门、岗位和起止日期；不详的留空。",
            "Department, post and dates of each posting; leave out what is not known.",
        ),
    )
    leads = Ref(
        "Department",
        "LEADS",
        "负责部门",
        "Leads",
        many=True,
        no_overlap=(),
        back=Text("负责人", "Led by"),
        fields={"from": Field(Kind.DATE, "起", "From"), "to": Field(Kind.DATE, "止", "To")},
    )
    liaison_of = Ref(
        "Department",
        "LIAISON_OF",
        "联络部门",
        "Liaison of",
        many=True,
        no_overlap=(),
        back=Text("联络员", "Liaison officers"),
        fields={"from": Field(Kind.DATE, "起", "From"), "to": Field(Kind.DATE, "止", "To")},
    )


class Body(Record):
    """A body outside the courts: assisting units, other authorities."""

    names = Text("外部单位", "Outside body")
    plural = Text("外部单位", "Outside bodies")
    lede = Text(
        "协助执行单位、党政机关、检察院、人大等法院以外的单位。",
        "Assisting units, authorities, procuratorates, congresses: bodies outside the courts.",
    )
    domain = Domain.ORGANISATION
    basis = "A16 F3"
    key = "number"
    title = ("name",)
    access = ADMINISTRATION
    look = Look("#7a7a5c", "court")

    number = business_key("单位编号", "Body number", 40)
    name = Field(Kind.TEXT, "名称", "Name", required=True, search=True, listed=True, sort=True)
    sort_of_body = Field(
        Kind.CHOICE,
        "种类",
        "Kind of body",
        required=True,
        listed=True,
        choices=choices(
            assisting=("协助执行单位", "Assisting unit"),
            authority=("党政机关", "Authority"),
            procuratorate=("检察机关", "Procuratorate"),
            congress=("人大", "People's congress"),
            court=("辖区外法院", "Court outside the tree"),
            other=("其他", "Other"),
        ),
    )
