"""What a column holds, decided by its values where its header alone doesn't tell.

"Category" may mean a credit class (A, A+), a content category, a discipline or a site's tag; "Standard" may
be met / not met or the score to reach (domain.md, traps). Where the values don't settle it, that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.naming import fold
from planner.reading.cells.headers import match_headers
from planner.reading.cells.standard import read_standard
from planner.reading.cells.values import NotReadable, read_credits, read_score
from planner.reading.fields import AREA_LIKE, CATEGORY_LIKE, CREDITS_LIKE, RESULT_LIKE, STANDARD_LIKE
from planner.reading.files.cleaning import column_letters
from planner.reading.table import AGAIN, Table, text_of, without_several

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.naming import Names
    from planner.reading.collecting import Problems
    from planner.reading.grid import Cell, Sheet

_ROWS_LOOKED_AT = 2_000
_MOST_COLUMNS_NAMED = 20
_LABEL_CHARACTERS = 80
_VALUES_RECOGNISED = 50
_CLASSES = frozenset({"a", "a plus", "category a", "cat a", "aplus"})
# A column with fewer known names than this is not told by them.
_ENOUGH = 0.25
# What a plan rests on: where two columns say different things, neither is taken.
_COMPARED = frozenset({"credits_required", "credits", "standard"})
# Where they say different things of a course, what promises less is taken.
_CAUTIOUS = frozenset({"ce_credits", "list_price", "sale_price", "expires_on"})
_STANDARD_FIELDS = frozenset({STANDARD_LIKE, RESULT_LIKE, "score"})
_NAME_FIELDS: Mapping[str, tuple[str, ...]] = {
    CATEGORY_LIKE: ("category", "subcategory", "discipline", "ce_category"),
    AREA_LIKE: ("category", "subcategory", "discipline"),
}


def make_table(
    sheet: Sheet, header: int, aliases: Mapping[str, frozenset[str]], names: Names, problems: Problems
) -> Table:
    """Read a header row: one column for each field, headers of several meanings settled by the values.

    Where ``aliases`` have a ``ce_category``, the table is about courses: there a column of unknown names is
    taken for subcategories only beside a discipline, because it may be a site's tag. ``?credits`` stays for
    the caller, who knows the table's shape.
    """
    matched = match_headers(sheet.rows[header], aliases)
    columns: dict[str, int] = {}
    bare = Table(sheet, header, columns)
    loose: dict[int, str] = {}
    for column, field in matched.items():
        if field == "score" or (field.startswith("?") and field != CREDITS_LIKE):
            loose[column] = field
        elif field not in columns:
            columns[field] = column
        else:
            first, other = (distinct_values(sheet, header, each) for each in (columns[field], column))
            if not _holds(field, first) and (_holds(field, other) or not first):
                columns[field] = column
            elif _holds(field, other):
                _say_repeated(bare, field, column, problems)
    _settle_standards(bare, loose, problems)
    about_courses = "ce_category" in aliases
    counts = {
        column: _recognised(distinct_values(sheet, header, column, within_rows=True), names)
        for column, field in loose.items()
        if field in _NAME_FIELDS
    }
    settled = _settle_known_names(bare, loose, counts, problems)
    for column, (total, known) in counts.items():
        if column in settled:
            continue
        if not total:
            columns.setdefault("category", column)
        elif not any(known.values()) and (not about_courses or "discipline" in columns):
            _take_default(bare, column, problems)
    _settle_course(bare, loose)
    return bare


def distinct_values(sheet: Sheet, header: int, column: int, *, within_rows: bool = False) -> list[Cell]:
    """List the different values of a column's first rows below its header.

    ``within_rows`` leaves out rows with just one value, which are headings.
    """
    rows = sheet.rows[header + 1 : header + 1 + _ROWS_LOOKED_AT]
    if within_rows:
        rows = [row for row in rows if len(row) - row.count(None) > 1]
    found = dict.fromkeys(
        (type(row[column]), row[column]) for row in rows if column < len(row) and row[column] is not None
    )
    return [value for _, value in found]


def say_unused(
    table: Table,
    used: set[int],
    problems: Problems,
    names: Names | None = None,
    wanted: Sequence[str] = ("discipline", "subcategory"),
) -> None:
    """Name, in one warning, the columns that hold something but mean nothing to the planner.

    Where one of them holds names of a kind that is ``wanted``, and the table has no column for it, that is
    said: perhaps only its header isn't known. Without ``names`` nothing is looked for.
    """
    columns = _unused(table, used)
    if not columns:
        return
    unused = [table.label(column) for column in columns]
    named = [label[:_LABEL_CHARACTERS] for label in unused[:_MOST_COLUMNS_NAMED]]
    more = f" and {len(unused) - len(named)} more" if len(unused) > len(named) else ""
    listed = ", ".join(f'"{label}"' for label in named) + more
    what = "This column is" if len(unused) == 1 else "These columns are"
    lacking = [field for field in wanted if field not in table.columns]
    held = {
        table.label(at): field
        for at in columns[:_MOST_COLUMNS_NAMED]
        if names is not None and (field := _held(table, at, lacking, names))
    }
    hint = "".join(
        f' "{label[:_LABEL_CHARACTERS]}" seems to hold what belongs under the header {field}.'
        for label, field in held.items()
    )
    problems.warning(
        "column-not-used",
        f"{what} not used: {listed}.{hint} If one matters, give it one of the headers that the template "
        "shows.",
        table.sheet.place(table.header, unused[0]),
        value=", ".join(named) + more,
        suggestion=next(iter(held.values()), None),
    )


def _unused(table: Table, used: set[int]) -> list[int]:
    """Give the columns that have a header or hold something, and are not among those used."""
    sheet = table.sheet
    moved = table.moved_rows()
    start = max(table.header, table.last_header) + 1
    below = [row for number, row in enumerate(sheet.rows[start:], start) if number not in moved]
    width = len(sheet.rows[table.header])
    header = sheet.rows[table.header]
    widest = max((len(row) for row in below[:_ROWS_LOOKED_AT]), default=width)
    return [
        column
        for column in range(max(width, widest))
        if column not in used
        and ((column < width and header[column] is not None) or _is_filled(below, column))
    ]


def _held(table: Table, column: int, wanted: Sequence[str], names: Names) -> str | None:
    """Give the kind of name, of those wanted, that all of a column's first values are."""
    if not wanted:
        return None
    values = distinct_values(table.sheet, max(table.header, table.last_header), column, within_rows=True)
    total, known = _recognised(values[:_VALUES_RECOGNISED], names)
    return next((field for field in wanted if total and known[field] == total), None)


def _is_filled(rows: Sequence[tuple[Cell, ...]], column: int) -> bool:
    return any(column < len(row) and row[column] is not None for row in rows[:_ROWS_LOOKED_AT])


def _say_repeated(table: Table, field: str, column: int, problems: Problems) -> None:
    first = table.columns[field]
    used = "The first is used"
    if field in _CAUTIOUS:
        used = "The first that is filled is used; where they differ in a row, the more cautious of the two"
    elif field in _COMPARED:
        used += ", unless they differ in a row: such a row can't be used"
    again = field + AGAIN
    while again in table.columns:
        again += AGAIN
    table.columns[again] = column
    problems.warning(
        "header-repeated",
        f'"{table.label(first)}" (column {column_letters(first)}) and "{table.label(column)}" (column '
        f"{column_letters(column)}) both read as {field.replace('_', ' ')}. {used}; rename or remove the "
        "other.",
        table.sheet.place(table.header, table.label(column)),
        value=table.label(column),
    )


def _settle_standards(table: Table, loose: dict[int, str], problems: Problems) -> None:
    """Tell met / not met from scores, for the headers that may mean either."""
    candidates = [column for column, field in sorted(loose.items()) if field in _STANDARD_FIELDS]
    for column in sorted(candidates, key=lambda column: loose[column] == "score"):
        field = loose[column]
        number_means = "standard_score" if field == STANDARD_LIKE else "score"
        says_met = _says_met(distinct_values(table.sheet, table.header, column))
        if field == "score" and "standard" in table.columns:
            says_met = False
        is_score = says_met is False or (says_met is None and field == "score")
        if says_met and "standard" in table.columns:
            _say_repeated(table, "standard", column, problems)
            continue
        table.columns.setdefault(number_means if is_score else "standard", column)


def _says_met(values: list[Cell]) -> bool | None:
    """Whether values say met / not met (True) or are scores (False); None where they don't tell.

    0 and 1 may be either, so they decide nothing.
    """
    scores = words = 0
    for value in values:
        if _reads(read_score, value):
            scores += value not in {0, 1, "0", "1"}
        else:
            words += _reads(read_standard, value)
    return None if scores == words else words > scores


def _holds(field: str, values: list[Cell]) -> bool:
    """Whether a column holds what its header says: "CE required?" may stand above yes and no."""
    only_standards = field == "credits_required" and all(
        _reads(read_standard, value) and not _reads(read_credits, value) for value in values
    )
    return bool(values) and not only_standards


def _reads(reader: object, value: Cell) -> bool:
    try:
        return callable(reader) and reader(value) is not None
    except NotReadable:
        return False


def _settle_known_names(
    table: Table, loose: dict[int, str], counts: dict[int, tuple[int, dict[str, int]]], problems: Problems
) -> set[int]:
    """Find which name each loose column holds, the surest first; give the columns that are settled."""
    claims = sorted(
        (-share, order, column, field)
        for column, (total, known) in counts.items()
        for order, field in enumerate(_NAME_FIELDS[loose[column]])
        if total and (share := known[field] / total) >= _ENOUGH
    )
    settled: set[int] = set()
    for _, _, column, field in claims:
        if column not in settled and field not in table.columns:
            table.columns[field] = column
            settled.add(column)
            _say_mixed(table, column, field, counts[column], problems)
    return settled


def _take_default(table: Table, column: int, problems: Problems) -> None:
    """Give a column of unknown names the place that the table lacks, and say so; else leave it unused."""
    field = "subcategory" if "subcategory" not in table.columns else "category"
    if field in table.columns:
        return
    table.columns[field] = column
    if field == "subcategory":
        problems.warning(
            "column-unclear",
            f'The values under "{table.label(column)}" are in no outline known here. The column was read as '
            f"{field}, which the table has no other column for. If that is wrong, rename the header.",
            table.sheet.place(table.header, table.label(column)),
            value=table.label(column),
        )


def _say_mixed(
    table: Table, column: int, field: str, counts: tuple[int, dict[str, int]], problems: Problems
) -> None:
    total, known = counts
    others = {name: number for name, number in known.items() if number and name != field}
    if known[field] == total or not others or max(others.values()) + known[field] > total:
        return
    other = max(others, key=lambda name: others[name])
    problems.warning(
        "column-unclear",
        f'The values under "{table.label(column)}" are of two kinds: {_words(field)} and {_words(other)}. '
        f"The column was read as {_words(field)}. If that is wrong, rename the header.",
        table.sheet.place(table.header, table.label(column)),
        value=table.label(column),
    )


def _words(field: str) -> str:
    return {
        "ce_category": "CE category (A, A+)",
        "category": "content category",
        "subcategory": "subcategory",
        "discipline": "discipline",
    }[field]


def _recognised(values: list[Cell], names: Names) -> tuple[int, dict[str, int]]:
    """Count how many of a column's different values are known as each kind of name."""
    known = dict.fromkeys(("category", "subcategory", "discipline", "ce_category"), 0)
    texts = {without_several(text) for value in values if (text := text_of(value))}
    for text in texts:
        known["category"] += names.category_name(text) is not None
        known["subcategory"] += bool(names.subcategory_disciplines(text))
        known["discipline"] += names.discipline_code(text) is not None
        known["ce_category"] += fold(text.replace("+", " plus")) in _CLASSES
    return len(texts), known


def _settle_course(table: Table, loose: dict[int, str]) -> None:
    """Tell whether "Course" is the title or the number of a course."""
    for column in sorted(column for column, field in loose.items() if field == "?course"):
        texts = [text_of(value) for value in distinct_values(table.sheet, table.header, column)]
        likely = "title" if any(" " in text for text in texts) else "course_id"
        other = "course_id" if likely == "title" else "title"
        table.columns.setdefault(likely if likely not in table.columns else other, column)
