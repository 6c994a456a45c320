"""Chains for the gallery: one of three cards, one told in full, one of sixty."""

from __future__ import annotations

from typing import Any

STAGES = ["event 事由", "finding 发现", "feedback 反馈", "rectification 整改", "check 备案/检查",
          "recurrence 复发", "notice 通报/措施"]  # fmt: skip
BODIES = ["implementing 实施部门", "review 审查/信访部门", "superior 上级法院",
          "meeting 执行专业法官会议", "discipline 纪检监察"]  # fmt: skip
LABELS = {"act": "执行行为", "review": "执行审查案件", "petition": "执行信访", "finding": "问题",
          "feedback": "反馈", "rectification": "整改", "check": "检查", "notice": "通报",
          "meeting": "会议", "measure": "处置"}  # fmt: skip
AGAIN = {"kind": "after_rectification", "name": "整改后复发"}
WANG = {"name": "王某某", "post": "执行员", "department": "执行局", "court": "历下区法院"}
LI = {"name": "李某", "post": "裁决庭法官", "department": "执行裁决庭", "court": "济南中院"}


def _named(pairs: list[str]) -> list[dict[str, str]]:
    return [dict(zip(("code", "name"), pair.split(" "), strict=True)) for pair in pairs]


def _node(id_: str, type_: str, stage: str, body: str, **more: Any) -> dict[str, Any]:
    made = {"id": id_, "type": type_, "label": LABELS[type_], "stage": stage, "body": body}
    return {**made, "url": "/show/1", "people": [], "lines": [], "missing": False, **more}


def _link(start: str, end: str, name: str = "", **more: Any) -> dict[str, Any]:
    return {"from": start, "to": end, "name": name, "missing": False, "recurrence": None, **more}


def _chain(nodes: list[Any], links: list[Any], words: list[str]) -> dict[str, Any]:
    subject = {"type": "finding", "key": "F-1", "title": "超标的查封", "url": "/show/1"}
    stages, bodies = _named(STAGES), _named(BODIES)
    return {"subject": subject, "stages": stages, "bodies": bodies, "nodes": nodes,
            "links": links, "words": words}  # fmt: skip


def _gap(id_: str, type_: str, stage: str, body: str, why: str, since: str) -> dict[str, Any]:
    return _node(id_, type_, stage, body, missing=True, url="", why=why, since=since, state="gap",
                 title=f"{LABELS[type_]}：应由省院裁决庭作出")  # fmt: skip


def short() -> dict[str, Any]:
    """Nobody fed the revoked act back."""
    nodes = [
        _node("r", "review", "event", "review", key="（2023）鲁执复88号", date="2023-03-02",
              title="撤销查封裁定", people=[LI]),
        _node("f", "finding", "finding", "review", key="F-2023-0012", title="超标的查封",
              date="2022-11-05", standing="established", standing_name="查实", subject=True,
              people=[WANG]),
        _gap("g", "feedback", "feedback", "superior",
             "第6条：裁定2023-03-02生效，省院裁决庭应于03-16前个案反馈", "2023-03-16"),
    ]  # fmt: skip
    links = [_link("r", "f", "发现"), _link("f", "g", "应反馈", missing=True)]
    word = "第6条：裁定2023-03-02生效，省院裁决庭应于03-16前个案反馈；逾期41天。"
    return _chain(nodes, links, [word])


def full() -> dict[str, Any]:
    """The whole walk: found, fed back, put right, checked; it came again twice, then a notice."""
    nodes = [
        _node("a", "act", "event", "implementing", key="（2022）鲁0102执1234号",
              title="查封房产三处", date="2022-06-10", people=[WANG]),
        _node("r", "review", "event", "review", key="（2022）鲁0102执异56号",
              title="撤销超出部分的查封", date="2022-09-01", people=[LI]),
        _node("p", "petition", "event", "review", key="X-2022-310", title="反映拖延解封",
              date="2022-09-12", standing="refuted", standing_name="不实"),
        _node("f", "finding", "finding", "review", key="F-2022-0107", title="超标的查封",
              date="2022-06-10", standing="established", standing_name="查实", subject=True,
              people=[WANG], lines=[["问题", "1.1 超标的查封、扣押、冻结"]]),
        _node("b", "feedback", "feedback", "superior", key="FB-2022-41", title="个案反馈",
              date="2022-09-14", people=[LI], state="met", lines=[["期限", "2022-09-15"]]),
        _node("z", "rectification", "rectification", "implementing", key="ZG-2022-20",
              title="解除超出部分查封，组织学习", date="2022-10-20", until="2022-11-30",
              state="met-late", people=[WANG, {**WANG, "name": "赵某"}]),
        _node("m", "meeting", "check", "meeting", key="HY-2022-12", title="专业法官会议备案",
              date="2022-12-05"),
        _gap("c", "check", "check", "superior", "第14条：整改销号后三个月内应作复查",
             "2023-02-28"),
        _node("f2", "finding", "recurrence", "review", key="F-2023-0033", title="超标的查封",
              date="2023-02-14", standing="established", standing_name="查实", people=[WANG]),
        _node("b2", "feedback", "feedback", "superior", key="FB-2023-07", title="个案反馈",
              date="2023-03-20", state="overdue"),
        _node("z2", "rectification", "rectification", "implementing", key="ZG-2023-04",
              title="修订查封审批流程", date="2023-04-18", people=[WANG]),
        _node("f3", "finding", "recurrence", "superior", key="F-2023-0101", title="超标的查封",
              date="2023-06-30", standing="alleged", standing_name="反映"),
        _node("n", "notice", "notice", "superior", key="TB-2023-3", title="向院领导通报",
              date="2023-07-10"),
        _node("u", "check", "check", "superior", url="", state="unseen", standing="neutral",
              standing_name="不可见或不存在", title="应由济南中院作出"),
        _gap("q", "measure", "notice", "discipline", "第15条：两次复发应移送纪检监察",
             "2023-07-25"),
    ]  # fmt: skip
    links = [
        _link("a", "r", "异议"), _link("a", "p", "信访"), _link("r", "f", "发现"),
        _link("f", "b", "反馈"), _link("b", "z", "整改"), _link("z", "m", "备案"),
        _link("z", "c", "应检查", missing=True),
        _link("z", "f2", recurrence={**AGAIN, "depth": 1}), _link("f2", "b2", "反馈"),
        _link("b2", "z2", "整改"), _link("z2", "f3", recurrence={**AGAIN, "depth": 2}),
        _link("f2", "n", "通报"), _link("n", "q", "应移送", missing=True), _link("z2", "u", "检查"),
    ]  # fmt: skip
    words = [
        "第6条：裁定2022-09-01生效，应于09-15前个案反馈；09-14反馈，按期。",
        "第9条：整改限于2022-11-14前提交；11-30提交，逾期完成16天。",
        "第14条：整改销号后三个月内应作复查；没有复查记录，自2023-02-28起应有。",
        "整改ZG-2022-20提交后，2023-02-14同一法院再次出现同一问题：整改后复发，第1次。",
        "整改ZG-2023-04提交后，2023-06-30又被反映；尚未查实，不计入复发次数。",
    ]
    return _chain(nodes, links, words)


def long() -> dict[str, Any]:
    """Sixty cards: twenty reviews, each with its finding; the findings share four feedbacks."""
    nodes, links = [], []
    for i in range(20):
        body = ["implementing", "review", "superior"][i % 3]
        nodes += [
            _node(f"r{i}", "review", "event", body, key=f"（2023）鲁0102执异{100 + i}号",
                  date=f"2023-{1 + i % 12:02d}-11", people=[LI]),
            _node(f"f{i}", "finding", "finding", body, key=f"F-2023-{i:04d}", title="超标的查封",
                  standing="established", standing_name="查实", subject=i == 0),
        ]  # fmt: skip
        links += [_link(f"r{i}", f"f{i}", "发现"), _link(f"f{i}", f"b{i // 5}", "反馈")]
    for i in range(4):
        nodes += [
            _node(
                f"b{i}", "feedback", "feedback", "superior", key=f"FB-2023-{i}", title="季度反馈"
            ),
            _node(f"z{i}", "rectification", "rectification", "implementing", key=f"ZG-2023-{i}"),
            _node(f"c{i}", "check", "check", "superior", key=f"JC-2023-{i}", title="复查合格"),
            _node(f"g{i}", "finding", "recurrence", "review", key=f"F-2024-{i}"),
            _node(f"n{i}", "notice", "notice", "superior", key=f"TB-2024-{i}"),
        ]
        links += [_link(f"b{i}", f"z{i}", "整改"), _link(f"z{i}", f"c{i}", "检查"),
                  _link(f"g{i}", f"n{i}", "通报"),
                  _link(f"z{i}", f"g{i}", recurrence={**AGAIN, "depth": i + 1})]  # fmt: skip
    return _chain(nodes, links, [])


CHAINS = {"short": short, "full": full, "long": long}
