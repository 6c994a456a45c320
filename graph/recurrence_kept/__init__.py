"""Recurrence kept as edges, in the transaction of the change (SPEC.md, Recurrence, exactly).

    (Finding)-[:RECURS_AFTER {kind, depth, personal}]->(Feedback | Rectification)
    (Rectification)-[:REOPENED_BY {why, on}]->(Check | Finding), and its ``reopened_on``

What is kept is what graph.recurrence says of a *group*: the established findings at one court of
problems that mean the same, with the feedback on them and its rectifications. A finding knows its
*ground* (court and problem), by which an index finds the group.

    touched.py   which groups a written record may change, before and after
    groups.py    a group as read: feedback, rectifications, findings
    judge.py     what has to be kept of them, and the differences from what is
    keeper.py    before and after of graph.kept
    rollup.py    everything anew, and whether it is as kept
"""
