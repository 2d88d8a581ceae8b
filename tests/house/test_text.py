"""Text from outside never meets a markup parser, a glyph or colour never stands in the code.

Without types at hand the rule is one of shape: what a sink is given has to be seen to be safe in
the function that gives it (built as `Content` or `Text`, or come from a function of ours that says
it returns one), or be a literal without a bracket.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import Function, Module, modules, named, on_floors, style_sheets, texts

DOORS = ("screens", "widgets", "app", "terminal")

WIDGETS = {
    "Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "Selection", "Collapsible",
    "Tab", "TabPane", "Link", "Pretty",
}  # fmt: skip
"""Classes of Textual whose text is parsed as markup when it is a `str`."""

METHODS = {"notify", "set_tooltip", "write_line"}
"""Methods of Textual that parse theirs likewise."""

UPDATED = {"Static", "Label", "Markdown", "Digits"}
"""Where one of these is in use, so does `update`."""

SINK_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
"""Attributes that Textual parses likewise."""

SAFE = {"Content", "Text", "Strip", "Segment", "Segments", "RenderResult", "Visual", "Group"}
"""Types that carry text to the letter."""

PARSERS = {"from_markup", "render_markup", "to_content", "markup_to_content", "escape", "from_ansi"}
"""What would make styles out of text."""

GLYPH_TABLES = ("desk/terminal/glyphs.py", "desk/terminal/ascii.py")
THEME = re.compile(r"desk/(?:screens|terminal|widgets)/(?:theme|palette)\w*\.py")
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})(?![\w-])(?!\s*[{.>,:])")


def test_no_text_meets_a_markup_parser() -> None:
    assert [f"{place}: {ast.unparse(node)}" for place, node in _unsafe(on_floors(*DOORS))] == []


def test_no_function_that_parses_markup_is_called() -> None:
    used = [
        f"{module.path}:{node.lineno} {_called(node)}"
        for module in on_floors(*DOORS)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _called(node) in PARSERS
    ]
    assert used == []


@pytest.mark.parametrize(
    "line",
    [
        "def f(self, row):\n    self.notify(f'Claimed {row.ref}')",
        "def f(self, row):\n    self.update(row.subject)",
        "def f(self, row):\n    yield Static('for %s' % row)",
        "def f(self, row):\n    line = row.subject\n    yield Label(line)",
        "def f(self, row):\n    self.border_title = row.subject",
        "def f(self, row):\n    Static('[b]bold[/b]')",
        "def f(self, text: str):\n    Static(text)",
    ],
)
def test_the_guard_sees_what_is_unsafe(line: str) -> None:
    assert list(_unsafe((_sample(line),)))


@pytest.mark.parametrize(
    "line",
    [
        "def f(self, row):\n    self.notify(row.subject, markup=False)",
        "def f(self, row):\n    line = Content(row.subject)\n    yield Static(line)",
        "def f(self, line: Content):\n    self.update(line)",
        "def f(self, line: Content):\n    self.update(line if line else '')",
        "def g(x) -> Content: ...\ndef f(self, row):\n    self.update(g(row))",
        "def f(self):\n    yield Static('Nothing here')",
    ],
)
def test_the_guard_lets_pass_what_is_safe(line: str) -> None:
    assert not list(_unsafe((_sample(line),)))


def test_glyphs_stand_in_one_table() -> None:
    strewn = [
        f"{module.path}:{node.lineno} {node.value!r}"
        for module in on_floors(*DOORS, "cli", "__main__")
        if module.path not in GLYPH_TABLES
        for node in texts(module.tree)
        if not str(node.value).isascii()
    ]
    assert strewn == []


def test_colours_stand_in_the_theme() -> None:
    strewn = [
        f"{module.path}:{node.lineno} {found}"
        for module in modules("desk")
        if not THEME.fullmatch(module.path)
        for node in texts(module.tree)
        for found in HEX_COLOUR.findall(str(node.value))
    ]
    strewn += [
        f"{path} {found}" for path, text in style_sheets() for found in HEX_COLOUR.findall(text)
    ]
    assert strewn == []


def test_style_sheets_are_ascii() -> None:
    assert [path for path, text in style_sheets() if not text.isascii()] == []


def _sample(line: str) -> Module:
    text = f"from textual.widgets import Label, Static\n{line}"
    return Module("desk/screens/sample.py", text, ast.parse(text))


def _unsafe(found: tuple[Module, ...]) -> Iterator[tuple[str, ast.expr]]:
    """Each expression that a sink is given and that is not seen to be safe, with its place."""
    makers = SAFE | {
        node.name
        for module in (*modules("desk"), *found)
        for _, node in named(module.tree)
        if isinstance(node, Function) and _is_safe_type(node.returns)
    }
    for module in found:
        theirs = _from_textual(module)
        sinks = METHODS | (WIDGETS & theirs) | ({"update"} if UPDATED & theirs else set())
        for _, node in named(module.tree):
            if isinstance(node, Function):
                safe_names = _safe_names(node, makers)
                for given in _given_to_sinks(node, sinks):
                    if not _is_safe(given, makers, safe_names):
                        yield f"{module.path}:{given.lineno}", given


def _from_textual(module: Module) -> set[str]:
    """Names the module has from Textual; a class of ours may bear the same."""
    return {
        name.asname or name.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual")
        for name in node.names
    }


def _given_to_sinks(function: Function, sinks: set[str]) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and _called(node) in sinks:
            if not any(
                k.arg == "markup" and not getattr(k.value, "value", 1) for k in node.keywords
            ):
                yield from node.args[:1]
                yield from (
                    k.value for k in node.keywords if k.arg in ("content", "label", "tooltip")
                )
        elif isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Attribute) and t.attr in SINK_ATTRIBUTES for t in node.targets
        ):
            yield node.value


def _safe_names(function: Function, makers: set[str]) -> set[str]:
    """Names that hold nothing but safe values in this function."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    names = {arg.arg for arg in arguments if _is_safe_type(arg.annotation)}
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and _is_safe_type(node.annotation):
            names.add(ast.unparse(node.target))
    for name, given in values.items():
        if name not in names and all(_is_safe(value, makers, names) for value in given):
            names.add(name)
    return names


def _is_safe(given: ast.expr, makers: set[str], names: set[str]) -> bool:
    match given:
        case ast.Constant(value=value):
            return not isinstance(value, str) or "[" not in value
        case ast.Call():
            return _called(given) in makers
        case ast.Name(id=name):
            return name in names
        case ast.IfExp(body=body, orelse=orelse):
            return all(_is_safe(part, makers, names) for part in (body, orelse))
        case ast.BoolOp(values=values):
            return all(_is_safe(part, makers, names) for part in values)
        case _:
            return False


def _is_safe_type(annotation: ast.expr | None) -> bool:
    if annotation is None:
        return False
    words = set(re.findall(r"\w+", ast.unparse(annotation)))
    return bool(words & SAFE) and "str" not in words


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
