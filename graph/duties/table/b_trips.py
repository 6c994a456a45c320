"""Duties of trips: talk before departure, report after the return, what follows (B4, F1).

What reveals a measure towards an officer is sealed: the discipline bodies alone read it.
"""

from __future__ import annotations

from graph.duties.rule import Choice, Due, Every, Local, Rule, Unit
from graph.text import Text

DEPARTMENT_HEAD = Text("所在部门负责人", "the head of the department")

_REPORT = "(n)-[:REPORTS]->(t:Trip)"
_FOUND_ON = "(n)-[:FOUND]->(f:Finding)-[:CONCERNS]->(t:Trip)"
_OF_OFFICER = "(n)-[:APPLIED_TO]->(o:Officer)-[:MADE]->(t:Trip)"
_ACCOUNT = "(n)<-[:STATED]-(o:Officer)-[:LEADS]->(t:Department)"

_UNREPORTED = Local(
    "days",
    Text("返回后逾多少日未报告即为未按要求报告", "No report so many days after the return"),
    10, Text("日", "days"), 1, 60,
)  # fmt: skip

RULES_TRIPS: tuple[Rule, ...] = (
    Rule(
        code="pre-trip-talk",
        name=Text("出发前谈话", "Talk before departure"),
        basis="B4",
        event=Text("到本法院辖区之外执行任务", "a task outside the court's own area"),
        debtor=DEPARTMENT_HEAD,
        act=Text(
            "提出办案注意事项和纪律作风要求",
            "State what to heed in the case, and what discipline and style require",
        ),
        due=Due(Unit.BEFORE),
        trigger=("Trip",),
        via={"Trip": ("",)},
        early=True,
    ),
    Rule(
        code="trip-report",
        name=Text("外出执行情况报告", "Report on a trip"),
        basis="B4 F1",
        event=Text("外出执行返回", "the return from a trip"),
        debtor=Text("外出执行的工作人员", "each officer who made it"),
        act=Text(
            "向所在部门负责人报告案件执行情况和规范用权、廉洁自律情况（附件1）",
            "Report the case and one's own integrity to the head of the department (F1)",
        ),
        due=Due(Unit.WORKING_DAYS, 3, local=True),
        trigger=("Trip",),
        via={"Trip": ("",), "TripReport": (_REPORT,)},
    ),
    Rule(
        code="trip-reminder",
        name=Text("谈话提醒并补报", "Reminder talk after a trip"),
        basis="B4",
        event=Text(
            "不按要求如实报告、有当事人反映",
            "not reported as required or truthfully, and a party complained",
        ),
        debtor=DEPARTMENT_HEAD,
        act=Text(
            "谈话提醒或批评教育，并要求如实补报",
            "Hold a reminder talk or criticise, and have a truthful report made up for",
        ),
        due=Due(Unit.WORKING_DAYS, 10, local=True),
        trigger=("Trip",),
        via={
            "Trip": ("",),
            "TripReport": (_REPORT,),
            "Petition": ("(n)-[:ABOUT]->(k:Case)<-[:FOR]-(t:Trip)", _FOUND_ON),
            "Callback": (_FOUND_ON,),
            "Finding": ("(n)-[:CONCERNS]->(t:Trip)",),
            "Measure": (_OF_OFFICER,),
        },
        locals_=(
            _UNREPORTED,
            Local.one_of(
                "both",
                Text("未按要求如实报告与当事人反映", "A report amiss, and a complaint"),
                Choice("both", Text("须同时具备", "Both are needed")),
                Choice("either", Text("有一即可", "Either is enough")),
            ),
        ),
        sealed=True,
    ),
    Rule(
        code="trip-discipline",
        name=Text("外出违纪处理", "Discipline after a trip"),
        basis="B4",
        event=Text(
            "不按要求如实报告、发生违纪违法行为并查证属实",
            "not truthfully reported, and a breach verified",
        ),
        debtor=Text("派驻纪检监察组、监察室", "discipline team and supervision office"),
        act=Text("依规依纪予以处理", "Deal with it by rule and discipline"),
        due=Due(Unit.DAYS, 30, local=True),
        trigger=("Trip",),
        via={
            "Trip": ("",),
            "TripReport": (_REPORT,),
            "Finding": (
                "(n)-[:CONCERNS]->(t:Trip)",
                "(n)<-[:FOUND]-(r:TripReport)-[:REPORTS]->(t:Trip)",
            ),
            "Measure": (_OF_OFFICER,),
            **dict.fromkeys(
                ("Petition", "Verification", "Inspection", "Visit", "Callback", "Tracking"),
                (_FOUND_ON,),
            ),
        },
        locals_=(_UNREPORTED,),
        sealed=True,
    ),
    Rule(
        code="head-account",
        name=Text("一岗双责年度述职", "Head's yearly account"),
        basis="B4",
        event=Text("年度内部门派人外出执行", "a year in which the department sent people on trips"),
        debtor=Text("庭室负责人", "the division head"),
        act=Text(
            "就行前提出纪律要求、返回填写报告单等情况履行“一岗双责”述职",
            "Give the yearly account of talks given and reports filed",
        ),
        due=Due(Unit.YEAR_END),
        trigger=("Department",),
        via={"Trip": ("(n)-[:SENT_BY]->(t:Department)",), "Statement": (_ACCOUNT,)},
        every=Every.YEAR,
        when={
            _ACCOUNT: "CASE WHEN n.period =~ '\\\\d{4}' THEN date(n.period + '-12-31') "
            "ELSE n.issued_on END"
        },
        early=True,
        version=2,
    ),
)  # fmt: skip
