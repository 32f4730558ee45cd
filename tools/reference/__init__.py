"""Compile the reference data that ships; see tools/compile_reference.py."""
