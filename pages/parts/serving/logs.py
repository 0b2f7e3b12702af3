"""The lines that whoever runs this reads: when, how grave, from where, what. Never what is in a file.

An exception's own words may quote the cell that it failed at. So its kind and its place in the code are
logged, and its words are not: whoever can look for the fault finds it by the place.
"""

from __future__ import annotations

import logging
import traceback

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_OURS = ("pages", "planner")
_plain = logging.getLogRecordFactory()


def begin() -> None:
    """Have our own lines written, and every exception without its words. Does nothing the second time."""
    logging.setLogRecordFactory(_record)
    for name in _OURS:
        log = logging.getLogger(name)
        if not log.handlers:
            handler = logging.StreamHandler()
            handler.setFormatter(logging.Formatter(_FORM))
            log.addHandler(handler)
            log.setLevel(logging.INFO)
            log.propagate = False


def told(error: BaseException) -> str:
    """Tell an exception by kinds and places, the first cause first."""
    causes: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in causes:
        causes.append(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    lines = []
    for one in reversed(causes):
        lines += [
            f"  {place.filename}:{place.lineno} in {place.name}"
            for place in traceback.extract_tb(one.__traceback__)
        ]
        lines.append(f"{type(one).__qualname__} (its words are left out: they may quote a file)")
    return "\n".join(lines)


def _record(*args: object, **kwargs: object) -> logging.LogRecord:
    record = _plain(*args, **kwargs)
    if record.exc_info and record.exc_info[1] is not None:
        record.exc_text = told(record.exc_info[1])  # a formatter takes what is already written
    return record
