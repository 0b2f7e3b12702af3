"""A seller's logo: a picture from outside, looked at before it goes on any paper."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.phrases import joined
from planner.problem import Problem, Severity

if TYPE_CHECKING:
    from PIL.Image import Image

KINDS = ("PNG", "JPEG")
MOST_BYTES = 2_000_000
LEAST_PIXELS, MOST_PIXELS = 16, 6_000
"""Of each side."""
# On paper a logo is at most about two inches wide: more than this would only make files large.
_SHOWN = (640, 240)


@lru_cache(maxsize=8)
def check_logo(content: bytes) -> tuple[Problem, ...]:
    """Refuse, in words, what can't be put on paper as a logo."""
    if len(content) > MOST_BYTES:
        size, most = len(content) / 1e6, MOST_BYTES / 1e6
        return _refused(
            "logo-too-large",
            f"The logo has {size:.1f} MB, and may have {most:.0f} MB. Save it smaller; it is printed small.",
        )
    try:
        picture = _opened(content)
    except ValueError as refused:
        return _refused("logo-not-a-picture", str(refused))
    wide, high = picture.size
    if not (LEAST_PIXELS <= wide <= MOST_PIXELS and LEAST_PIXELS <= high <= MOST_PIXELS):
        return _refused(
            "logo-size",
            f"The logo is {wide:,} by {high:,} pixels. Each side may have from {LEAST_PIXELS} to "
            f"{MOST_PIXELS:,} pixels: save it in such a size.",
        )
    try:
        _decoded(picture)
    except ValueError as refused:
        return _refused("logo-not-a-picture", str(refused))
    return ()


@lru_cache(maxsize=8)
def logo_to_print(content: bytes) -> tuple[bytes, int, int]:
    """Give a logo that was checked as a PNG, no larger than paper needs, with its width and height in pixels.

    Nothing but its pixels is left of the file: what else a picture may carry doesn't go out with a quote.

    Raises:
        ValueError: it isn't a PNG or a JPEG, or is damaged.
    """
    picture = _decoded(_opened(content))
    shown = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    shown.thumbnail(_SHOWN)
    saved = io.BytesIO()
    shown.save(saved, "PNG")
    return saved.getvalue(), *shown.size


def _opened(content: bytes) -> Image:
    """Read what a picture says of itself, without unpacking it."""
    from PIL import Image  # noqa: PLC0415 - only who has a logo pays for Pillow

    try:
        with warnings.catch_warnings():
            # What is large gets its own words.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(content), formats=KINDS)
    except Image.DecompressionBombError as error:
        message = f"The logo has far too many pixels. Save it with at most {MOST_PIXELS:,} on each side."
        raise ValueError(message) from error
    except (OSError, ValueError, SyntaxError) as error:
        message = f"The logo isn't a picture that can be read. Give a {joined(KINDS, 'or')} file."
        raise ValueError(message) from error


def _decoded(picture: Image) -> Image:
    """Unpack all of a picture.

    Raises:
        ValueError: it breaks off, or is damaged.
    """
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        message = "The logo is damaged: it breaks off before its end. Save it again."
        raise ValueError(message) from error
    return picture


def _refused(code: str, message: str) -> tuple[Problem, ...]:
    return (Problem(Severity.ERROR, code, message),)
