"""The lines of a seller's page: labels, sale lines, sentences about credits, and from when figures hold."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.reading.cells.headers import squeeze
from planner.reading.cells.values import NotReadable, read_date

if TYPE_CHECKING:
    from datetime import date

_N = r"\d[\d,]*(?:\.\d+)?|\.\d+"
_MONEY = rf"\$\s?(?P<price>{_N})"
_UNIT = "(?:ce\\s+|category\\s+a\\+?\\s+(?:ce\\s+)?)?(?:credits?|ce['\u2019]?s?|ceus?|hours?|hrs?)"
_DASH = "\\s+[-\u2013\u2014|]\\s+"
_TITLE_CREDITS_PRICE = re.compile(
    rf"(?P<title>.+?){_DASH}(?P<credits>{_N})\s*{_UNIT}\b\.?(?:{_DASH}|,?\s+(?:for\s+)?){_MONEY}(?P<rest>.*)",
    re.IGNORECASE,
)
_TITLE_PRICE_CREDITS = re.compile(
    rf"(?P<title>.+?){_DASH}{_MONEY}(?:{_DASH}|,?\s+(?:for\s+)?)(?P<credits>{_N})\s*{_UNIT}\b(?P<rest>.*)",
    re.IGNORECASE,
)
_PRICE_FOR_CREDITS = re.compile(
    rf"(?:only\s+)?{_MONEY}\s+for\s+(?P<credits>{_N})\s*{_UNIT}\b.*", re.IGNORECASE
)
_ORDER = re.compile(
    rf"\b(?:order|buy|get)\s+(?P<title>[^$]{{1,200}}?)\s+for\s+(?:only\s+)?{_MONEY}", re.IGNORECASE
)
_PRICE_ALONE = re.compile(rf"(?:only\s+)?{_MONEY}(?:\s+(?:usd|book\s*&\s*test|each))?", re.IGNORECASE)
_SENTENCE = re.compile(
    rf"(?<![\d.,$])(?P<credits>{_N})\s*(?:credits?|hours?|hrs?)?\s*(?:of\s+)?category\s+(?P<class>A\+?)(?!\w)",
    re.IGNORECASE,
)
_APPROVED_FOR = re.compile(rf"\bapproved\s+for\s+(?P<credits>{_N})\s*{_UNIT}\b", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[A-Za-z][^:=\t]{0,60}?)\s*[:=\t]\s*(?P<value>\S.*)")
_EXPIRES = re.compile(
    r"\b(?:expire[sd]?(?:\s+on)?|expiration(?:\s+date)?|(?:valid|approved)\s+(?:until|through))\s+(?P<date>[a-z0-9].*)",
    re.IGNORECASE,
)
_OF_AN_OFFER = re.compile(r"\b(?:sale|offer|price|coupon|discount|code)s?\b", re.IGNORECASE)
_CREDITS_ALONE = re.compile(
    rf"(?P<credits>{_N})\s*(?:ce\s+)?(?:credits?|ce['\u2019]?s?|ceus?)", re.IGNORECASE
)
_FACT_ALONE = re.compile(f"(?:{_PRICE_ALONE.pattern}|{_CREDITS_ALONE.pattern})", re.IGNORECASE)
# A comma, a semicolon or a gap may also stand within a fact: "Expires: December 31, 2027".
_BETWEEN_FACTS = re.compile(
    "\\s*[|\u2022\u00b7]\\s+|(?:\\s*[;,]\\s+|\\s*\\t\\s*|\\s{2,})(?=[A-Za-z#][^:;,]{0,40}:|\\$)"
)
_CREDITS_AT_END = re.compile(rf"\b(?:ce\s+|total\s+)?credits?\s*:\s*(?P<credits>{_N})\s*$", re.IGNORECASE)
_ENROLLMENTS = re.compile(
    r"enrol+ments?\s+(?P<how>(?:starting|beginning|made|dated|effective)?\s*(?:on\s+or\s+after|on\s+or\s+before|after|"
    r"from|before|until|through|since|on|as\s+of|beginning))\s+(?P<date>[A-Za-z0-9 ,./-]+)",
    re.IGNORECASE,
)
NOT_APPROVED = re.compile(
    r"\bno\s+(?:ce\s+)?credits?\s+until\s+approv|\b(?:approval|credit)s?\s+(?:is\s+)?pending\b|\bnot\s+yet\s+approved\b"
    r"|\bpending\s+approval\b",
    re.IGNORECASE,
)
"""Says that the figure shown isn't approved (domain.md, shape 3)."""
_LABELS = {
    "title": "title, course title, course, course name, name",
    "course_id": "course id, course number, course no, course code, item, item number, item no, product "
    "code, sku, id",
    "seller": "seller, provider, sponsor, vendor, company, publisher, offered by, sold by, ce provider",
    "format": "format, delivery, delivery method, course type, medium, type",
    "ce_category": "category, ce category, credit type, ce type, credit category",
    "ce_credits": "credits, ce credits, total credits, ce, credit, ce credit, total ce credits, approved "
    "credits, category a credits, contact hours, ces, credit hours",
    "list_price": "price, cost, list price, fee, regular price, our price",
    "sale_price": "sale price, sale, special price, on sale, now",
    "hours": "hours, duration, time, length, estimated time, time to complete",
    "activity_id": "activity id, same content as",
    "approval_number": "approval number, approval no, approval, reference number, asrt reference number, "
    "asrt approval number, arrt approval number, approval code",
    "approved_from": "approved from, approval start, approval date, approved on, start date, approval "
    "start date",
    "expires_on": "expires, expires on, expiration, expiration date, expiry date, approved until, "
    "approved through, approval expires, valid until, valid through, end date, approval end date, expiry",
    "url": "url, link, web address, web page, source, website",
}
_FIELD_OF_LABEL = {squeeze(label): field for field, labels in _LABELS.items() for label in labels.split(",")}


@dataclass(frozen=True, slots=True)
class Label:
    """A line that gives one fact: ``Credits: 3``."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A line that offers a course. Only the price one pays is shown; "" for what isn't there."""

    title: str
    credits: str
    price: str
    ce_category: str = ""


@dataclass(frozen=True, slots=True)
class Enrollments:
    """From when the figures below hold. ``closed`` says that they hold only before a day."""

    applies_from: date | None
    closed: bool
    written: str


def read_plain_label(text: str) -> Label | None:
    """Read a line that begins with a known label."""
    label = _LABEL.fullmatch(text)
    field = None if label is None else _FIELD_OF_LABEL.get(squeeze(label["label"].replace("#", " number")))
    return None if label is None or field is None else Label(field, label["value"])


def split_facts(text: str) -> list[str]:
    """Split ``Credits: 3 | Online | Price: $20`` at its signs; [] where it gives fewer than two facts."""
    parts = _BETWEEN_FACTS.split(text)
    facts = [part for part in parts if len(parts) > 1 and _is_fact(part)]
    return parts if len(facts) > 1 and parts[0] in facts else []


def _is_fact(text: str) -> bool:
    if read_plain_label(text) or _FACT_ALONE.fullmatch(text):
        return True
    sale = read_sale_line(text)
    return sale is not None and not sale.title


def read_label(text: str) -> Label | None:
    """Read ``Credits: 3``, ``Expires: June 1, 2027``, or credits at the end of an author's line."""
    label = read_plain_label(text)
    if label is not None:
        return label
    ending = _CREDITS_AT_END.search(text)
    return Label("ce_credits", ending["credits"]) if ending is not None else None


def read_expiry(text: str) -> tuple[Label, str] | None:
    """Read a line or sentence that says when the course expires, and what stands before that.

    None where it has no day, or is about an offer.
    """
    found = _EXPIRES.search(text)
    if found is None or _OF_AN_OFFER.search(text):
        return None
    with suppress(NotReadable):
        return Label("expires_on", _first_date(found["date"]).isoformat()), text[: found.start()]
    return None


def read_sale_line(text: str) -> SaleLine | None:
    """Read what a line says about price and credits.

    The shapes are ``Title - 21.75 credits - $94.50 Book & Test``, ``$59.50 for 24 CE's``, ``order Title for
    $99.50 and …``, "approved for 2.5 Category A credits" and ``1.0 hour of Category A CE credit``.
    """
    whole = (
        (_TITLE_CREDITS_PRICE, _TITLE_PRICE_CREDITS, _PRICE_FOR_CREDITS, _PRICE_ALONE)
        if "$" in text
        else (_CREDITS_ALONE,)
    )
    within = (_ORDER, _SENTENCE, _APPROVED_FOR)
    for found in (*(p.fullmatch(text) for p in whole), *(p.search(text) for p in within)):
        if found is not None:
            parts = found.groupdict()
            return SaleLine(
                (parts.get("title") or "").strip(" \"'\u201c\u201d"),
                parts.get("credits") or "",
                parts.get("price") or "",
                (parts.get("class") or "").upper(),
            )
    return None


def read_enrollments(text: str) -> Enrollments | None:
    """Read "for enrollments starting after February 14, 2023": the figures count from the day after.

    Raises:
        NotReadable: it says so, but its date can't be read.
    """
    found = _ENROLLMENTS.search(text)
    if found is None:
        return None
    written = found["date"].strip(" ,.:-")
    day = _first_date(written)
    how = found["how"].lower()
    if "before" in how or "until" in how or "through" in how:
        return Enrollments(None, closed=True, written=written)
    after = "after" in how and "on or" not in how
    return Enrollments(day + timedelta(days=1) if after else day, closed=False, written=written)


def _first_date(written: str) -> date:
    """Read the date that a text begins with, whatever follows it.

    Raises:
        NotReadable: it begins with no date.
    """
    words = written.split()
    for length in range(min(3, len(words)), 0, -1):
        try:
            day = read_date(" ".join(words[:length]).strip(" ,.:"))
        except NotReadable:
            continue
        if day is not None:
            return day
    code, found = "date-not-readable", f'"{written}" is not a date that can be read in one way only'
    expected = "a date such as February 14, 2023"
    raise NotReadable(expected, code, found)
