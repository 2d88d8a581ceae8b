"""Text that strangers write: our corpus, and what a terminal gets to see of it."""
