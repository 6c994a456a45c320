CREATE INDEX saved_view_by_owner IF NOT EXISTS FOR (n:SavedView) ON (n.owner, n.uid);
CREATE INDEX folder_by_owner IF NOT EXISTS FOR (n:Folder) ON (n.owner, n.uid);
