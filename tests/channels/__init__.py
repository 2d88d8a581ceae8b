"""Tests of what the desk has to do with the outside world."""
