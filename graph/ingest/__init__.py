"""Loading files into the graph: read → draft → check → load, each step a module of its own.

``files.load_file`` runs all four. What a file means is said by a mapping, a data file; the
product's own are in ``mappings/`` (``docs/loading.md``).
"""
