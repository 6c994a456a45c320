"""Duties: because of an event a body or person owes an act by a day, and a record discharges it
(SPEC.md, One idea carries all of it).

``rule``      what a rule is made of; ``table`` has them all, by part of the documents
``engine``    judges what is owed from the facts, and keeps Duty records in step with them
``keeper``    in the transaction of every change; ``sweep`` for what time alone brings
``reading``   duties as pages and questions read them, stored and latent alike
"""
