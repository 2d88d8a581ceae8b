"""Frozen read models: all that a door ever sees of the store."""
