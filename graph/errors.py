"""Every error that a user may read, with the sentence, in both languages.

A view turns a ``ZhijianError`` into a page or a problem+json with its ``status``; the sentence
says what was wrong, where, and what to do. Subclasses declare ``sentence`` with ``{places}``.
"""

from __future__ import annotations

from graph.text import Text


class ZhijianError(Exception):
    """Base of all errors with a sentence for the user."""

    status = 400
    sentence = Text("请求无法完成：{detail}", "The request can't be carried out: {detail}")

    def __init__(self, **values: object) -> None:
        self.values = values
        self.text = self.sentence.fill(**values)
        super().__init__(self.text.en)


class GraphUnavailable(ZhijianError):
    """The graph server doesn't answer."""

    status = 503
    sentence = Text(
        "图数据库没有应答（{where}）。请稍候重试；仍不行时，运行 zhijian graph status 查看。",
        "The graph database doesn't answer ({where}). Try again shortly; "
        "if that fails, run: zhijian graph status",
    )


class GraphRefusedLogin(ZhijianError):
    """The graph server refused the user or password."""

    status = 503
    sentence = Text(
        "图数据库拒绝登录（{where}）。请检查 NEO4J_USER 和 NEO4J_PASSWORD。",
        "The graph database refused the login ({where}). Check NEO4J_USER and NEO4J_PASSWORD.",
    )


class GraphTooSlow(ZhijianError):
    """A statement ran into its time limit or lost a lock too often."""

    status = 503
    sentence = Text(
        "图数据库繁忙，操作未完成，数据未改动。请稍候重试。",
        "The graph database is busy; nothing was changed. Try again shortly.",
    )


class NotFound(ZhijianError):
    """No such record, or none that this user may read: the two look alike on purpose."""

    status = 404
    sentence = Text(
        "没有找到{type}“{key}”，或您无权查看。",
        "There is no {type} “{key}”, or you may not see it.",
    )


class NotAllowed(ZhijianError):
    """The user may read the record but not do this with it."""

    status = 403
    sentence = Text("您无权{what}。", "You may not {what}.")


class OwnFile(NotAllowed):
    """Nobody opens, verifies or checks a record about themself."""

    sentence = Text(
        "不能查阅或办理关于本人的记录。", "Nobody may open or handle a record about themself."
    )


class PurposeNeeded(NotAllowed):
    """An officer's file opens only for a recorded purpose."""

    sentence = Text(
        "查阅人员档案须先选择事由并说明。",
        "Choose and explain a purpose before opening an officer's file.",
    )


class Conflict(ZhijianError):
    """Somebody else changed the record since it was opened."""

    status = 409
    sentence = Text(
        "{who}已于{when}修改了这条记录。您的输入仍保留在页面上：请对照后再次保存。",
        "{who} changed this record at {when}. What you typed is kept on the page: "
        "compare, then save again.",
    )


class Unknown(ZhijianError):
    """A name that is not declared: type, field, relation, operator."""

    sentence = Text("没有名为“{name}”的{what}。", "There is no {what} named “{name}”.")


class BadCursor(ZhijianError):
    """A list address whose position can't be read."""

    sentence = Text(
        "列表地址中的位置无法识别，请从第一页重新打开。",
        "The position in this list's address can't be read: open the list from its first page.",
    )


class Invalid(ZhijianError):
    """One or more fields can't be saved: ``faults`` maps field name to its sentence."""

    status = 422
    sentence = Text("有{count}处需要改正：{listed}", "{count} things need correcting: {listed}")

    def __init__(self, faults: dict[str, Text]) -> None:
        self.faults = faults
        listed = Text(
            "；".join(t.zh for t in faults.values()), "; ".join(t.en for t in faults.values())
        )
        super().__init__(count=len(faults), listed=listed)


class NotUnique(Invalid):
    """A value that another record of the type has already."""
