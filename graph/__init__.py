"""The domain and the graph: record types, rules, scope, audit. Knows no Flask."""
