"""The desk in a real terminal: a pty, its bytes, and the screen they make."""
