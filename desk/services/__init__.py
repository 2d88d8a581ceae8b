"""Writes: one method is one use case is one transaction."""
