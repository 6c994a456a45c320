"""What audit events say was done: one enum, ``object:action``, each with its name."""

from enum import StrEnum

from graph.text import Text


class Tag(StrEnum):
    """What an event says was done: ``object:action``."""

    RECORD_CREATED = "record:created"
    RECORD_CHANGED = "record:changed"
    RECORD_RETIRED = "record:retired"
    RECORD_REINSTATED = "record:reinstated"
    RECORD_MERGED = "record:merged"
    MERGE_UNDONE = "record:unmerged"
    RECORD_SPLIT = "record:split"
    DUTY_WAIVED = "duty:waived"
    DUTY_RESTORED = "duty:restored"
    DUTY_ESCALATED = "duty:escalated"
    VALUE_REVEALED = "value:revealed"
    FILE_OPENED = "officer_file:opened"
    FILE_EXPORTED = "officer_file:exported"
    LIST_EXPORTED = "list:exported"
    QUESTION_OPENED = "question:opened"
    ANSWER_EXPORTED = "answer:exported"
    IMPORT_STARTED = "import:started"
    IMPORT_BATCH = "import:batch"
    IMPORT_FINISHED = "import:finished"
    DUTIES_SWEPT = "duties:swept"
    LOGIN = "login:succeeded"
    LOGIN_FAILED = "login:failed"
    LOGIN_LOCKED = "login:locked"
    LOGOUT = "login:ended"
    USER_INTENDED = "user_change:intended"
    USER_DONE = "user_change:done"
    USER_ABANDONED = "user_change:abandoned"


TAG_NAMES: dict[Tag, Text] = {
    Tag.RECORD_CREATED: Text("新增记录", "Record created"),
    Tag.RECORD_CHANGED: Text("修改记录", "Record changed"),
    Tag.RECORD_RETIRED: Text("停用记录", "Record retired"),
    Tag.RECORD_REINSTATED: Text("恢复记录", "Record reinstated"),
    Tag.RECORD_MERGED: Text("合并记录", "Records merged"),
    Tag.MERGE_UNDONE: Text("撤销合并", "Merge undone"),
    Tag.RECORD_SPLIT: Text("拆分记录", "Record split"),
    Tag.DUTY_WAIVED: Text("豁免责任", "Duty waived"),
    Tag.DUTY_RESTORED: Text("撤销豁免", "Waiver undone"),
    Tag.DUTY_ESCALATED: Text("督促", "Duty escalated"),
    Tag.VALUE_REVEALED: Text("查看掩码内容", "Masked value revealed"),
    Tag.FILE_OPENED: Text("查阅人员档案", "Officer's file opened"),
    Tag.FILE_EXPORTED: Text("导出人员档案", "Officer's file exported"),
    Tag.LIST_EXPORTED: Text("导出列表", "List exported"),
    Tag.QUESTION_OPENED: Text("凭事由提问", "Question about people asked"),
    Tag.ANSWER_EXPORTED: Text("导出图中结果", "Answer exported"),
    Tag.IMPORT_STARTED: Text("开始导入", "Import started"),
    Tag.IMPORT_BATCH: Text("导入一批", "Import batch loaded"),
    Tag.IMPORT_FINISHED: Text("完成导入", "Import finished"),
    Tag.DUTIES_SWEPT: Text("检视责任", "Duties swept"),
    Tag.LOGIN: Text("登录", "Logged in"),
    Tag.LOGIN_FAILED: Text("登录失败", "Login failed"),
    Tag.LOGIN_LOCKED: Text("登录锁定", "Login locked"),
    Tag.LOGOUT: Text("退出", "Logged out"),
    Tag.USER_INTENDED: Text("拟变更用户", "User change intended"),
    Tag.USER_DONE: Text("已变更用户", "User change done"),
    Tag.USER_ABANDONED: Text("未完成的用户变更", "User change abandoned"),
}
