"""Text on its way to the screen: what people wrote is shown as they wrote it, never as Markdown or markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pages.parts import own_outlines
from planner.phrases import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
# Icon and emoji names between colons are read after backslashes are gone: a word joiner keeps them apart.
_COLON_BEFORE_A_NAME = re.compile(r":(?=\w)")
_JOINER = "\u2060"
_LONGEST = 160


def plain(text: str, longest: int = _LONGEST) -> str:
    """Make text from outside safe to stand inside Markdown, shortened to ``longest`` characters."""
    line = shortened(text, longest)
    return _MARKS.sub(r"\\\1", _COLON_BEFORE_A_NAME.sub(f":{_JOINER}", line))


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Put text on one line and cut it with an ellipsis where it is too long to read at a glance."""
    line = one_line(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def dollars(sentence: str) -> str:
    """Keep the dollar signs of our own sentences from being read as mathematics."""
    return sentence.replace("$", r"\$")


def web_link(label: str, address: str) -> str:
    """Make a link of an address that was read as one (`planner.phrases.is_web_address`)."""
    return f"[{label}](<{address.replace('$', '%24')}>)"


def discipline_name(code: str) -> str:
    """Give a discipline's name with its code: ``Computed Tomography (CT)``; an unknown one as written."""
    known = own_outlines.in_use().by_code.get(code)
    return (
        f"{known.name} ({code})"
        if known
        else (f"{shortened(code)} (discipline not known)" if code else "Discipline not known")
    )


def listed(names: Iterable[str]) -> str:
    """Join names for a line of small print."""
    return " · ".join(name for name in names if name)
