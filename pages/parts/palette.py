"""The few colours that charts need beyond the theme's own: each reads on a light and on a dark page.

A course keeps its colour and its number wherever it appears; the number says the same without colour.
"""

from __future__ import annotations

# Six colours, 3:1 or more against both pages and apart in the common kinds of colour blindness, and the text
# upon each. `.streamlit/config.toml` has the same ones; tests/unit/test_theme.py recomputes all of that.
COURSES = (
    ("#118890", "#ffffff"),
    ("#c38822", "#111111"),
    ("#9044bb", "#ffffff"),
    ("#d43c5e", "#ffffff"),
    ("#556e11", "#ffffff"),
    ("#aa77f6", "#111111"),
)
ACCENT, ACCENT_TEXT = COURSES[0]
DONE = "#8a939c"
DONE_TEXT = "#111111"
SHORT = "#cc4700"
TICK = "#6f7a83"
CLEAR = "rgba(0,0,0,0)"
# In the browser Streamlit's Plotly theme puts its own strong text colour in place of this one. What is
# written follows a later change of light too (pages/parts/shell.py).
PAGE_TEXT = "#000037"
QUIET_LINE = "rgba(128,138,148,0.26)"
PALE = 0.36


def course_colour(number: int) -> str:
    """Give the fill of the course with a number (from 1). From the seventh on, colours come round again."""
    return COURSES[(number - 1) % len(COURSES)][0]


def course_text_colour(number: int) -> str:
    """Give the colour of text on a course's fill."""
    return COURSES[(number - 1) % len(COURSES)][1]
