"""Make the fictional catalog: ``python -m data.demo.make_demo`` writes ``catalog.xlsx`` beside this file.

Titles come from ``topics.csv``, everything that has a story from ``recipe.toml``. What is left open (sizes,
prices, dates, formats) is drawn from a digest of the title: the same on every machine, and adding a course
changes no other.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.catalog import Bundle, Catalog, Course, Distribution
from planner.credits import Credits, Hours, Money
from planner.outline import Outlines, Subcategory, shipped_outlines
from planner.writing.as_workbook import catalog_as_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).resolve().parent
QUARTER = 25  # hundredths of a credit: the step in which distributions move

# Sizes in quarter credits, as sold: mostly one to four credits, and one credit most often.
SIZES = (2, 3, 4, 4, 4, 4, 6, 6, 8, 8, 10, 12, 12, 16)
# How much of its CE credits a course's distribution holds, in percent: often less than all.
SHARES = (100, 100, 90, 75, 60, 50)
FORMATS = ("online article", "online course", "video", "webinar recording", "magazine test")
FIRST_APPROVAL = date(2024, 1, 8)
DAYS_OF_APPROVALS = 960
YEARS_ON_OFFER = (10, 11, 12, 13)


@dataclass(frozen=True)
class Seller:
    """A made-up seller. ``level`` compares its prices with the usual, in percent."""

    key: str
    name: str
    level: int


def draw(title: str, about: str, options: Sequence[int]) -> int:
    """Draw one of the options for a title, always the same one."""
    digest = hashlib.sha256(f"{about}:{title}".encode()).digest()
    return options[int.from_bytes(digest[:8], "big") % len(options)]


def usual_price(title: str, quarters: int, level: int) -> Money:
    """Price a course about as courses are priced: near $7.50 a credit, a little less for larger ones."""
    cents = 750 * (quarters / 4) ** 0.92 * level / 100 * draw(title, "price", range(75, 136)) / 100
    return Money(max(200, round(cents / 50) * 50))


def split(quarters: int, weights: Sequence[int]) -> list[int]:
    """Split quarter credits by weights, at least one each, with nothing lost or added."""
    parts = [max(1, quarters * weight // sum(weights)) for weight in weights]
    parts[0] = max(1, parts[0] + quarters - sum(parts))
    return parts


class DemoMaker:
    """Makes the courses in order and gives each its number."""

    def __init__(self, recipe: Mapping[str, Any], outlines: Outlines) -> None:
        """Take the recipe and the outlines whose subcategories the courses serve."""
        self.recipe = recipe
        self.outlines = outlines
        self.sellers = {key: Seller(key, **facts) for key, facts in recipe["sellers"].items()}
        self.numbers: Counter[str] = Counter()

    def subcategory(self, written: str) -> Subcategory:
        """Find ``discipline/subcategory``; ``discipline/category/`` stands for a category alone.

        Raises:
            ValueError: the outline has no such subcategory, or two.
        """
        discipline, _, name = written.partition("/")
        if name.endswith("/"):
            return Subcategory(discipline, name.rstrip("/"), "")
        (found,) = (s for s in self.outlines.subcategories(discipline) if s.name == name)
        return found

    def course(self, title: str, seller: str, **facts: Any) -> Course:  # noqa: ANN401 - any of a course's fields
        """Make a course; what ``facts`` leaves open is drawn."""
        self.numbers[seller] += 1
        approved = FIRST_APPROVAL + timedelta(days=draw(title, "approved", range(DAYS_OF_APPROVALS)))
        course_id = f"{seller.upper()}-{100 + self.numbers[seller]}"
        drawn = {
            "format": FORMATS[draw(title, "format", range(len(FORMATS)))],
            "ce_category": ("A", "A", "A", "A+")[draw(title, "class", range(4))],
            "approval_number": f"FICTIONAL-{course_id}",
            "approved_from": approved,
            "expires_on": approved.replace(year=approved.year + draw(title, "years", YEARS_ON_OFFER), day=28),
            "url": f"https://example.org/fictional/{course_id.lower()}",
        }
        return Course(course_id=course_id, title=title, seller=self.sellers[seller].name, **(drawn | facts))

    def from_topic(self, title: str, seller: str, serves: str) -> Course:
        """Make a course of a row of ``topics.csv``: the first subcategory of a discipline gets the most."""
        quarters = draw(title, "size", SIZES)
        by_discipline: dict[str, list[Subcategory]] = {}
        for written in serves.split(";"):
            subcategory = self.subcategory(written)
            by_discipline.setdefault(subcategory.discipline, []).append(subcategory)
        quarters = max(quarters, *map(len, by_discipline.values()), 2)
        distributions: list[Distribution] = []
        for discipline, subcategories in by_discipline.items():
            share = draw(title + discipline, "share", SHARES)
            parts = split(max(len(subcategories), quarters * share // 100), [3, 2, 1][: len(subcategories)])
            distributions += self.distribution(subcategories, parts)
        return self.course(
            title,
            seller,
            ce_credits=Credits(quarters * QUARTER),
            list_price=usual_price(title, quarters, self.sellers[seller].level),
            hours=Hours(max(2, quarters * draw(title, "pace", (80, 100, 100, 120)) // 100) * QUARTER),
            distributions=tuple(distributions),
        )

    def from_book(self, book: Mapping[str, Any]) -> Course:
        """Make a big book: in each discipline, a share of its credits over the whole outline."""
        title, credits_ = book["title"], Credits.of(book["ce_credits"])
        distributions: list[Distribution] = []
        for discipline in book["disciplines"]:
            subcategories = self.outlines.subcategories(discipline)
            weights = [draw(title + s.name, "weight", (1, 2, 2, 3, 4)) for s in subcategories]
            share = draw(title + discipline, "share", (55, 65, 75))
            parts = split(credits_.hundredths // QUARTER * share // 100, weights)
            distributions += self.distribution(subcategories, parts)
        return self.course(
            title,
            book["seller"],
            format="book and test",
            ce_credits=credits_,
            list_price=Money.of(book["price"]),
            sale_price=Money.of(book["sale_price"]) if "sale_price" in book else None,
            hours=Hours(credits_.hundredths),
            distributions=tuple(distributions),
        )

    def from_recipe(self, row: Mapping[str, Any]) -> Course:
        """Make a course whose facts the recipe gives; an amount that it leaves out is not known."""
        rows = [(row.get("serves", {}), None)]
        rows += [(dated["serves"], dated["applies_from"]) for dated in row.get("later", [])]
        distributions = tuple(
            Distribution(self.subcategory(written), Credits.of(amount), applies_from)
            for serves, applies_from in rows
            for written, amount in serves.items()
        )
        amounts = {"ce_credits": Credits, "price": Money, "sale_price": Money, "hours": Hours}
        known = {name: kind.of(row[name]) for name, kind in amounts.items() if name in row}
        given = {
            name: row[name]
            for name in ("format", "activity_id", "approved_from", "expires_on")
            if name in row
        }
        return self.course(
            row["title"],
            row["seller"],
            ce_credits=known.get("ce_credits"),
            list_price=known.get("price"),
            sale_price=known.get("sale_price"),
            hours=known.get("hours"),
            distributions=distributions,
            **given,
        )

    @staticmethod
    def distribution(subcategories: Sequence[Subcategory], parts: Sequence[int]) -> Iterator[Distribution]:
        """Pair subcategories with their quarter credits."""
        for subcategory, quarters in zip(subcategories, parts, strict=True):
            yield Distribution(subcategory, Credits(quarters * QUARTER))

    def bundle(self, row: Mapping[str, Any], courses: Sequence[Course]) -> Bundle:
        """Make a bundle of the titles it names, or of all that a seller offers."""
        if "all_of" in row:
            seller = self.sellers[row["all_of"]].name
            ids = [course.course_id for course in courses if course.seller == seller]
        else:
            id_of = {course.title: course.course_id for course in courses}
            ids = [id_of[title] for title in row["courses"]]
        return Bundle(row["bundle_id"], row["title"], Money.of(row["price"]), tuple(ids))


def make_catalog() -> Catalog:
    """Make the whole fictional catalog."""
    recipe = tomllib.loads((HERE / "recipe.toml").read_text(encoding="utf-8"))
    maker = DemoMaker(recipe, shipped_outlines())
    with (HERE / "topics.csv").open(encoding="utf-8", newline="") as file:
        courses = [maker.from_topic(**row) for row in csv.DictReader(file)]
    courses += map(maker.from_book, recipe["book"])
    courses += map(maker.from_recipe, recipe["course"])
    bundles = [maker.bundle(row, courses) for row in recipe["bundle"]]
    return Catalog(tuple(courses), tuple(bundles), name="Demo catalog (fictional)", fictional=True)


if __name__ == "__main__":
    (HERE / "catalog.xlsx").write_bytes(catalog_as_workbook(make_catalog()))
