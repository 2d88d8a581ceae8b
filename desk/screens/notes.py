"""What is to be known though nothing was done: messages to the frame."""

from textual.message import Message


class Whispered(Message):
    """Row 1 shows it until the next action or ten seconds, without a sign."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Warned(Message):
    """It is to be known before one goes on: a toast says it, and the next step."""

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__()
        self.message = message
        self.next_step = next_step
