"""Texts that try to do more than be read. Each carries a word of its own, so it can be found."""

from typing import NamedTuple

ESC = "\x1b"


class Hostile(NamedTuple):
    """One text and the part of it that must be seen to the letter, if any."""

    name: str
    text: str
    shown: str = ""


CONTROL = (
    Hostile("clears", f"before {ESC}[2J{ESC}[H{ESC}[3J after the wipe"),
    Hostile("colours", f"{ESC}[38;2;201;17;93;48;5;201mloud{ESC}[0m and quiet"),
    Hostile("moves", f"{ESC}[7;66Hmoved{ESC}[199A{ESC}[66G over there"),
    Hostile("scrolls", f"{ESC}[3;9r{ESC}[8S{ESC}[7T{ESC}Mroll"),
    Hostile("modes", f"{ESC}[?1049l{ESC}[?25h{ESC}[?1000l{ESC}[?2004lout of the screen"),
    Hostile("resets", f"{ESC}c{ESC}[!p{ESC}#8 and it was gone"),
    Hostile("asks", f"{ESC}[6n{ESC}[c{ESC}[>q{ESC}[18t{ESC}Z answer me"),
    Hostile("title", f"{ESC}]0;owned by a stranger\x07{ESC}]2;owned again{ESC}\\titled"),
    Hostile("clipboard", f"{ESC}]52;c;cm0gLXJmIH4=\x07{ESC}]52;p;?{ESC}\\copied"),
    Hostile("link", f"{ESC}]8;;http://phish.example/{ESC}\\your account{ESC}]8;;{ESC}\\"),
    Hostile(
        "notifies", f"{ESC}]9;ring ring\x07{ESC}]777;notify;a;b\x07{ESC}]1337;File=:AA==\x07 x"
    ),
    Hostile("palette", f"{ESC}]4;1;rgb:00/00/00\x07{ESC}]10;#000000\x07{ESC}]11;?\x07dark"),
    Hostile("device", f'{ESC}P$q"p{ESC}\\{ESC}P+q544e{ESC}\\{ESC}P1;1|17/41{ESC}\\ strings'),
    Hostile(
        "application", f"{ESC}_Ga=T,f=100;AAAA{ESC}\\{ESC}^privacy{ESC}\\{ESC}Xstart{ESC}\\ heard"
    ),
    Hostile("unended", f"{ESC}]0;never ends and swallows what follows"),
    Hostile("lone", f"the last sign is an escape {ESC}"),
    Hostile("halves", f"{ESC}["),
    Hostile("other half", "2J is the rest of it"),
    Hostile("eight bit", "\x9b2J\x9b31m\x9d0;owned\x9c\x90q\x9c\x85 in eight bits"),
    Hostile("shifts", "\x0e lqqqk \x0f{ESC}(0 lqk {ESC}(B boxes".replace("{ESC}", ESC)),
    Hostile("strikes", "pay 10\b\b99 euros\rPAID IN FULL\x7f\x7f"),
    Hostile("rings", "\x07\x07\x07 wake up\x00\x01\x02\x03\x04\x05\x06\x11\x13\x16\x1a\x1c"),
)
"""Control characters of every kind: seven and eight bits, whole, halved and without an end."""

UNSEEN = (
    Hostile("turned", "invoice \u202egnp.exe\u202c and \u2066isolated\u2069 \u200fmark"),
    Hostile("turned for good", "\u202e\u202d\u2067 everything after this is turned"),
    Hostile("unseen", "pass\u200bword\u200c\u200d\u2060 \ufeffzero\u00adsoft \u180e\u2063wide"),
    Hostile("tagged", "flag \U000e0041\U000e0042\U000e007f of tags \ue000 private \ufffe"),
    Hostile("parted", "one\u2028two\u2029three\x0bfour\x0cfive\x85six"),
    Hostile("lines", "first line\nsecond line\r\nthird\tcell\ttab"),
)
"""Characters that turn, hide, part or only pretend."""

MARKUP = (
    Hostile("reference", "[INC-1234] Router down", "[INC-1234] Router down"),
    Hostile("closing", "[/] and [/b] and [/ x] closed", "[/] and [/b] and [/ x]"),
    Hostile("half closing", "never closed [/", "never closed [/"),
    Hostile("clicks", "[@click=app.quit]press here[/]", "[@click=app.quit]press"),
    Hostile("styled", "[bold red on white]urgent[/] [$primary]x", "[bold red on white]"),
    Hostile("linked", "[link=http://phish.example]bank[/link]", "[link=http://phish"),
    Hostile("escaped", "a\\[b] \\\\[/] [[x]] :warning: {{7*7}}", "a\\[b] \\\\[/] [[x]]"),
)
"""What a markup parser would eat."""

WIDE = (
    Hostile("wide", "서울무역 請求書の二重請求 ご確認"),
    Hostile(
        "combining", "Z\u0351\u036b\u0343\u0332a\u0323\u0307\u0308l\u0334g\u0338o\u0489 e\u0301"
    ),
    Hostile("stacked", "o" + "\u0301\u0323\u0330" * 60 + " tower"),
    Hostile(
        "emoji",
        "kin \U0001f468\u200d\U0001f469\u200d\U0001f467 flag \U0001f1f3\U0001f1f1 \u260e\ufe0f",
    ),
    Hostile("halfwidth", "ﾊﾝｶｸ Ｆｕｌｌ　ｗｉｄｔｈ ﷽ ㎯"),
    Hostile("right to left", "שלום عليكم שלום"),
    Hostile("script", "ไม่มีสัญญาณ नमस्ते ગુજરાતી"),
)
"""Characters whose width programs do not agree on."""

SPOKEN = (
    Hostile("formula", '=HYPERLINK("http://x","y")', "=HYPERLINK("),
    Hostile("formulas", "+1+cmd|' /C calc'!A0 -2+3 @SUM(1)", "+1+cmd"),
    Hostile("template", "${7*7} {{config}} <%= 7 %> %s %n {0} #{x}", "${7*7} {{config}}"),
    Hostile("statement", "'; DROP TABLE work; --\" OR 1=1", "'; DROP TABLE work"),
    Hostile("search", 'NEAR(a b) "x AND * OR C++ ^ -tag:x due<2h', "NEAR(a b)"),
    Hostile("path", "../../../../etc/passwd CON.txt ~/.ssh", "../../../../etc"),
    Hostile("prompt", "root@desk:~# rm -rf / y/N ?", "root@desk"),
    Hostile("long", "huge " + "abcdefghij" * 400),
    Hostile("wide long", "幅 " + "漢字" * 500),
    Hostile("regex", "a" * 200 + "!" + "(" * 50, "aaaa"),
    Hostile("empty looking", "\u3164\u2800\u00a0\u3000 nothing?"),
)
"""What other programs would take for orders."""

CORPUS = (*CONTROL, *UNSEEN, *MARKUP, *WIDE, *SPOKEN)
