"""Chains for the gallery: one of three cards, one told in full, one of sixty."""

from __future__ import annotations

from typing import Any

STAGES = ["event 事由", "finding 发现", "feedback 反馈", "rectification 整改", "check 备案/检查",
          "recurrence 复发", "notice 通报/措施"]  # fmt: skip
BODIES = ["implementing 实施部门", "review 审查/信访部门", "superior 上级法院",
          "meeting 执行专业法官会议", "discipline 纪检监察"]  # fmt: skip
LABELS = {"act": "执行行为", "review": "执行审查案件", "petition": "执行信访", "finding": "问题",
          "feedback": "反馈", "rectification": "整改", "check": "检查", "notice": "通报",
          "meeting": "会议", "measure": "处置", "visit": "督导", "dispute": "争议"}  # fmt: skip
AGAIN = {"kind": "after_rectification", "name": "整改后复发", "counts": True}
WANG = {"name": "王某某", "post": "执行员", "department": "执行局", "court": "历下区法院"}
LI = {"name": "李某", "post": "裁决庭法官", "department": "执行裁决庭", "court": "济南中院"}


def _named(pairs: list[str]) -> list[dict[str, str]]:
    return [dict(zip(("code", "name"), pair.split(" "), strict=True)) for pair in pairs]


def _node(id_: str, type_: str, stage: str, body: str, **more: Any) -> dict[str, Any]:
    made = {"id": id_, "type": type_, "label": LABELS[type_], "stage": stage, "body": body}
    return {**made, "url": "/show/1", "people": [], "lines": [], "missing": False, **more}


def _link(start: str, end: str, name: str = "", **more: Any) -> dict[str, Any]:
    return {"from": start, "to": end, "name": name, "missing": False, "recurrence": None, **more}


def _chain(
    nodes: list[Any], links: list[Any], words: list[str], duties: list[Any] | None = None
) -> dict[str, Any]:
    subject = {"type": "finding", "key": "F-1", "title": "超标的查封", "url": "/show/1"}
    stages, bodies = _named(STAGES), _named(BODIES)
    return {"subject": subject, "stages": stages, "bodies": bodies, "nodes": nodes,
            "links": links, "duties": duties or [], "words": words}  # fmt: skip


def _duty(
    id_: str, article: str, act: str, state: str, due: str, note: str = "", owner: str = LI["court"]
) -> dict[str, Any]:
    names = {"open": "未到期", "due-soon": "即将到期", "overdue": "逾期", "met": "按期履行",
             "met-late": "逾期履行", "waived": "已豁免", "void": "已失效"}  # fmt: skip
    words = f"{article}：{owner}应于{due}前{act}；{note or names[state]}。"
    return {"id": id_, "rule": id_, "article": article, "act": act, "owner": owner, "due": due,
            "state": state, "state_name": names[state], "note": note, "words": words}  # fmt: skip


def _gap(id_: str, type_: str, stage: str, body: str, why: str, since: str) -> dict[str, Any]:
    return _node(id_, type_, stage, body, missing=True, url="", why=why, since=since, state="gap",
                 title="应由省院裁决庭作出")  # fmt: skip


def _owed(
    id_: str, type_: str, stage: str, body: str, duty: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """The end of a duty that no record discharges."""
    missing = duty["state"] in ("open", "due-soon", "overdue")
    return _node(
        id_, type_, stage, body, label=duty["act"], missing=missing, url="", state=duty["state"],
        state_name=duty["state_name"], since="2023-03-02", due=duty["due"], note=duty["note"],
        title=f"应由{duty['owner']}作出", duties=[duty["id"]], **more,
    )  # fmt: skip


def short() -> dict[str, Any]:
    """Nobody fed the revoked act back."""
    duty = _duty("case-feedback", "第6条", "个案反馈", "overdue", "2023-03-16", "逾期 41 天",
                 "省院裁决庭")  # fmt: skip
    nodes = [
        _node("r", "review", "event", "review", key="（2023）鲁执复88号", date="2023-03-02",
              title="撤销查封裁定", people=[LI]),
        _node("f", "finding", "finding", "review", key="F-2023-0012", title="超标的查封",
              date="2022-11-05", standing="established", standing_name="查实", subject=True,
              people=[WANG]),
        _owed("g", "feedback", "feedback", "superior", duty),
    ]  # fmt: skip
    links = [
        _link("r", "f", "发现"),
        _link("r", "g", "应反馈", missing=True, state="overdue", duties=["case-feedback"]),
    ]
    word = "第6条：裁定2023-03-02生效，省院裁决庭应于03-16前个案反馈；逾期41天。"
    return _chain(nodes, links, [word], [duty])


def full() -> dict[str, Any]:
    """The whole walk: found, fed back, put right, checked; it came again twice, then a notice."""
    duties = [
        _duty("d-feedback", "第6条", "个案反馈", "met", "2022-09-15", "2022-09-14"),
        _duty("d-rectify", "第15条", "整改", "met-late", "2022-11-14", "2022-11-30，迟 16 天"),
        _duty("d-check", "第15条", "整改检查", "overdue", "2023-02-28", "逾期 30 天"),
        _duty("d-again", "第6条", "个案反馈", "met", "2023-03-30", "2023-03-20"),
    ]
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
              date="2022-09-14", people=[LI], duties=["d-feedback"]),
        _node("z", "rectification", "rectification", "implementing", key="ZG-2022-20",
              title="解除超出部分查封，组织学习", date="2022-10-20", until="2022-11-30",
              duties=["d-rectify"], people=[WANG, {**WANG, "name": "赵某"}]),
        _node("m", "meeting", "check", "meeting", key="HY-2022-12", title="专业法官会议备案",
              date="2022-12-05"),
        _owed("c", "check", "check", "superior", duties[2]),
        _node("f2", "finding", "recurrence", "review", key="F-2023-0033", title="超标的查封",
              date="2023-02-14", standing="established", standing_name="查实", people=[WANG]),
        _node("b2", "feedback", "feedback", "superior", key="FB-2023-07", title="个案反馈",
              date="2023-03-20", duties=["d-again"]),
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
        _link("f", "b", "反馈", duties=["d-feedback"], state="met"),
        _link("b", "z", "整改", duties=["d-rectify"], state="met-late"), _link("z", "m", "备案"),
        _link("z", "c", "应检查", missing=True, duties=["d-check"], state="overdue"),
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
    return _chain(nodes, links, words, duties)


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


def states() -> dict[str, Any]:
    """Every state of a duty, every class of coming again, and branches beside each other: two
    feedbacks on one finding, a review that is itself reviewed."""
    duties = [
        _duty("d-met", "第6条", "个案反馈", "met", "2023-03-16", "2023-03-10"),
        _duty("d-late", "第7条", "季度集中反馈", "met-late", "2023-04-28", "迟 12 天")
        | {"part": "历下区法院", "provisional": True},
        _duty("d-over", "第15条", "整改", "overdue", "2023-05-10", "逾期 41 天",
              "历下区法院执行局"),
        _duty("d-soon", "第15条", "整改备案", "due-soon", "2023-06-30", "还有 6 天"),
        _duty("d-open", "第15条", "整改检查", "open", "2023-12-31", "还有 190 天"),
        _duty("d-waived", "第7条", "专项现场督导", "waived", "2023-05-30", "王院长：另有处理"),
        _duty("d-void", "第12条", "争议解决", "void", "2023-05-30", "责任法院不在本省法院体系内"),
    ]  # fmt: skip
    by_id = {each["id"]: each for each in duties}
    nodes = [
        _node("a", "act", "event", "implementing", key="（2022）鲁0102执1234号", date="2022-06-10",
              title="查封房产三处", people=[WANG]),
        _node("r1", "review", "event", "review", key="（2022）鲁0102执异56号", date="2022-09-01",
              title="行为异议：驳回", people=[LI]),
        _node("r2", "review", "event", "review", key="（2022）鲁01执复9号", date="2022-11-01",
              title="复议：变更", people=[LI]),
        _node("r3", "review", "event", "superior", key="（2023）鲁执监7号", date="2023-03-02",
              title="执行监督：撤销"),
        _node("f", "finding", "finding", "review", key="F-2022-0107", title="超标的查封",
              date="2022-06-10", standing="established", standing_name="查实", subject=True),
        _node("b1", "feedback", "feedback", "review", key="FB-2023-41", title="个案反馈",
              date="2023-03-10", duties=["d-met"], people=[LI]),
        _node("b2", "feedback", "feedback", "superior", key="FB-2023-52", title="季度集中反馈",
              date="2023-05-10", duties=["d-late"]),
        _node("z1", "rectification", "rectification", "implementing", key="ZG-2023-20",
              title="解除超出部分查封", date="2023-03-20", until="2023-04-20"),
        _owed("z2", "rectification", "rectification", "implementing", by_id["d-over"]),
        _owed("m", "meeting", "check", "meeting", by_id["d-soon"]),
        _owed("c", "check", "check", "superior", by_id["d-open"]),
        _owed("w", "visit", "notice", "superior", by_id["d-waived"]),
        _owed("v", "dispute", "notice", "superior", by_id["d-void"]),
        *(_node(id_, "finding", stage, "review", key=f"F-2023-{id_}", title="超标的查封", date=day,
                standing="established", standing_name="查实")
          for id_, stage, day in (("g1", "recurrence", "2023-05-02"),
                                  ("g2", "recurrence", "2023-04-01"),
                                  ("g3", "finding", "2022-07-01"), ("g4", "finding", ""),
                                  ("g5", "finding", "2023-05-20"))),
    ]  # fmt: skip

    def again(kind: str, name: str, depth: int = 0, counts: bool = False) -> dict[str, Any]:
        return {"kind": kind, "name": name, "depth": depth, "counts": counts}

    links = [
        _link("a", "r1", "异议"), _link("r1", "r2", "复议"), _link("r2", "r3", "监督"),
        _link("r3", "f", "发现"),
        _link("f", "b1", "反馈", duties=["d-met"], state="met"),
        _link("f", "b2", "反馈", duties=["d-late"], state="met-late"), _link("b1", "z1", "整改"),
        _link("b2", "z2", "应整改", missing=True, duties=["d-over"], state="overdue"),
        _link("z1", "m", "应备案", missing=True, duties=["d-soon"], state="due-soon"),
        _link("z1", "c", "应检查", missing=True, duties=["d-open"], state="open"),
        _link("b2", "w", "督导", duties=["d-waived"], state="waived"),
        _link("r3", "v", "争议", duties=["d-void"], state="void"),
        _link("z1", "g1", recurrence=again("after_rectification", "整改后复发", 1, True)),
        _link("b1", "g2", recurrence=again("after_feedback", "反馈后复发", 0, True)),
        _link("z1", "f", recurrence=again("not_put_right", "未真正整改")),
        _link("b1", "g3", recurrence=again("late_discovery", "反馈前行为、反馈后发现")),
        _link("b1", "g4", recurrence=again("undetermined", "无法判断（行为日期不详）")),
        _link("b1", "g5", recurrence=again("same_kind", "同类问题（不计复发）")),
    ]  # fmt: skip
    return _chain(nodes, links, [each["words"] for each in duties], duties)


def alike() -> dict[str, Any]:
    """Sixty cards: twelve findings of one inspection, each put right and filed on its own; what is
    alike folds."""
    nodes = [_node("i", "meeting", "event", "superior", key="DC-2023-1", title="专项督察",
                   date="2023-02-01", label="督导检查"),
             _node("b", "feedback", "feedback", "superior", key="FB-2023-9", title="督察意见",
                   date="2023-03-01")]  # fmt: skip
    links, duties = [], []
    for i in range(12):
        late = _duty(f"o{i}", "第15条", "整改检查", "overdue", "2023-06-30", f"逾期 {9 + i} 天")
        met = _duty(f"e{i}", "第15条", "整改", "met-late" if i % 4 == 0 else "met", "2023-04-10")
        duties += [late, met]
        nodes += [
            _node(f"f{i}", "finding", "finding", "superior", key=f"F-2023-{i:04d}",
                  title=["超标的查封", "拖延解封", "评估超期"][i % 3], date=f"2023-01-{10 + i}",
                  standing="established", standing_name="查实", subject=i == 3),
            _node(f"z{i}", "rectification", "rectification", "implementing", key=f"ZG-2023-{i}",
                  date=f"2023-03-{5 + i:02d}", duties=[f"e{i}"]),
            _owed(f"c{i}", "check", "check", "superior", late),
            _node(f"m{i}", "meeting", "check", "meeting", key=f"HY-2023-{i}", date="2023-04-30"),
        ]  # fmt: skip
        links += [
            _link("i", f"f{i}", "发现"), _link(f"f{i}", "b", "反馈"),
            _link(f"f{i}", f"z{i}", "整改"),
            _link("b", f"z{i}", "整改", duties=[f"e{i}"], state=met["state"]),
            _link(f"z{i}", f"m{i}", "备案"),
            _link(f"z{i}", f"c{i}", "应检查", missing=True, duties=[f"o{i}"], state="overdue"),
        ]  # fmt: skip
    for i in range(10):
        nodes.append(
            _node(f"n{i}", "notice", "notice", "superior", key=f"TB-{i}", date="2023-09-01")
        )
        links.append(_link("b", f"n{i}", "通报"))
    return _chain(nodes, links, [each["words"] for each in duties if each["state"] == "overdue"],
                  duties)  # fmt: skip


def within() -> dict[str, Any]:
    """What came again is covered by a feedback that covers what it came after too: one turn."""
    made = full()
    joined = [
        _link("b", link["to"], "覆盖") for link in made["links"]
        if link["recurrence"] and link["recurrence"]["counts"]
    ]  # fmt: skip
    return {**made, "links": [*made["links"], *joined]}


CHAINS = {
    "within": within,
    "short": short,
    "full": full,
    "long": long,
    "states": states,
    "alike": alike,
}
