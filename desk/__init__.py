"""A customer-care desk that lives in a terminal."""

__version__ = "0.4.0"
