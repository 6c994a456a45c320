// answers: The rectifications that written checks and feedbacks say something about.
// parameters: $uids
// rows: uid
// starts from: feedback_uid
// unscoped: recurrence is kept for every court; who may read it is decided on reading
UNWIND $uids AS uid
{{start}}
RETURN DISTINCT r.uid AS uid
