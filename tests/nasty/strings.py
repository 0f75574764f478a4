"""Texts that break programs: what people paste, what attackers type, and what only a test thinks of.

`KINDS` names every sort; `nasty_text()` draws from all of them, alone and mixed with plain words.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from types import MappingProxyType

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

Texts = st.SearchStrategy[str]

_PLAIN = ("Maple", "Ridge", "gate 4", "call", "the office", "Room 12", "north door", "9:30", "(505) 555-0100")


def _joined(parts: Texts, most: int, separator: str = " ") -> Texts:
    return st.lists(parts, min_size=1, max_size=most).map(separator.join)


def _letters(*ranges: tuple[int, int], most: int = 12) -> Texts:
    """Words whose letters are from these ranges of code points, of which only assigned ones are used."""
    alphabet = st.one_of(
        *(
            st.characters(min_codepoint=first, max_codepoint=last, exclude_categories=["Cn", "Cc"])
            for first, last in ranges
        )
    )
    return _joined(st.text(alphabet, min_size=1, max_size=most), 4)


KINDS: Mapping[str, Texts] = MappingProxyType(
    {
        "plain": _joined(st.sampled_from(_PLAIN), 4),
        "any character": st.text(max_size=40),
        "control characters": st.text(
            st.one_of(
                st.characters(max_codepoint=0x20),
                st.characters(min_codepoint=0x7F, max_codepoint=0x9F),
                st.sampled_from("ab"),
            ),
            max_size=20,
        ),
        "lone surrogates": st.text(st.one_of(st.characters(categories=["Cs"]), st.sampled_from("ab ")), max_size=8),
        "noncharacters": st.text(st.sampled_from("a\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff\ufffd "), max_size=8),
        "private use": st.text(st.sampled_from("a\ue000\uf8ff\U000f0000\U0010fffd "), max_size=8),
        "line ends": st.text(st.sampled_from("ab.\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029 "), max_size=30),
        "spaces": st.text(st.sampled_from(" \t\n\u00a0\u2002\u2003\u2009\u200a\u202f\u205f\u3000\u1680"), max_size=12),
        "odd spaces between words": st.tuples(
            st.sampled_from(_PLAIN),
            st.sampled_from("\u00a0\u2003\u2009\u202f\u3000\u1680\ufeff\t"),
            st.sampled_from(_PLAIN),
        ).map("".join),
        "zero width": _joined(
            st.sampled_from(["a\u200bb", "soft\u00adhyphen", "x\u200dy", "\u2060z", "\ufeffq", "w\u200c"]), 5
        ),
        "bidi controls": _joined(
            st.sampled_from(
                ["\u202eabc\u202c", "\u2066isolate\u2069", "\u200eleft\u200f", "\u202areport.\u202cexe", "\u061c7"]
            ),
            4,
        ),
        "combining marks": st.text(
            st.sampled_from("aeoqx \u0301\u0302\u0323\u0308\u0489\u20dd\u0361\u034f"), max_size=20
        ),
        "zalgo": st.text(st.characters(min_codepoint=0x300, max_codepoint=0x36F), min_size=5, max_size=60).map(
            "Z{}algo".format
        ),
        "Vietnamese composed": _joined(
            st.sampled_from(["Nguyễn", "Trường Tiểu học", "Đặng Thị Hương", "ở", "Ỷ", "ưỡ"]), 4
        ),
        "Vietnamese decomposed": _joined(
            st.sampled_from(["Nguye\u0302\u0303n", "Tru\u031bo\u031b\u0300ng", "a\u0323\u0302", "u\u031b\u0309"]), 4
        ),
        "Latin of all sorts": _letters((0xC0, 0x24F), (0x1E00, 0x1EFF)),
        "Greek and Cyrillic": _letters((0x370, 0x3FF), (0x400, 0x52F)),
        "Arabic": _letters((0x621, 0x64A), (0xFB50, 0xFBB0), (0x660, 0x669)),
        "Hebrew": _letters((0x5D0, 0x5EA), (0x5B0, 0x5BD)),
        "right to left within left": st.sampled_from(
            ["School مدرسة 12", "(עברית) office", "שלום 555-0100 abc", "a ب c د 1,2", "مدرسة الأمل"]
        ),
        "Chinese": _letters((0x4E00, 0x9FFF)),
        "Japanese and Korean": _letters((0x3041, 0x3096), (0x30A1, 0x30FA), (0xAC00, 0xD7A3), (0xFF66, 0xFF9D)),
        "Thai and Devanagari": _letters((0xE01, 0xE3A), (0x904, 0x939), (0x93E, 0x94D)),
        "Ethiopic, Khmer, Burmese": _letters((0x1200, 0x1248), (0x1780, 0x17B3), (0x1000, 0x102A)),
        "emoji": _joined(
            st.sampled_from(
                [
                    "😀",
                    "👩\u200d👩\u200d👧\u200d👦",
                    "🏫",
                    "🇺🇸",
                    "🏴\U000e0067\U000e0062\U000e007f",
                    "❤\ufe0f",
                    "👍🏽",
                    "1\ufe0f\u20e3",
                    "⚠",
                ]
            ),
            4,
        ),
        "symbols": st.text(st.characters(categories=["So", "Sm", "Sc", "Sk"]), max_size=15),
        "far planes": st.text(
            st.characters(min_codepoint=0x10000, max_codepoint=0x1FFFF, exclude_categories=["Cn"]), max_size=12
        ),
        "XML": _joined(
            st.sampled_from(
                [
                    "<w:t>",
                    "</w:t></w:r></w:p>",
                    "<!--",
                    "-->",
                    "<![CDATA[",
                    "]]>",
                    "<?xml?>",
                    "&amp;",
                    "&#0;",
                    "&",
                    "<",
                    ">",
                    "&bogus;",
                    '"',
                    "'",
                    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
                    "&b;",
                ]
            ),
            5,
            "",
        ),
        "HTML": _joined(
            st.sampled_from(
                [
                    "<b>",
                    "</b>",
                    "<br/>",
                    "<script>alert(1)</script>",
                    "<a href='http://example.org/x'>x</a>",
                    "<img src='http://example.org/p.png'/>",
                    "<style>*{}</style>",
                    "&nbsp;",
                ]
            ),
            4,
        ),
        "reportlab markup": st.sampled_from(
            [
                '<img src="/etc/passwd"/>',
                '<para><font color="red">x</font>',
                '<a name="x"/>',
                '<link href="http://example.org">y</link>',
                '<seq id="a"/>',
                '<onDraw name="x" label="y"/>',
                "<super>2</super>",
                '<font face="None">z</font>',
                "<unichar code='0'/>",
            ]
        ),
        "Markdown": st.sampled_from(
            [
                "# Heading",
                "**bold** _it_",
                "- item\n- item",
                "1. one\n2. two",
                "3) three\n1) one",
                "```block site-table\n```",
                "| a | b |\n|---|---|",
                "[x](http://example.org)",
                "![x](/etc/passwd)",
                "> quote",
                "---",
                "+++",
                "`code`",
                "* \n*",
                "• dot",
                "- ",
                "\\*",
                "<div>\n\n# x",
            ]
        ),
        "placeholders": st.sampled_from(
            [
                "{{ school.name }}",
                "{{",
                "}}",
                "[[time]]",
                "[[",
                "]]",
                "{school}",
                "{time}",
                "{0}",
                "{}",
                "{a.__class__}",
                "%s",
                "%(x)s",
                "${HOME}",
                "{{ holder:role-ic }}",
                "[[a]] {{b}}",
                "{school",
                "$TITLE",
                "\\1",
                "\\g<0>",
                "{{{{x}}}}",
            ]
        ),
        "formulas": st.sampled_from(
            [
                "=cmd|' /C calc'!A0",
                "=1+1",
                "+1+cmd|x",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                '=HYPERLINK("http://example.org")',
                "_x0041_",
                "_x000D_",
                "=",
                "'=1",
                "%0A=1",
                "{=1}",
                "=\u00a01",
            ]
        ),
        "calendar lines": st.sampled_from(
            [
                "END:VEVENT\nBEGIN:VALARM\nACTION:AUDIO",
                "a;b,c\\d:e",
                "X\r\nATTACH:http://example.org",
                "\\n\\,",
                '";TZID=x:',
                "DTSTART:20260101",
            ]
        ),
        "paths and commands": st.sampled_from(
            [
                "../../etc/passwd",
                "C:\\CON",
                "NUL",
                'a/b\\c:d*e?f"g<h>i|j',
                "~",
                ".",
                "..",
                " .hidden",
                "name.",
                "-rf",
                "; rm -rf ~",
                "'; DROP TABLE people;--",
                "file:///etc/passwd",
                "\\\\host\\share",
                "aux.pdf",
                "%00",
                "$(id)",
                "`id`",
            ]
        ),
        "PDF syntax": st.sampled_from(
            ["(", ")", "\\", "(a\\)b", "endstream endobj", "<< /S /URI >>", "%%EOF", "BT ET", ") Tj", "\\051", "þÿ"]
        ),
        "looks like a field": st.sampled_from(
            ["TOC \\o", "PAGEREF x \\h", 'INCLUDETEXT "/etc/passwd"', "DDEAUTO c:\\\\x", "{ PAGE }"]
        ),
        "hyphens": _joined(
            st.sampled_from(["re-entry", "a\u2010b", "a\u2011b", "–", "—", "-", "--", "\u2012x", "x-", "-x", "\u00ad"]),
            6,
        ),
        "numbers": st.sampled_from(
            [
                "0",
                "007",
                "1e309",
                "-1",
                "NaN",
                "Infinity",
                "½",
                "٣",
                "１２",
                "1,000",
                "+15055550100",
                "+1505555010０",
                "٠٥",
                "2026-99-99",
            ]
        ),
        "long words": st.tuples(
            st.sampled_from(["W", "i", "ab", "a-", "x/", "ễ", "漢", "م", "😀"]), st.integers(40, 300)
        ).map(lambda drawn: drawn[0] * drawn[1]),
        "long sentences": st.integers(60, 250).map(lambda count: " ".join(f"word{number}" for number in range(count))),
        "many lines": st.integers(5, 60).map(lambda count: "\n".join(f"line {number}" for number in range(count))),
    }
)


def nasty_text() -> Texts:
    """One nasty text, or several run together."""
    each = st.one_of(*KINDS.values())
    return st.one_of(each, each, st.lists(each, min_size=2, max_size=3).map(" ".join))


OF_EACH = 12
"""How many texts of each kind there are at least, where the kind has so many."""


def collected(count: int, seed_number: int) -> tuple[str, ...]:
    """So many different nasty texts, some of every kind; the same ones for the same seed and the same program.

    The program counts because the strategies also draw from the constants in its modules.
    """
    found: list[str] = []

    def collect(each: Texts, wanted: int, offset: int) -> None:
        @seed(seed_number + offset)
        @settings(
            max_examples=wanted,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
        )
        @given(each)
        def take(text: str) -> None:
            found.append(text)

        take()

    for place, each in enumerate(KINDS.values()):
        collect(each, OF_EACH, place)
    for more in itertools.count(1000):
        found = list(dict.fromkeys(found))
        if len(found) >= count:
            return tuple(found[:count])
        collect(nasty_text(), count - len(found) + OF_EACH, more)
    raise AssertionError("there is no end to nasty texts")
