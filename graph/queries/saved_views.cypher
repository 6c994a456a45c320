// answers: The saved views that one user may read: the own ones, and those shared at the own court.
// parameters: $me username, $court code of the own court or null, $limit
// rows: uid, number, name, owner, audience, address, notes, version, changed_at, folder (uid)
// starts from: saved_view_by_owner
CALL {
  MATCH (v:SavedView) USING INDEX v:SavedView(owner, uid)
  WHERE v.owner = $me AND v.uid IS NOT NULL
  RETURN v
  UNION
  MATCH (c:Court {code: $court})<-[:OF]-(v:SavedView)
  WHERE {{visible:Court:c}}
  RETURN v
}
WITH v
WHERE v.retired_at IS NULL
  AND {{visible:SavedView:v}}
RETURN v.uid AS uid, v.number AS number, v.name AS name, v.owner AS owner,
  v.audience AS audience, v.address AS address, v.notes AS notes, v.version AS version,
  v.changed_at AS changed_at,
  head([(v)-[:IN_FOLDER]->(f:Folder) WHERE f.retired_at IS NULL AND {{visible:Folder:f}}
    | f.uid]) AS folder
ORDER BY v.name, v.uid
LIMIT $limit
