"""Reads: SQL in, frozen rows out."""
