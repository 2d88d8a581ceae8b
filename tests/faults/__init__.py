"""Faults made on purpose: what is promised is that nothing confirmed is lost and all is told.

What was seen is written down in docs/faults.md.
"""
