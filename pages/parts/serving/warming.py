"""What is done before the first person comes, so that nobody waits for it."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
from pathlib import Path
from time import monotonic

from streamlit import runtime

from pages.parts import parsing

_log = logging.getLogger(__name__)
_PAGES = Path(__file__).resolve().parents[2]
# Loaded by what people do later, and not by a page's first lines.
_LATER = ("icalendar", "openpyxl", "pyarrow.pandas_compat", "planner.writing.printing")


async def warm_up() -> bool:
    """Open the first page as the first person will, then load what other pages need; say if all went well.

    To run the first page here also makes the list of pages known to Streamlit, which else takes a link to a
    page for a script of its own. What is there at the end stays for good: the collector need not look at it
    again after each run of a page, as Streamlit has it do.
    """
    began = monotonic()
    fine, said = await runtime.get_instance().does_script_run_without_error()
    if not fine:
        _log.error("The first page could not be drawn: %s", said)
    await asyncio.to_thread(_load)
    _log.info("Warmed up in %.1f s", monotonic() - began)
    return fine


def _load() -> None:
    for part in sorted((_PAGES / "parts").glob("[a-z]*.py")):
        importlib.import_module(f"pages.parts.{part.stem}")
    for name in _LATER:
        importlib.import_module(name)
    from planner.writing.printing import lettering  # noqa: PLC0415 - loads reportlab

    lettering.printable("\N{CHECK MARK}")  # reads the typeface
    parsing.warm_up()
    gc.collect()
    gc.freeze()
