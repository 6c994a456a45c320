"""The explorer: records as nodes, their relations as edges, expanded step by step in scope."""
