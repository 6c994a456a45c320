"""Named questions: *.cypher files, one typed function each."""

from graph.queries.chain import (
    Way,
    chain_records,
    chain_served,
    chain_steps,
    recurrence_findings,
)
from graph.queries.court_numbers import SORTS, Sort, court_departments, court_numbers
from graph.queries.duplicates import (
    both_sides,
    duplicate_counts,
    duplicate_names,
    duplicate_officers,
    duplicate_parties,
    merges,
    opposed_parties,
)
from graph.queries.duties import duties_on
from graph.queries.findings import (
    At,
    Channel,
    Column,
    channel,
    channels,
    courts_known,
    finding_facts,
    problem_catalogue,
    problem_cells,
)
from graph.queries.lanes import Lane, lane, lanes
from graph.queries.officers import (
    officer_counts,
    officer_events,
    officer_opening,
    officer_posts,
)
from graph.queries.periods import courts_then, posts_then
from graph.queries.question import BadQuestion, Question, Unscoped, load, question, questions

__all__ = [
    "SORTS",
    "At",
    "BadQuestion",
    "Channel",
    "Column",
    "Lane",
    "Question",
    "Sort",
    "Unscoped",
    "Way",
    "both_sides",
    "chain_records",
    "chain_served",
    "chain_steps",
    "channel",
    "channels",
    "court_departments",
    "court_numbers",
    "courts_known",
    "courts_then",
    "duplicate_counts",
    "duplicate_names",
    "duplicate_officers",
    "duplicate_parties",
    "duties_on",
    "finding_facts",
    "lane",
    "lanes",
    "load",
    "merges",
    "officer_counts",
    "officer_events",
    "officer_opening",
    "officer_posts",
    "opposed_parties",
    "posts_then",
    "problem_catalogue",
    "problem_cells",
    "question",
    "questions",
    "recurrence_findings",
]
