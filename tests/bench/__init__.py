"""Timings on demand: ``python -m tests.bench``. Never part of the tests; ratios within one run, median, p95 and worst."""
