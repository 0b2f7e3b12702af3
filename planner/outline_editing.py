"""Outlines that people can mend: names, categories, versions and, from ARRT's own document, figures.

What a person mends are whole disciplines: their lines stand in place of the shipped outline of those
disciplines, and every other discipline stays as it ships.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.naming import ALIASES_FILE, Names, fold, read_aliases
from planner.outline import Discipline, OutlineRow, Outlines, shipped_outlines
from planner.phrases import count, joined, one_line
from planner.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from planner.catalog import Catalog
    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.prescription import Prescription, Requirement

MENDED = "your own outline"
OWN = "own"
"""How far a mended line can be trusted: as far as the person who wrote it."""


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line of an outline that a person mended.

    ``was`` is the name that it had before, still read as this one. ``questions`` and ``credits`` are given
    only by who has them from ARRT's current document: nobody else tells them (domain rule 14).
    """

    subcategory: Subcategory
    discipline_name: str = ""
    version: str = ""
    questions: int | None = None
    credits: Credits | None = None
    was: str = ""
    effective_from: date | None = None


def lines_of(discipline: str) -> tuple[OutlineLine, ...]:
    """Give a shipped outline as lines to begin an edit with; a gap in it is a line without a name."""
    known = shipped_outlines()
    called = known.by_code.get(discipline)
    name = "" if called is None else called.name
    rows = (row for row in known.rows if row.subcategory.discipline == discipline)
    return tuple(
        OutlineLine(row.subcategory, name, row.version, effective_from=row.effective_from) for row in rows
    )


def check_lines(lines: Sequence[OutlineLine]) -> tuple[Problem, ...]:
    """Say what is wrong with mended lines. With an error among the problems they can't be used."""
    problems: list[Problem] = []
    first: dict[tuple[str, str], OutlineLine] = {}
    for number, line in enumerate(lines, start=1):
        at = line.subcategory
        if not at.discipline.strip() or not at.category.strip():
            message = f"Line {number} of the outline lacks its discipline or its category. Fill in both."
            problems.append(Problem(Severity.ERROR, "outline-line-incomplete", message, value=str(at)))
            continue
        if not at.name.strip():
            continue
        other = first.setdefault((at.discipline, fold(at.name)), line)
        if other is not line and other.subcategory.category == at.category:
            message = f"{one_line(str(at))} stands twice in the outline. Remove one of the two lines."
            problems.append(Problem(Severity.ERROR, "outline-line-repeated", message, value=at.name))
    for line in lines:
        at = line.subcategory
        clash = first.get((at.discipline, fold(line.was)))
        if line.was.strip() and clash is not None and clash is not line:
            message = (
                f'"{one_line(line.was)}" is given as the former name of {one_line(str(at))}, but is the name '
                "of another line. It is read as that other line."
            )
            problems.append(Problem(Severity.WARNING, "outline-former-name-in-use", message, value=line.was))
    return tuple(problems)


def mended_outlines(lines: Sequence[OutlineLine]) -> Outlines:
    """Put mended lines in place of the outlines of their disciplines; a new discipline comes last.

    A line that says what the shipped outline says keeps its source; the others have the person as theirs.
    """
    known = shipped_outlines()
    of: dict[str, list[OutlineLine]] = {}
    for line in lines:
        of.setdefault(line.subcategory.discipline, []).append(line)
    disciplines = [_named(discipline, of.get(discipline.code, ())) for discipline in known.disciplines]
    disciplines += [_named(Discipline(code, code, ""), of[code]) for code in of if code not in known.by_code]
    rows = [row for row in known.rows if row.subcategory.discipline not in of]
    as_known = {(row.subcategory, row.version, row.effective_from): row for row in known.rows}
    rows += [
        as_known.get((line.subcategory, line.version, line.effective_from))
        or OutlineRow(line.subcategory, line.version, line.effective_from, OWN, MENDED)
        for line in lines
    ]
    order = {discipline.code: place for place, discipline in enumerate(disciplines)}
    rows.sort(key=lambda row: order[row.subcategory.discipline])
    return Outlines(tuple(disciplines), tuple(rows))


def mended_names(lines: Sequence[OutlineLine]) -> Names:
    """Give the names to read with: the mended ones, former names and the shipped aliases besides."""
    renamed = {
        (line.subcategory.discipline, fold(line.was)): line.subcategory.name
        for line in lines
        if line.was.strip() and line.subcategory.name
    }
    shipped = [
        {**alias, "means": renamed.get((alias["discipline"], fold(alias["means"])), alias["means"])}
        for alias in read_aliases(ALIASES_FILE)
    ]
    former = [
        {"kind": "subcategory", "discipline": discipline, "written": was, "means": name}
        for (discipline, was), name in renamed.items()
    ]
    return Names(mended_outlines(lines), [*shipped, *former])


def with_outline_figures(
    prescription: Prescription, lines: Iterable[OutlineLine]
) -> tuple[Prescription, tuple[Problem, ...]]:
    """Fill in credits that a prescription lacks from mended lines that have them, marked as assumed.

    A line's figure is what its owner read in ARRT's document; a prescription's own figure always wins.
    """
    figures = {line.subcategory: line.credits for line in lines if line.credits}
    filled: list[Requirement] = []
    problems: list[Problem] = []
    for row in prescription.rows:
        figure = figures.get(row.subcategory) if row.lacks_figure else None
        if figure is None:
            filled.append(row)
            continue
        filled.append(replace(row, credits_required=figure, assumed=True))
        message = (
            f"The credits prescribed for {one_line(str(row.subcategory))} are not given; {figure}, the "
            "figure in your own outline, was assumed. Enter the real figure when you have it."
        )
        problems.append(
            Problem(Severity.WARNING, "credits-from-outline", message, row.place, None, str(figure))
        )
    return replace(prescription, rows=tuple(filled)), tuple(problems)


def own_outline_notes(lines: Iterable[OutlineLine], disciplines: Iterable[str]) -> tuple[Problem, ...]:
    """Say which of some disciplines are read by a person's own outline, wherever a plan goes."""
    versions: dict[str, set[str]] = {}
    for line in lines:
        versions.setdefault(line.subcategory.discipline, set()).update({line.version} - {""})
    return tuple(
        _read_by_own(code, versions[code]) for code in dict.fromkeys(disciplines) if code in versions
    )


def _read_by_own(discipline: str, versions: set[str]) -> Problem:
    version = f" (version {one_line(joined(sorted(versions)))})" if versions else ""
    message = (
        f"The names of {one_line(discipline)} are read by your own outline{version}, not by the one that "
        "comes with the planner."
    )
    return Problem(Severity.WARNING, "own-outline-used", message, value=discipline)


def version_problems(
    prescriptions: Iterable[Prescription], catalog: Catalog, outlines: Outlines | None = None
) -> tuple[Problem, ...]:
    """Flag results and distributions that name another version than the outline of their discipline.

    Where an outline has no version, distributions are held against the version that the results name. One
    warning for each kind, discipline and version; what names no version can't be told apart.
    """
    known = outlines or shipped_outlines()
    of_outline: dict[str, dict[str, str]] = {}
    for line in known.rows:
        if line.version:
            of_outline.setdefault(line.subcategory.discipline, {})[fold(line.version)] = line.version
    results = [row for prescription in prescriptions for row in prescription.rows if row.outline_version]
    against = {code: dict(versions) for code, versions in of_outline.items()}
    for row in results:
        code = row.subcategory.discipline
        if code not in of_outline:
            against.setdefault(code, {})[fold(row.outline_version)] = row.outline_version
    figures = [figure for course in catalog.courses for figure in course.distributions]
    said = [(row.subcategory.discipline, row.outline_version) for row in results]
    offered = [(figure.subcategory.discipline, figure.outline_version) for figure in figures]
    return (
        *_differences("result", said, against),
        *_differences("distribution figure", offered, against),
    )


def _differences(
    what: str, versions: Iterable[tuple[str, str]], against: dict[str, dict[str, str]]
) -> Iterator[Problem]:
    """Warn once for each discipline and version that isn't among those expected."""
    met: dict[tuple[str, str], tuple[str, int]] = {}
    for discipline, version in versions:
        expected = against.get(discipline)
        if version and expected and fold(version) not in expected:
            first, times = met.get((discipline, fold(version)), (version, 0))
            met[discipline, fold(version)] = (first, times + 1)
    for (discipline, _), (version, times) in met.items():
        current = joined(sorted(against[discipline].values()), "or")
        message = (
            f"{count(times, f'{discipline} {what}')} {'is' if times == 1 else 'are'} of outline version "
            f"{one_line(version)}, and the outline in use is {one_line(current)}. Subcategories may have "
            "been renamed or moved since: compare the names."
        )
        yield Problem(Severity.WARNING, "outline-version-differs", message, value=version, suggestion=current)


def _named(discipline: Discipline, lines: Sequence[OutlineLine]) -> Discipline:
    name = next((line.discipline_name for line in lines if line.discipline_name.strip()), "")
    return replace(discipline, name=name) if name else discipline
