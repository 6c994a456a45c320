// The items of one sort in one inbox, the latest first: what the workbench shows of each.
CREATE INDEX inbox_item_what IF NOT EXISTS FOR (n:InboxItem) ON (n.recipient, n.what, n.at, n.key);
