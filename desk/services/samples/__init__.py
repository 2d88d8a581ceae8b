"""Made-up people, firms and matters that a training store is filled with."""
