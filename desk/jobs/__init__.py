"""The door of time: the same use cases without a person. The only place with APScheduler."""
