"""What an export tells beside its records."""


class Losses:
    """What a damaged store did not give; counted while an export runs."""

    def __init__(self) -> None:
        self.records = 0
        """Records that cannot be read at all."""
        self.parts = 0
        """Records of which something is missing: messages, clocks, the customer."""
