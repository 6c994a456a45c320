"""The ratios of the design, measured in one run: ``make bench``, ``python -m tests.bench``."""
