"""Measurements of how long Fortrinn takes, and how much memory; apart from the tests.

A suite is a module with ``run() -> Section``; :data:`benchmarks.__main__.SUITES` lists them.
"""
