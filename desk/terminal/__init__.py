"""What stands between Textual and the glass."""
