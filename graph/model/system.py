"""The product's own records: imports and the audit."""

from graph.model.fields import Field, Kind, Look, Ref, choices
from graph.model.record import READ_ONLY, Domain, Reach, Record
from graph.text import Text


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
