// answers: The folders of saved views that one user may read: the own ones, and those shared at the
//   own court.
// parameters: $me username, $court code of the own court or null, $limit
// rows: uid, number, name, owner, audience, version
// starts from: folder_by_owner
CALL {
  MATCH (f:Folder) USING INDEX f:Folder(owner, uid)
  WHERE f.owner = $me AND f.uid IS NOT NULL
  RETURN f
  UNION
  MATCH (c:Court {code: $court})<-[:OF]-(f:Folder)
  WHERE {{visible:Court:c}}
  RETURN f
}
WITH f
WHERE f.retired_at IS NULL
  AND {{visible:Folder:f}}
RETURN f.uid AS uid, f.number AS number, f.name AS name, f.owner AS owner,
  f.audience AS audience, f.version AS version
ORDER BY f.name, f.uid
LIMIT $limit
