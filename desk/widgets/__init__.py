"""What screens are made of; they are given rows and post messages."""
