"""The world outside, as the desk calls it: files and fonts of this machine.

It speaks in values of the rules and knows nothing of the store.
"""
