"""A province that never was: canonical CSVs of any size, to try the product on.

The court tree and the problem codes are the texts' own facts; everything else is invented, and the
same for the same (cases, seed, until). Nothing in the product reads what is made here except the
loader, which takes it as it would take anybody's files.

How it is put together: ``Province`` holds the tables; ``organise`` makes courts, departments,
officers and their postings; ``fill`` makes what happened there, domain by domain; ``write`` writes
one file a table. Between ``organise`` and ``fill`` a caller may reserve courts, problems and
officers (``Province.reserve``), and after ``fill`` add rows of its own (``Province.add``).
"""

from graph.generate.build import fill, generate, organise
from graph.generate.province import Province

__all__ = ["Province", "fill", "generate", "organise"]
