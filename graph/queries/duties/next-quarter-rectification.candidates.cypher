// answers: Quarterly petition feedback issued between two days.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: feedback_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (b:Feedback)
WHERE b.rank > toString($after) AND b.rank <= toString($until) AND b.uid IS NOT NULL
  AND b.sort_of_feedback = 'petition_quarterly' AND {{unscoped:Feedback:b}}
RETURN b.uid AS trigger
