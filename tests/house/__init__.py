"""The guards of the house: contracts, budgets, text, README against what is really there."""
