"""Names as people write them, matched to the outline's names; never guessed.

A name is *exact* when it differs only in case, spaces or punctuation, or is a usual name of a discipline;
*alias* when the alias table knows it as an older or shorter form; otherwise *unknown*: kept as written, with
the nearest known name as a suggestion that a person may take.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.outline import DATA, Outlines, Subcategory, shipped_outlines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ALIASES_FILE = DATA / "outlines" / "aliases.csv"
# How alike names (0 to 100) and words (0 to 1) have to be, and what share of a name words alike make up,
# so that a suggestion helps: tried on what people write and on nonsense; 0.80 to 0.84 give the same.
_ALIKE_AS_A_WHOLE = 85
_ALIKE_AS_A_WORD = 0.82
_SHARE_OF_WORDS = 0.65
_SMALL_WORDS = frozenset({"and", "for", "in", "of", "or", "the", "to", "with"})
# Longer than any name of a discipline, also where it is given twice: "Magnetic Resonance Imaging (MRI)".
_LONGEST_DISCIPLINE = 200
_NOT_A_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_BETWEEN_SEVERAL = re.compile(r"[;,/&+|]|\band\b", re.IGNORECASE)
# "MRI (MR)", "MR - Magnetic Resonance Imaging": one discipline named twice.
_BETWEEN_TWO_NAMES = re.compile(r"[()\[\]/|:,]|\s[-\u2013\u2014]\s")
# "R.T.(MR)(ARRT)": a credential as written after a person's name.
_CREDENTIAL = re.compile(r"R\.?\s?T\.?\s?\((\w+)\)\s?(?:\(ARRT\))?", re.IGNORECASE)
# "Procedures: Body", "Procedures - Body": a category and its subcategory in one cell.
_AFTER_CATEGORY = re.compile(r"\s*[:/|>]\s*|\s+[-\u2013\u2014]\s+")
_NUMBER = re.compile(r"0*(\d+)(?:\.0+)?")
_DIGIT = re.compile(r"\d")
# "1. Body", "b) Neurological": outlines number their subcategories.
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])[.)]\s+")


class How(StrEnum):
    """How a written name was matched."""

    EXACT = "exact"
    ALIAS = "alias"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NameReading:
    """A written name, what it was read as, and the nearest known name where it stays unknown."""

    written: str
    value: str
    how: How
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class SubcategoryReading:
    """A written subcategory and what it was read as.

    ``moved_from`` is the category that was written where the outline puts the name into another one.
    """

    subcategory: Subcategory
    how: How
    nearest: str | None = None
    moved_from: str | None = None


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Reduce a name to what matters when two are compared: letters and digits, ``&`` read as "and"."""
    plain = unicodedata.normalize("NFKC", text).replace("&", " and ").casefold()
    return _NOT_A_LETTER_OR_DIGIT.sub(" ", plain).strip()


def _key(name: str) -> str:
    """Reduce a name to its letters and digits: "X-ray" and "Xray" are one name, and "M.R.I." is MRI."""
    return fold(name).replace(" ", "")


def _without_number(name: str) -> str:
    """Drop the number that an outline puts before a name: ``1. Body``."""
    enumerator = _ENUMERATOR.match(name)
    return name[enumerator.end() :] if enumerator else name


def nearest(written: str, known: Iterable[str], *, whole: bool = False) -> str | None:
    """Give the known name most like the written one, or None where nothing is like it.

    A name is like another one as a whole, or by most of its words, misspelled or not; numbers have to be the
    same there. ``whole``: one that has only words in common with the written one isn't like it.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a name that is off pays for the import

    names = list(known)
    close = process.extract(
        written, names, scorer=fuzz.ratio, processor=fold, score_cutoff=_ALIKE_AS_A_WHOLE, limit=None
    )
    alike = [name for name, _, _ in close]
    words = _words(written)
    if not whole:
        shares = _shares_of_words(words, [_words(name) for name in names])
        alike += [name for name, share in zip(names, shares, strict=True) if share >= _SHARE_OF_WORDS]
    # "Nonvascular" is much like "vascular": of several names that with more of the very same words is nearer.
    return max(
        alike,
        key=lambda name: (_letters(words & _words(name)), fuzz.ratio(written, name, processor=fold)),
        default=None,
    )


def with_same_number(written: str, known: Iterable[str]) -> list[str]:
    """List the known ids, in their order, that are one number with the written one: 00125, 125 and 125.0.

    A spreadsheet takes zeros away in front, and puts them behind.
    """
    number = _NUMBER.fullmatch(written.strip())
    return [
        each
        for each in (sorted(known) if number else ())
        if (other := _NUMBER.fullmatch(each.strip())) and number and other[1] == number[1]
    ]


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - _SMALL_WORDS


def _shares_of_words(written: frozenset[str], known: list[frozenset[str]]) -> list[float]:
    """Tell for each name how much of it, or of the written one, words alike make up: 0 to 1."""
    from rapidfuzz import distance, process  # noqa: PLC0415 - as above

    similarity = distance.JaroWinkler.similarity
    others = [word for word in frozenset[str]().union(*known) if not _DIGIT.search(word)]
    like: dict[str, set[str]] = {}
    for word in written:
        scored = (
            []
            if _DIGIT.search(word)
            else process.extract(word, others, scorer=similarity, score_cutoff=_ALIKE_AS_A_WORD, limit=None)
        )
        like[word] = {word, *(other for other, _, _ in scored)}
    found = frozenset[str]().union(*like.values())
    numbers, letters = _numbers(written), _letters(written)
    return [
        max(
            _letters(word for word in written if like[word] & words) / letters,
            _letters(words & found) / _letters(words),
        )
        if letters and words and _numbers(words) == numbers
        else 0.0
        for words in known
    ]


def _letters(words: Iterable[str]) -> int:
    return sum(map(len, words))


def _numbers(words: Iterable[str]) -> set[str]:
    return {word for word in words if _DIGIT.search(word)}


def _split_first(name: str) -> tuple[str, str]:
    """Split a name where a first one ends: "MRI: Procedures: Body" is MRI, and the rest."""
    first, _, rest = _AFTER_CATEGORY.sub("\n", name, count=1).partition("\n")
    return first, rest


class Names:
    """The names of disciplines, categories and subcategories, with their aliases."""

    def __init__(self, outlines: Outlines, aliases: Iterable[dict[str, str]]) -> None:
        """Index the outlines' names and an alias table (``kind, discipline, written, means``)."""
        self.outlines = outlines
        self._disciplines = {_key(d.code): d.code for d in outlines.disciplines}
        self._disciplines |= {_key(d.name): d.code for d in outlines.disciplines}
        self._categories: dict[str, str] = {}
        self._subcategories: dict[tuple[str, str], list[Subcategory]] = {}
        for row in outlines.rows:
            self._categories.setdefault(_key(row.subcategory.category), row.subcategory.category)
        for subcategory in outlines.known:
            key = (subcategory.discipline, _key(subcategory.name))
            self._subcategories.setdefault(key, []).append(subcategory)
        self._aliases: dict[tuple[str, str], str] = {}
        for alias in aliases:
            match alias["kind"]:
                case "discipline":
                    self._disciplines.setdefault(_key(alias["written"]), alias["means"])
                case "category":
                    self._categories.setdefault(_key(alias["written"]), alias["means"])
                case _:
                    self._aliases[alias["discipline"], _key(alias["written"])] = alias["means"]
        homes: dict[str, set[str]] = {}
        for code, folded in (*self._subcategories, *self._aliases):
            homes.setdefault(folded, set()).add(code)
        self._homes = {folded: frozenset(codes) for folded, codes in homes.items()}
        self._read: dict[tuple[str, str, str], SubcategoryReading] = {}

    def discipline_code(self, written: str) -> str | None:
        """Give the code of a discipline written as a code or any usual name, or None for anything else.

        A discipline named twice ("MRI (MR)") is that discipline; two different names are none.
        """
        if len(written) > _LONGEST_DISCIPLINE:
            return None
        if credential := _CREDENTIAL.fullmatch(written.strip()):
            written = credential[1]
        code = self._disciplines.get(_key(written))
        if code is None and _BETWEEN_TWO_NAMES.search(written):
            parts = {_key(part) for part in _BETWEEN_TWO_NAMES.split(written)} - {""}
            codes = {self._disciplines.get(part) for part in parts}
            code = codes.pop() if len(codes) == 1 else None
        return code

    def disciplines_in(self, written: str) -> tuple[str, ...]:
        """Give the codes of a list of disciplines ("MR; CT"), or () where it is anything else."""
        if len(written) > _LONGEST_DISCIPLINE:
            return ()
        parts = [part for part in _BETWEEN_SEVERAL.split(written) if part.strip()]
        codes = [code for part in parts if (code := self.discipline_code(part))]
        return tuple(dict.fromkeys(codes)) if len(codes) == len(parts) > 1 else ()

    def discipline(self, written: str) -> NameReading:
        """Read a discipline's code or any usual name. An unknown one is kept as written."""
        code = self.discipline_code(written)
        if code is not None:
            return NameReading(written, code, How.EXACT)
        kept = " ".join(written.split())
        if self.disciplines_in(written):
            return NameReading(written, kept, How.UNKNOWN)
        # A code of a single letter is like every name that has the letter.
        names = [name for d in self.outlines.disciplines for name in (d.name, d.code) if len(name) > 1]
        return NameReading(written, kept, How.UNKNOWN, nearest(written, names))

    def category_name(self, written: str) -> str | None:
        """Give the major category that a name means, or None for anything else."""
        return self._categories.get(_key(_without_number(written)))

    def subcategory_disciplines(self, name: str) -> frozenset[str]:
        """Give the codes of the disciplines whose outline has a subcategory of that name or alias."""
        return self._homes.get(_key(_without_number(name)), frozenset())

    def discipline_before(self, name: str) -> str:
        """Give the code of the discipline that stands before a subcategory ("MRI: Body"), or ""."""
        first, rest = _split_first(name)
        return (rest and self.discipline_code(first)) or ""

    def category(self, written: str) -> NameReading:
        """Read a major category's name. An unknown one is kept as written."""
        category = self.category_name(written)
        if category is not None:
            return NameReading(written, category, How.EXACT)
        kept = " ".join(written.split())
        return NameReading(written, kept, How.UNKNOWN, nearest(written, set(self._categories.values())))

    def subcategory(self, discipline: str, category: str, name: str) -> SubcategoryReading:
        """Read a subcategory of a discipline (a code, as `discipline` gave it).

        ``category`` as written, may be blank: the outline settles it where the name is known there, or it
        stands before the name ("Procedures: Body"), as the discipline may ("MRI: Body").
        """
        key = (discipline, category, name)
        if key not in self._read:
            self._read[key] = self._read_subcategory(*key)
        return self._read[key]

    def _without_names_above(self, discipline: str, category: str, name: str) -> tuple[str, str]:
        """Take the discipline, then the category, off the beginning of a name that no outline has so."""
        for _ in range(2):
            if (discipline, _key(_without_number(name))) in self._subcategories:
                break
            first, rest = _split_first(name)
            inside = self.category_name(first)
            if rest and inside and category in {"", inside}:
                return inside, rest
            if not rest or self.discipline_code(first) != discipline:
                break
            name = rest
        return category, name

    def _read_subcategory(self, discipline: str, category: str, name: str) -> SubcategoryReading:
        read_category = self.category(category).value if category.strip() else ""
        if not _key(name):
            return SubcategoryReading(Subcategory(discipline, read_category, ""), How.EXACT)
        read_category, name = self._without_names_above(discipline, read_category, name)
        folded = _key(_without_number(name))
        found = self._subcategories.get((discipline, folded), [])
        how = How.EXACT
        if not found:
            means = self._aliases.get((discipline, folded))
            found = self._subcategories.get((discipline, _key(means)), []) if means else []
            how = How.ALIAS
        same_category = [s for s in found if not read_category or s.category == read_category]
        if len(same_category) == 1:
            return SubcategoryReading(same_category[0], how)
        if len(found) == 1:
            return SubcategoryReading(found[0], how, moved_from=read_category)
        kept = Subcategory(discipline, read_category, " ".join(name.split()))
        candidates = [s.name for s in self.outlines.subcategories(discipline)]
        return SubcategoryReading(kept, How.UNKNOWN, nearest(_without_number(name), candidates))


def read_aliases(path: Path) -> list[dict[str, str]]:
    """Read an alias table, each row a ``kind``, ``discipline``, ``written`` form and what it ``means``."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def shipped_names() -> Names:
    """Give the names and aliases that come with the planner."""
    return Names(shipped_outlines(), read_aliases(ALIASES_FILE))
