"""The product's own records: imports and the audit."""

from graph.model.fields import Access, Field, Kind, Look, Ref, business_key, choices
from graph.model.record import EVERY_ROLE, KEEPERS, READ_ONLY, Domain, Reach, Record
from graph.text import Text

OWN = Access(read=EVERY_ROLE, write=frozenset())
"""Everybody has saved views and folders. They are written by their own operations alone, which say
whose they are (graph/operations/saved_views.py): nobody types an owner."""

AUDIENCES = choices(
    personal=("个人", "Personal"),
    court=("本院共享", "Shared with the court"),
    locked=("锁定", "Locked"),
)


class Attachment(Record):
    """A file kept with a record: its name, size and digest."""

    names = Text("附件", "Attachment")
    plural = Text("附件", "Attachments")
    lede = Text(
        "附在记录上的文件及其校验值。", "Files kept with records, with what proves them unchanged."
    )
    domain = Domain.SYSTEM
    key = "number"
    title = ("file_name",)
    dated = "added_on"
    home = ("attached_to",)
    access = KEEPERS
    look = Look("#7a8a99", "file")

    number = business_key("附件编号", "Attachment number")
    file_name = Field(Kind.TEXT, "文件名", "File name", required=True, search=True, listed=True)
    media_type = Field(Kind.TEXT, "类型", "Media type", listed=True, max_length=100)
    size = Field(Kind.INTEGER, "大小（字节）", "Size (bytes)", minimum=0, listed=True)
    digest = Field(Kind.TEXT, "SHA-256", "SHA-256", max_length=64)
    added_on = Field(Kind.DATE, "添加日期", "Added", listed=True)
    attached_to = Ref(
        (
            "Case", "Act", "Review", "Exchange", "Petition", "Verification", "Finding",
            "Feedback", "Rectification", "Check", "Meeting", "Opinion", "Dispute", "Inspection",
            "Trip",
        ),
        "ATTACHED_TO",
        "所属记录",
        "Attached to",
        required=True,
        listed=True,
        back=Text("附件", "Attachments"),
    )  # fmt: skip


class Folder(Record):
    """A folder of saved views: one user's own, or shared with those of the same court."""

    names = Text("视图文件夹", "Folder")
    plural = Text("视图文件夹", "Folders")
    lede = Text("保存的视图的分组。", "Groups of saved views.")
    domain = Domain.SYSTEM
    key = "number"
    title = ("name",)
    home = ("of_court",)
    owned_by = "owner"
    access = OWN
    look = Look("#8a9aa9", "folder")

    number = business_key("文件夹编号", "Folder number")
    name = Field(Kind.TEXT, "名称", "Name", required=True, listed=True, max_length=80)
    owner = Field(Kind.TEXT, "所有人", "Owner", required=True, listed=True, max_length=64)
    audience = Field(
        Kind.CHOICE,
        "范围",
        "Audience",
        required=True,
        listed=True,
        choices=choices(personal=("个人", "Personal"), court=("本院共享", "Shared with the court")),
        default="personal",
    )
    of_court = Ref(
        "Court",
        "OF",
        "法院",
        "Court",
        required=True,
        listed=True,
        back=Text("视图文件夹", "Folders"),
    )


class SavedView(Record):
    """A view that somebody keeps or shares: an address with its filters and notes. Personal ones
    are read by their owner alone; shared ones by those of the owner's court, who may change them;
    locked ones are changed by their owner alone."""

    names = Text("保存的视图", "Saved view")
    plural = Text("保存的视图", "Saved views")
    lede = Text(
        "个人保存或与本院共享的查询视图。", "Views that people keep for themselves or share."
    )
    domain = Domain.SYSTEM
    key = "number"
    title = ("name",)
    home = ("of_court",)
    owned_by = "owner"
    access = OWN
    look = Look("#9aaab9", "eye")

    number = business_key("视图编号", "View number")
    name = Field(Kind.TEXT, "名称", "Name", required=True, listed=True, max_length=80)
    owner = Field(Kind.TEXT, "所有人", "Owner", required=True, listed=True, max_length=64)
    audience = Field(
        Kind.CHOICE,
        "范围",
        "Audience",
        required=True,
        listed=True,
        choices=AUDIENCES,
        default="personal",
    )
    address = Field(
        Kind.LONG_TEXT,
        "地址",
        "Address",
        required=True,
        help=Text(
            "本系统的页面地址，连同筛选条件、选中项和布局。",
            "A page of this product with its filters, selection and layout.",
        ),
    )
    notes = Field(Kind.LONG_TEXT, "备注", "Notes")
    of_court = Ref(
        "Court", "OF", "法院", "Court", required=True, listed=True, back=Text("保存的视图", "Views")
    )
    in_folder = Ref("Folder", "IN_FOLDER", "文件夹", "Folder", back=Text("视图", "Views"))


class Import(Record):
    """One load of a file: what came in, what was refused, what contradicts."""

    names = Text("导入", "Import")
    plural = Text("导入", "Imports")
    lede = Text(
        "每次导入的文件、数量、被拒行和矛盾之处。",
        "Each load: its file, its counts, rows refused and rows that contradict.",
    )
    domain = Domain.SYSTEM
    key = "number"
    title = ("number", "file_name")
    dated = "started_at"
    home = ("court",)
    access = READ_ONLY
    look = Look("#5b6b7f", "import")

    number = Field(Kind.TEXT, "批次", "Batch", required=True, unique=True, listed=True)
    file_name = Field(Kind.TEXT, "文件", "File", required=True, search=True, listed=True)
    digest = Field(Kind.TEXT, "SHA-256", "SHA-256")
    mapping = Field(Kind.TEXT, "映射", "Mapping", listed=True)
    started_at = Field(Kind.MOMENT, "开始", "Started", listed=True)
    finished_at = Field(Kind.MOMENT, "结束", "Finished")
    state = Field(
        Kind.CHOICE,
        "状态",
        "State",
        required=True,
        listed=True,
        choices=choices(
            running=("进行中", "Running"), done=("完成", "Done"), stopped=("已停止", "Stopped")
        ),
        default="running",
    )
    rows = Field(Kind.INTEGER, "行数", "Rows", listed=True, minimum=0)
    created = Field(Kind.INTEGER, "新增", "Created", listed=True, minimum=0)
    unchanged = Field(Kind.INTEGER, "未变", "Unchanged", listed=True, minimum=0)
    changed = Field(Kind.INTEGER, "修改", "Changed", listed=True, minimum=0)
    refused = Field(Kind.INTEGER, "拒收", "Refused", listed=True, minimum=0)
    contradictions = Field(Kind.INTEGER, "矛盾", "Contradictions", listed=True, minimum=0)
    report = Field(Kind.LONG_TEXT, "报告", "Report")
    court = Ref(
        "Court",
        "LOADED_INTO",
        "导入法院",
        "Loaded into",
        required=True,
        listed=True,
        back=Text("导入", "Imports"),
    )


class AuditEvent(Record):
    """One entry of a court's audit chain; the store only grows."""

    names = Text("审计事件", "Audit event")
    plural = Text("审计事件", "Audit events")
    lede = Text(
        "谁在何时对什么做了什么；逐条相扣，改动可查。",
        "Who did what to what and when; each entry seals the one before.",
    )
    domain = Domain.SYSTEM
    key = "number"
    title = ("number", "tag")
    dated = "happened_at"
    reach = Reach.COURT
    access = READ_ONLY
    look = Look("#5b6b7f", "lock")

    number = Field(
        Kind.TEXT,
        "编号",
        "Number",
        required=True,
        unique=True,
        listed=True,
        help=Text("审计链代码和序号。", "Chain and place in it."),
    )
    chain = Field(Kind.TEXT, "审计链", "Chain", required=True)
    place = Field(Kind.INTEGER, "序号", "Place", required=True)
    happened_at = Field(Kind.MOMENT, "时间", "When", required=True, listed=True)
    tag = Field(Kind.TEXT, "事件", "Event", required=True, listed=True)
    actor = Field(Kind.TEXT, "操作人", "By", required=True, listed=True)
    record_type = Field(Kind.TEXT, "记录类型", "Record type", listed=True)
    record_key = Field(Kind.TEXT, "记录", "Record", listed=True)
    record_uid = Field(Kind.TEXT, "记录标识", "Record identifier")
    detail = Field(Kind.LONG_TEXT, "内容", "Detail")
    sealed = Field(Kind.BOOLEAN, "涉密", "Discipline only", system=True)
    previous = Field(Kind.TEXT, "前一摘要", "Previous digest", required=True)
    digest = Field(Kind.TEXT, "摘要", "Digest", required=True)
