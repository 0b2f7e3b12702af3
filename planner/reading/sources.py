"""Where input comes from: a file's bytes, or text that was pasted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Some bytes and the name to call them by in messages. The name is never used as a path."""

    name: str
    content: bytes


def pasted(text: str, name: str = "pasted text") -> SourceFile:
    """Wrap pasted text, so that it goes the same way as a file."""
    return SourceFile(name, text.encode("utf-8"))
