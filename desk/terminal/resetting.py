"""What gives a terminal back everything a full-screen program may have taken from it."""

ESC = "\x1b"

RESET = "".join(
    (
        # Strings that never ended would swallow what follows.
        f"{ESC}\\",
        # A frame that was held back is shown.
        f"{ESC}[?2026l",
        # Back from the other screen; who is on this one already keeps the cursor's place.
        f"{ESC}7{ESC}[?1049l",
        # Mouse, focus, pasting in brackets, sizes in the stream.
        f"{ESC}[?1000l{ESC}[?1002l{ESC}[?1003l{ESC}[?1006l{ESC}[?1015l{ESC}[?1016l",
        f"{ESC}[?1004l{ESC}[?2004l{ESC}[?2048l",
        # Keys as every program understands them: kitty's and xterm's own ways, cursor and keypad.
        f"{ESC}[<99u{ESC}[=0u{ESC}[>4m{ESC}[?1l{ESC}>",
        # Colours and styles, also of links; the palette and the cursor's own colour.
        f"{ESC}[0m{ESC}]8;;{ESC}\\{ESC}]104{ESC}\\{ESC}]110{ESC}\\{ESC}]111{ESC}\\{ESC}]112{ESC}\\",
        # The signs of the language, not those of boxes.
        f"\x0f{ESC}(B{ESC})B",
        # The whole screen scrolls, lines wrap, what is typed replaces, places count from the top.
        f"{ESC}7{ESC}[r{ESC}8{ESC}[?6l{ESC}[?7h{ESC}[4l{ESC}[?69l",
        # A cursor that is seen, in the shape of the terminal's own settings.
        f"{ESC}[?25h{ESC}[?12l{ESC}[0 q",
        # The title it had before.
        f"{ESC}[23;0t",
    )
)
"""Every mode the desk or its peers set, set back; nothing of it clears what can be seen."""
