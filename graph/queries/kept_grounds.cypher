// answers: The grounds (court and problem) of the findings that written records lead to.
// parameters: $uids
// rows: ground
// starts from: feedback_uid
// unscoped: recurrence is kept for every court; who may read it is decided on reading
UNWIND $uids AS uid
{{start}}
WITH DISTINCT f
WHERE f.ground IS NOT NULL
RETURN DISTINCT f.ground AS ground
