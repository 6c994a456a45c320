"""Facts that need a judgement in Python beside their question: the data from the question, who owes
what from here.

``superiors``  the courts above a court on a day, and the one that several have in common
``feedback``   case feedback on rulings (A6), by ``graph.duties.who_owes``
``concentration``  a problem concentrated in a court (A7), by ``graph.operations.concentration``
``petitions``  what courts above owe about single petitions (A8–A10)
``areas``      what is owed to the area of an intermediate court, and by it (A10)
``disputes``   disputes and consultations between courts (A11, A12)
"""
