"""Rows from all sources brought together into courses: who is who, facts that differ, figures given twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.catalog import Course
from planner.naming import fold, nearest
from planner.reading.catalogs.course_rows import CAUTIOUS, DATES, CourseRow, check_dates, fact_words
from planner.reading.catalogs.distributions import common_spellings, settle_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.reading.catalogs.course_rows import Figure
    from planner.reading.collecting import Problems

DATE_NOT_READ = "one of its dates can't be read"
"""Why a course is left out of plans whose approval or expiry stands there and can't be read."""
_OVER = "its distribution is larger than its CE credits"
NOT_APPROVED = "it gives no credit until it is approved"
"""Why a course is left out of plans that says so itself."""
_SHOWN_SINGLY = 20


class Assembly:
    """Brings the rows of a catalog together, whatever their order and whichever file they stand in."""

    def __init__(self, rows: list[CourseRow], problems: Problems) -> None:
        """Give every row the id of its course, then group the rows."""
        self._problems = problems
        self._not_listed: frozenset[str] = frozenset()
        self._identify(rows)
        self._groups: dict[str, list[CourseRow]] = {}
        for row in rows:
            if row.course_id:
                self._groups.setdefault(row.course_id, []).append(row)
        self._pass_over_bare()
        # By identity first: the reader gives the same object for the same name, and hashing it costs more.
        written = {id(figure.subcategory): figure.subcategory for row in rows for figure in row.figures}
        self._spelling = common_spellings(written.values())

    def courses(self) -> tuple[Course, ...]:
        """Build the courses, in order of appearance."""
        self._say_alike_ids()
        courses = tuple(self._build(course_id, rows) for course_id, rows in self._groups.items())
        self._say_activities_named_by_course(courses)
        self._say_without_distribution([course for course in courses if not course.distributions])
        return courses

    def _identify(self, rows: list[CourseRow]) -> None:
        """Fill in the ids of rows that give a title only.

        A title that belongs to one id means that course; to several, nobody can tell. Where no row gives an
        id, the title is one, with the seller's name where several sellers sell a course of that title. An id
        that is no course's id, but a course's title, is read as the title.
        """
        listed = {row.course_id for row in rows if row.course_id and (row.title or row.facts)}
        ids: dict[str, dict[str, None]] = {}
        titles = {fold(row.title) for row in rows if row.title}
        for row in rows:
            if row.course_id and row.title:
                ids.setdefault(fold(row.title), {})[row.course_id] = None
            elif row.course_id and row.course_id not in listed and fold(row.course_id) in titles:
                row.course_id, row.title = "", row.course_id
        without = [row for row in rows if not row.course_id]
        by_title = _TitleIds(without)
        for row in without:
            known = ids.get(fold(row.title), {})
            if row.title in listed:
                row.course_id, row.title = row.title, ""
            elif len(known) > 1:
                self._title_of_several(row, list(known))
            else:
                row.course_id = next(iter(known), "") or by_title.of(row)
        listed |= {row.course_id for row in without if row.may_list}
        if listed:
            self._say_not_listed(rows, listed)

    def _pass_over_bare(self) -> None:
        """Pass over headings and footnotes: names that stand alone in their rows, beside courses."""
        bare = [name for name, rows in self._groups.items() if all(row.is_bare for row in rows)]
        if len(bare) == len(self._groups):
            return
        for name in bare:
            first = self._groups.pop(name)[0]
            self._problems.warning(
                "row-not-used",
                f'This row holds nothing but "{name[:80]}", so it was passed over. If that is a course, give '
                "its facts.",
                first.spot.place(),
                value=name,
            )

    def _say_not_listed(self, rows: list[CourseRow], listed: set[str]) -> None:
        """Warn of names without any fact where other courses have facts: a slip in the name is likely."""
        known = listed | {row.title for row in rows if row.title and row.course_id in listed}
        missing: dict[str, CourseRow] = {}
        for row in rows:
            if row.course_id and row.course_id not in listed and not row.is_bare:
                missing.setdefault(row.course_id, row)
        for number, (course_id, row) in enumerate(missing.items()):
            self._problems.warning(
                "course-not-listed",
                f'"{course_id[:80]}" stands here without any fact of the course, and in no list of courses. '
                "It was kept as a course of its own.",
                row.spot.place(row.labels.get("course_id", row.labels.get("title"))),
                value=course_id,
                suggestion=nearest(course_id, known) if number < _SHOWN_SINGLY else None,
            )
        self._not_listed = frozenset(missing)

    def _title_of_several(self, row: CourseRow, known: list[str]) -> None:
        self._problems.error(
            "title-of-several-courses",
            f'"{row.title[:80]}" is the title of several courses ({", ".join(known[:5])}). Expected a '
            "course id; "
            "the row was left out.",
            row.spot.place(row.labels.get("title")),
            value=row.title,
        )

    def _build(self, course_id: str, rows: list[CourseRow]) -> Course:
        title, rows = self._of_one_title(course_id, rows)
        facts = self._merge(course_id, rows)
        self._check_prices(facts)
        told = next((row for row in rows if row.title or row.facts), rows[0])
        merged = CourseRow(
            told.spot,
            course_id,
            title,
            {name: value for name, (value, _) in facts.items()},
            labels=told.labels,
        )
        check_dates(merged, self._problems)
        figures = [self._spelled(figure) for row in rows for figure in row.figures]
        settled = settle_figures(course_id, figures, merged.facts.get("ce_credits"), self._problems)
        unread = {name for row in rows for name in row.unreadable if name in DATES and name not in facts}
        reasons = {
            _OVER: settled.over,
            DATE_NOT_READ: bool(unread),
            NOT_APPROVED: any(row.not_approved for row in rows),
        }
        return Course(
            course_id,
            title,
            **merged.facts,
            distributions=settled.distributions,
            left_out="; ".join(reason for reason, holds in reasons.items() if holds),
            place=told.spot.place(),
            headers=told.labels,
        )

    def _spelled(self, figure: Figure) -> Figure:
        means = self._spelling.get(figure.subcategory) if self._spelling else None
        return figure if means is None else figure._replace(subcategory=means)

    def _of_one_title(self, course_id: str, rows: list[CourseRow]) -> tuple[str, list[CourseRow]]:
        """Keep the rows of the first title: another one under the same id is most likely another course."""
        first = next((row for row in rows if row.title), None)
        if first is None:
            return "", rows
        kept: list[CourseRow] = []
        for row in rows:
            if row is first or not row.title or fold(row.title) == fold(first.title):
                kept.append(row)
                continue
            self._problems.error(
                "course-facts-differ",
                f'The id {course_id} stands for "{first.title[:80]}" in {first.spot.place()}, and for '
                f'"{row.title[:80]}" here. This row was left out; give each course its own id.',
                row.spot.place(row.labels.get("title")),
                value=row.title,
                suggestion=first.title,
            )
        return first.title, kept

    def _merge(self, course_id: str, rows: list[CourseRow]) -> dict[str, tuple[Any, CourseRow]]:
        """Take each fact once; where rows differ, that is reported. Blank repeats are fine.

        Of figures and dates the more cautious one is used, so that no plan depends on the order of rows; of
        texts, the first.
        """
        facts: dict[str, tuple[Any, CourseRow]] = {}
        for row in rows:
            for name, value in row.facts.items():
                known, where = facts.setdefault(name, (value, row))
                if where is row or known == value or _folded(known) == _folded(value):
                    continue
                which, cautious = CAUTIOUS.get(name, ("first", lambda first, _: first))
                self._problems.error(
                    "course-facts-differ",
                    f"The course {course_id} has {fact_words(name)} {known} in {where.spot.place()}, "
                    f"and {value} here. The {which} was used; correct the row that is wrong.",
                    row.spot.place(row.labels.get(name)),
                    value=row.written(name),
                    suggestion=where.written(name),
                )
                if cautious(known, value) != known:
                    facts[name] = (value, row)
        return facts

    def _check_prices(self, facts: dict[str, tuple[Any, CourseRow]]) -> None:
        """Use the higher price where a sale price is above the list price."""
        if "list_price" not in facts or "sale_price" not in facts:
            return
        (listed, _), (sale, row) = facts["list_price"], facts["sale_price"]
        if sale > listed:
            self._problems.warning(
                "sale-above-price",
                f"The sale price {sale} is above the price {listed}. The higher one was used; check both.",
                row.spot.place(row.labels.get("sale_price")),
                value=row.written("sale_price"),
            )
            facts["list_price"] = (sale, row)
            del facts["sale_price"]

    def _say_alike_ids(self) -> None:
        """Warn of ids that differ in case or punctuation only: they are kept as different courses."""
        seen: dict[str, str] = {}
        for course_id, rows in self._groups.items():
            if course_id in self._not_listed:
                continue
            other = seen.setdefault(fold(course_id) or course_id, course_id)
            if other != course_id:
                self._problems.warning(
                    "ids-alike",
                    f'The ids "{other}" and "{course_id}" differ only in case or punctuation. They were '
                    "kept as two "
                    "courses; if they are one, write them alike.",
                    rows[0].spot.place(rows[0].labels.get("course_id")),
                    value=course_id,
                    suggestion=other,
                )

    def _say_activities_named_by_course(self, courses: Sequence[Course]) -> None:
        """Warn of an activity id that is the id of a course without one: perhaps that course is meant."""
        without = {fold(course.course_id): course for course in courses if not course.activity_id}
        for course in courses:
            other = without.get(fold(course.activity_id)) if course.activity_id else None
            if other is not None:
                self._problems.warning(
                    "activity-named-by-course",
                    f'The activity id of "{course.course_id}" is the id of the course "{other.course_id}", '
                    "which has no activity id. They were kept as two activities; if they are one, which "
                    "counts once, give both the same activity id.",
                    course.place,
                    value=course.activity_id,
                )

    def _say_without_distribution(self, courses: list[Course]) -> None:
        for course in courses[:_SHOWN_SINGLY]:
            self._problems.warning(
                "course-without-distribution",
                f'"{course.name[:80]}" has no credit distribution that could be used, so nothing of it '
                "counts towards a prescription. Its CE credits are not its distribution.",
                course.place_of("course_id", "title"),
                value=course.course_id,
            )
        more = len(courses) - _SHOWN_SINGLY
        if more > 0:
            self._problems.warning(
                "course-without-distribution",
                f"{more:,} more courses have no credit distribution that could be used.",
                courses[_SHOWN_SINGLY].place,
            )


class _TitleIds:
    """Makes ids of titles, for courses that have no other."""

    def __init__(self, rows: list[CourseRow]) -> None:
        self._sellers: dict[str, set[str]] = {}
        self._last_seller: dict[str, str] = {}
        self._first: dict[str, str] = {}
        for row in rows:
            if seller := row.facts.get("seller"):
                self._sellers.setdefault(fold(row.title), set()).add(fold(seller))

    def of(self, row: CourseRow) -> str:
        """Give the id of a row's course; a row without a seller goes on with the title's last one."""
        key = fold(row.title)
        title = self._first.setdefault(key, row.title)
        if len(self._sellers.get(key, ())) <= 1:
            return title
        seller = row.facts.get("seller") or self._last_seller.get(key, "")
        self._last_seller[key] = seller
        return f"{title} ({seller})" if seller else title


def _folded(value: object) -> object:
    return fold(value) if isinstance(value, str) else value
