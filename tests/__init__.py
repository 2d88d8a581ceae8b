"""The same grid as `desk`; beside it house, bench, e2e and hostile."""
