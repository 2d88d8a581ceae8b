"""Forms: labels, what is required, errors below their fields, the way from field to field."""

from desk.errors import BadValue
from desk.widgets.fields import LineField, TextField
from desk.widgets.form import Form, FormField, Label
from tests.widgets.stages import Stage, lines_of, look


def _form() -> Form:
    seen = look()

    def check(value: str) -> str:
        if value != "well":
            raise BadValue(f"'{value}' is not well", "Write well.")
        return "[/] understood"

    return Form(
        [
            FormField(Label(seen, "background", "Who", required=True), LineField(seen), name="who"),
            FormField(
                Label(seen, "background", "When", required=False),
                LineField(seen),
                name="when",
                check=check,
            ),
            FormField(
                Label(seen, "background", "Note", required=False), TextField(seen), name="note"
            ),
        ]
    )


async def test_labels_stand_in_cell_one_and_fields_from_cell_twelve() -> None:
    form = _form()
    async with Stage(form).run_test(size=(80, 24)) as keys:
        form.focus_first()
        await keys.press("A")
        assert lines_of(keys)[0] == " Who *       A"


async def test_enter_and_tab_go_down() -> None:
    form = _form()
    async with Stage(form).run_test() as keys:
        form.focus_first()
        await keys.press("a", "enter", "w", "tab", "n", "enter", "o")
        assert form.values() == {"who": "a", "when": "w", "note": "n\no"}


async def test_a_fault_stands_below_its_field_and_takes_the_cursor() -> None:
    form = _form()
    async with Stage(form).run_test() as keys:
        form.fault({"when": "Say [/] when."})
        await keys.pause()
        assert lines_of(keys)[3].strip() == "! Say [/] when."
        assert keys.app.focused is form.fields["when"].editor


async def test_typing_takes_the_fault_away_and_says_what_is_understood() -> None:
    form = _form()
    async with Stage(form).run_test() as keys:
        form.fault({"when": "Say when."})
        await keys.press(*"well")
        assert "! Say when." not in "\n".join(lines_of(keys))
        assert lines_of(keys)[3].strip() == "[/] understood"


async def test_what_is_not_understood_is_said_when_the_field_is_left() -> None:
    form = _form()
    async with Stage(form).run_test() as keys:
        form.fields["when"].focus_editor()
        await keys.press(*"[/]")
        assert "!" not in "\n".join(lines_of(keys))
        await keys.press("tab")
        assert lines_of(keys)[3].strip() == "! '[/]' is not well. Write well."
