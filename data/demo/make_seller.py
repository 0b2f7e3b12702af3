"""Make the course seller's demo: ``python -m data.demo.make_seller`` writes three files into ``seller/``.

``messy-catalog.xlsx`` is a fictional seller's catalog with the slips that real ones have,
``other-catalog.xlsx`` another seller's to compare it with, ``customers.csv`` the results of 500 made-up
customers. Titles come from ``topics.csv`` and ``other-topics.csv``, everything that has a story from
``recipe.toml``; the rest is drawn as `data.demo.make_demo` draws it: the same on every machine.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.demo.make_demo import QUARTER, DemoMaker, draw
from planner.catalog import Catalog, Course
from planner.credits import Credits, Hundredths, Money
from planner.outline import Subcategory, shipped_outlines
from planner.writing.as_csv import COURSE_FIELDS, DISTRIBUTION_FIELDS
from planner.writing.as_workbook import catalog_as_workbook
from planner.writing.sheets import Book, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).resolve().parent / "seller"
MADE_ON = date(2026, 11, 23)
CUSTOMER_FIELDS = ("technologist_id", "discipline", "category", "subcategory", "standard", "credits_required")
# Credits that a subcategory may need, in quarters, and how many subcategories a prescription has.
NEEDS = (3, 4, 4, 6, 6, 8)
HOW_MANY = (1, 1, 1, 2, 2, 2, 3)
# Of all customers, so many of 100 get the results with the subcategories that had standards met.
WITH_MET_ROWS = 33

Row = dict[str, Any]
Need = tuple[Subcategory, int]


def recipe() -> dict[str, Any]:
    """Give what the recipe says."""
    return tomllib.loads((HERE / "recipe.toml").read_text(encoding="utf-8"))


def _topics(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _branded(course: Course, brand: str, told: Mapping[str, Any]) -> Course:
    """Give a course the marks of its seller: another seller's with the same number is another course."""
    number = course.course_id.lower()
    shared = told["other"]["shared"]
    activity = f"FABLE-S{shared.index(course.title) + 1}" if course.title in shared else course.activity_id
    versions = {row.subcategory: row.version for row in shipped_outlines().rows}
    return replace(
        course,
        activity_id=activity,
        approval_number=f"FICTIONAL-{brand.upper()}-{number}",
        url=f"https://example.org/fictional/{brand}/{number}",
        distributions=tuple(
            replace(figure, outline_version=versions.get(figure.subcategory, ""))
            for figure in course.distributions
        ),
    )


def make_tidy_catalog() -> Catalog:
    """Make the seller's catalog as it should have been typed."""
    told = recipe()
    maker = DemoMaker(told, shipped_outlines())
    courses = [maker.from_topic(row["title"], "ce", row["serves"]) for row in _topics("topics.csv")]
    courses += map(maker.from_recipe, told["course"])
    by_title = {course.title: course for course in courses}
    for row in told["copy"]:
        source = by_title[row["of"]]
        again = maker.course(row["title"], "ce", format=row["format"], list_price=Money.of(row["price"]))
        kept = ("ce_credits", "hours", "approved_from", "expires_on", "distributions")
        courses.append(replace(again, **{name: getattr(source, name) for name in kept}))
    priced = [row for row in told["bundle"] if "price" in row]
    bundles = [maker.bundle(row, courses) for row in priced]
    bundles += [
        replace(maker.bundle({**row, "price": "0"}, courses), price=None)
        for row in told["bundle"]
        if row not in priced
    ]
    branded = tuple(_branded(course, "fable", told) for course in courses)
    return Catalog(branded, tuple(bundles), maker.sellers["ce"].name, fictional=True)


def make_other_catalog() -> Catalog:
    """Make the other seller's catalog: its own courses first, under numbers that the first seller has too."""
    told = recipe()
    facts = told["other"]
    seller = {"ce": {"name": facts["seller"], "level": facts["level"]}}
    maker = DemoMaker({"sellers": seller}, shipped_outlines())
    courses = [maker.from_topic(row["title"], "ce", row["serves"]) for row in _topics("other-topics.csv")]
    theirs = {course.title: course for course in make_tidy_catalog().courses}
    for title in facts["shared"]:
        course = theirs[title]
        dearer = Money(
            round((course.list_price or Money(0)).hundredths * (100 + facts["dearer"]) / 5000) * 50
        )
        number = maker.course(title, "ce").course_id
        courses.append(replace(course, course_id=number, seller=facts["seller"], list_price=dearer))
    bundles = tuple(maker.bundle(row, courses) for row in facts["bundle"])
    branded = tuple(_branded(course, "parable", told) for course in courses)
    return Catalog(branded, bundles, facts["seller"], fictional=True)


@dataclass
class Typed:
    """The sheets of the catalog as somebody typed them, and the title that each course id stands for."""

    sheets: dict[str, list[Row]]
    titles: dict[str, str]

    def first(self, sheet: str, title: str) -> Row:
        """Give the first row of a course, or of a bundle.

        Raises:
            StopIteration: there is none of that title.
        """
        return next(
            row
            for row in self.sheets[sheet]
            if title == (row["title"] if sheet == "bundles" else self.titles.get(row["course_id"]))
        )

    def slip(self, sheet: str, title: str, column: str, change: Mapping[str, str]) -> None:
        """Write over a cell of the first row of a course, or add to it."""
        row = self.first(sheet, title)
        row[column] = f"{row[column]};{change['add']}" if "add" in change else change["value"]

    def again(self, sheet: str, title: str, change: Mapping[str, str]) -> None:
        """Type the first row of a course a second time, below it."""
        row = self.first(sheet, title)
        changed = {change["column"]: change["value"]} if "column" in change else {}
        at = next(index for index, each in enumerate(self.sheets[sheet]) if each is row)
        self.sheets[sheet].insert(at + 1, row | changed)


def type_catalog(catalog: Catalog) -> Typed:
    """Write a catalog as the rows of three sheets."""
    courses = [{name: _cell(course, name) for name in COURSE_FIELDS} for course in catalog.courses]
    figures = [
        {"course_id": course.course_id}
        | {name: getattr(figure.subcategory, name, None) for name in ("discipline", "category")}
        | {"subcategory": figure.subcategory.name, "credits": figure.credits}
        | {"applies_from": figure.applies_from, "outline_version": figure.outline_version or None}
        for course in catalog.courses
        for figure in course.distributions
    ]
    bundles = [
        {"bundle_id": b.bundle_id, "title": b.title, "price": b.price, "course_ids": ";".join(b.course_ids)}
        for b in catalog.bundles
    ]
    titles = {course.course_id: course.title for course in catalog.courses}
    return Typed({"courses": courses, "distributions": figures, "bundles": bundles}, titles)


def _cell(course: Course, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
    value = getattr(course, "list_price" if name == "price" else name)
    return None if value == "" else value


def messy_workbook() -> bytes:
    """Type the catalog with all its slips."""
    typed, told = type_catalog(make_tidy_catalog()), recipe()
    for again in told["again"]:
        typed.again(again["sheet"], again["course"], again)
    for slip in told["slip"]:
        typed.slip(slip.get("sheet", "courses"), slip["course"], slip["column"], slip)
    book = Book(title=told["sellers"]["ce"]["name"], made_on=MADE_ON)
    columns = {
        "courses": COURSE_FIELDS,
        "distributions": ("course_id", *DISTRIBUTION_FIELDS),
        "bundles": ("bundle_id", "title", "price", "course_ids"),
    }
    for sheet, names in columns.items():
        rows = (tuple(_as_typed(row[name], row) for name in names) for row in typed.sheets[sheet])
        book.add_sheet(sheet, Table(tuple(Column(name, width=18) for name in names), rows))
    return book.as_bytes()


def _as_typed(cell: Any, row: Row) -> Any:  # noqa: ANN401 - as above
    """Write numbers and dates as people type them: one way on one day, another on the next."""
    habit = draw(str(next(iter(row.values()))), "habit", range(3))
    if isinstance(cell, Money):
        return (str(cell), f"{float(cell):.2f}", f"${float(cell):.2f}")[habit]
    if isinstance(cell, Credits):
        return (str(cell), f"{float(cell):.2f}", f"{cell} CE's")[habit]
    if isinstance(cell, Hundredths):
        return str(cell)
    if isinstance(cell, date):
        return (cell.isoformat(), f"{cell:%m/%d/%Y}", cell)[habit]
    return cell


class Customers:
    """Draws the customers' prescriptions: some are asked for often, some once."""

    def __init__(self, told: Mapping[str, Any], catalog: Catalog) -> None:
        """Learn what the catalog can give in each subcategory."""
        self._told = told
        self._reach: defaultdict[Subcategory, Credits] = defaultdict(Credits)
        for course in catalog.courses:
            for subcategory, credits_ in course.distribution_on(MADE_ON).items():
                self._reach[subcategory] += credits_
        self._codes = [code for code, share in told["disciplines"].items() for _ in range(share)]

    def prescription(self, number: int) -> tuple[Need, ...]:
        """Draw the needs of one prescription, each in quarter credits."""
        key = f"prescription {number}"
        every = self._told["short_every"]
        is_short = number % every == every // 2
        codes = self._codes[draw(key, "disciplines", range(len(self._codes)))].split("+")
        needs: list[Need] = []
        for code in codes:
            known = list(shipped_outlines().subcategories(code))
            for turn in range(1 if len(codes) > 1 else draw(key, "how many", HOW_MANY)):
                subcategory = known.pop(draw(f"{key} {code} {turn}", "subcategory", range(len(known))))
                most = self._reach[subcategory].hundredths // QUARTER
                quarters = min(draw(f"{key} {code} {turn}", "need", NEEDS), max(1, most // 2))
                needs.append((subcategory, most + 2 if is_short and not needs else quarters))
        return tuple(needs)

    def rows(self) -> Iterator[dict[str, str]]:
        """Give the results of all customers, row by row."""
        distinct = [self.prescription(number) for number in range(self._told["prescriptions"])]
        for customer in range(1, self._told["number"] + 1):
            key = f"customer {customer}"
            # The lower of two draws: the first prescriptions are asked for more often.
            chosen = min(draw(key, about, range(len(distinct))) for about in ("one", "other"))
            needs = dict(distinct[customer - 1] if customer <= len(distinct) else distinct[chosen])
            shows_met = draw(key, "met rows", range(100)) < WITH_MET_ROWS
            for code in dict.fromkeys(subcategory.discipline for subcategory in needs):
                for subcategory in shipped_outlines().subcategories(code):
                    if subcategory in needs or shows_met:
                        yield self._row(f"C-{customer:04d}", subcategory, needs.get(subcategory))

    @staticmethod
    def _row(customer: str, subcategory: Subcategory, quarters: int | None) -> dict[str, str]:
        names = (customer, subcategory.discipline, subcategory.category, subcategory.name)
        result = ("met", "") if quarters is None else ("not met", str(Credits(quarters * QUARTER)))
        return dict(zip(CUSTOMER_FIELDS, (*names, *result), strict=True))


def customers_csv() -> bytes:
    """Write the customers' file, with its few slips."""
    told = recipe()["customers"]
    rows = list(Customers(told, make_tidy_catalog()).rows())
    for slip in told["slip"]:
        theirs = f"C-{slip['customer']:04d}"
        row = next(r for r in rows if r["technologist_id"] == theirs and r["standard"] == "not met")
        row[slip["column"]] = slip["value"]
    return _as_csv(rows)


def _as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, CUSTOMER_FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def files() -> dict[str, bytes]:
    """Give every file that this script makes, by its name."""
    return {
        "messy-catalog.xlsx": messy_workbook(),
        "other-catalog.xlsx": catalog_as_workbook(make_other_catalog()),
        "customers.csv": customers_csv(),
    }


if __name__ == "__main__":
    for name, content in files().items():
        (HERE / name).write_bytes(content)
