"""What one visit remembers of the desk: the customers' file, the terms of quotes, the catalogs, the bundles.

The choices for all plans of the queue are those of the aim `Aim.DESK` (`pages.parts.decided`): a page of the
desk calls `decided.aim_at(Aim.DESK)` after the guard. All of it ends with the tab.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from pages.parts import decided, state
from pages.parts.visit import Aim, Choices, Customers, Offer, Shelf
from planner.demo import (
    demo_catalog_source,
    demo_customers_source,
    demo_other_seller_source,
    demo_seller_catalog_source,
)
from planner.outline import DATA
from planner.reading.sources import SourceFile
from planner.selling.terms import QuoteTerms

if TYPE_CHECKING:
    from planner.catalog import Bundle
    from planner.credits import Credits
    from planner.writing.printing.paper import Paper

OPENED = "desk-opened"
KEPT_FOR_NOW = "Kept in memory for this visit only; nothing is stored on the server."
SAMPLE = "seller"
"""What a link calls the fictional seller: ``?demo=seller``."""


@lru_cache(maxsize=1)
def sample_catalog() -> tuple[SourceFile, ...]:
    """Give the fictional seller's catalog, messy as real ones are."""
    return (demo_seller_catalog_source(),)


@lru_cache(maxsize=1)
def sample_other_catalog() -> tuple[SourceFile, ...]:
    """Give the fictional seller's competitor."""
    return (demo_other_seller_source(),)


@lru_cache(maxsize=1)
def sample_customers() -> tuple[SourceFile, ...]:
    """Give the fictional seller's 500 customers."""
    return (demo_customers_source(),)


def use_sample() -> None:
    """Put the fictional seller in place: the messy catalog and 500 customers, and choices as they come."""
    state.take_own_catalog(sample_catalog())
    _take_shelf(Shelf(Offer.OWN, sample_catalog()))
    take_customers(Customers(sample_customers()))
    state.keep("desk-other", ())
    state.keep("desk-terms", QuoteTerms(""))
    state.keep("desk-paper", "letter")
    decided.put(Aim.DESK, Choices(), frozenset())


def is_sample() -> bool:
    """Whether the fictional seller is what the desk works on."""
    return state.shelf().sources == sample_catalog() and customers().sources in {(), sample_customers()}


def customers() -> Customers:
    """Give the customers' file in use; without sources where none was given yet."""
    return cast("Customers", state.recall("desk-customers"))


def take_customers(new: Customers) -> None:
    """Put another customers' file in place of the one in use; no quote of the old one stays open."""
    state.keep("desk-customers", new)
    close_quote()


def take_one(sources: tuple[SourceFile, ...], whose: str, assume: Credits | None = None) -> None:
    """Put one customer's results in place, and open the quote for them."""
    take_customers(Customers(sources, assume, whose=whose))
    open_quote(0)


def open_quote(customer: int) -> None:
    """Open a customer's quote, by the place in the queue from 0, and keep it open until it is closed."""
    state.keep(OPENED, customer)


def close_quote() -> None:
    """Close the quote that is open, if any."""
    state.keep(OPENED, None)


def change_customers(**changes: Any) -> None:  # noqa: ANN401 - fields of Customers
    """Change how the customers' file in use is read."""
    take_customers(replace(customers(), **changes))


def terms() -> QuoteTerms:
    """Give the terms of all quotes; without a seller's name where none was given yet."""
    return cast("QuoteTerms", state.recall("desk-terms"))


def take_terms(new: QuoteTerms) -> None:
    """Make all quotes on other terms."""
    state.keep("desk-terms", new)


def paper() -> Paper:
    """Give the paper on which quotes are printed."""
    return cast("Paper", state.recall("desk-paper"))


def take_paper(new: Paper) -> None:
    """Print quotes on another paper."""
    state.keep("desk-paper", new)


def other_catalog() -> tuple[SourceFile, ...]:
    """Give the catalog to compare with; nothing where none was given yet."""
    return cast("tuple[SourceFile, ...]", state.recall("desk-other"))


def take_other_catalog(sources: tuple[SourceFile, ...]) -> None:
    """Compare with another catalog."""
    state.keep("desk-other", sources)


def put_in(bundles: tuple[Bundle, ...]) -> None:
    """Put new bundles into the catalog in use; `take_out` takes them out again. Its courses stay the same."""
    shelf: Shelf = state.recall("shelf")
    state.keep("shelf", replace(shelf, bundles=(*shelf.bundles, *bundles)))


def take_out() -> None:
    """Take all new bundles out of the catalog in use."""
    shelf: Shelf = state.recall("shelf")
    state.keep("shelf", replace(shelf, bundles=()))


def use_corrected() -> None:
    """Use the catalog with its safe corrections from here on; `undo_corrected` goes back."""
    before, own = state.shelf(), state.own_catalog()
    sources = before.sources or _shipped(before.offer)
    _take_shelf(Shelf(Offer.OWN, sources, bundles=before.bundles), corrected=True)
    state.take_own_catalog(sources)
    state.keep("desk-before", (replace(before, outlines=()), own))


def undo_corrected() -> None:
    """Use the catalog as it was given again."""
    if state.recall("desk-before") is not None:
        before, own = state.recall("desk-before")
        _take_shelf(replace(before, bundles=state.shelf().bundles))
        state.take_own_catalog(own)


def _take_shelf(shelf: Shelf, *, corrected: bool = False) -> None:
    """Use a catalog; the widget that chooses one follows."""
    decided.take_shelf(shelf)
    state.keep("corrected", shelf.sources if corrected else ())
    state.keep("desk-before", None)
    state.forget_widgets("offer")


def _shipped(offer: Offer) -> tuple[SourceFile, ...]:
    if offer is Offer.DEMO:
        return (demo_catalog_source(),)
    content = (DATA / "published" / "distributions.csv").read_bytes()
    return (SourceFile("distributions.csv", content),)
