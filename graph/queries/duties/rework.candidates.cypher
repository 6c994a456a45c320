// answers: Verifications between two days that returned the petition.
// parameters: $after, $until
// rows: trigger (uid)
// starts from: verification_by_rank
// unscoped: the engine keeps duties for every court; who may read them is decided on reading
MATCH (v:Verification)
WHERE v.rank > toString($after) AND v.rank <= toString($until) AND v.uid IS NOT NULL
  AND v.returned AND {{unscoped:Verification:v}}
RETURN v.uid AS trigger
