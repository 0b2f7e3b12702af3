"""The theme can be read in both lights, and its chart colours by people who see colours differently."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit import config as streamlit_config

from pages.parts import palette
from pages.parts.shell import ON_MAIN_BUTTONS, STYLE

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
SETTINGS: dict[str, Any] = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
LIGHTS = ("light", "dark")
TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11
APART = 0.1  # in OKLab; a just noticeable difference is about 0.02

# Machado, Oliveira and Fernandes, 2009: full severity, applied to linear RGB.
SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)

Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return channel(red), channel(green), channel(blue)


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def contrast(one: str, other: str) -> float:
    levels = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (levels[1] + 0.05) / (levels[0] + 0.05)


def apart(one: str, other: str, sight: str) -> float:
    def seen(colour: str) -> Triple:
        red, green, blue = (min(1.0, max(0.0, c)) for c in times(SIGHT[sight], linear(colour)))
        long, middle, short = (cone ** (1 / 3) for cone in times(TO_CONES, (red, green, blue)))
        return times(TO_OKLAB, (long, middle, short))

    return sum((a - b) ** 2 for a, b in zip(seen(one), seen(other), strict=True)) ** 0.5


@pytest.mark.parametrize("light", LIGHTS)
def test_text_can_be_read(light: str) -> None:
    theme = SETTINGS["theme"][light]
    for page in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        assert contrast(theme["textColor"], page) >= TEXT
        assert contrast(theme["linkColor"], page) >= TEXT
    # Chosen options and tabs are written in it.
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= TEXT


def test_main_buttons_can_be_read() -> None:
    on_light, on_dark = ON_MAIN_BUTTONS
    assert contrast(on_light, SETTINGS["theme"]["light"]["primaryColor"]) >= TEXT
    assert contrast(on_dark, SETTINGS["theme"]["dark"]["primaryColor"]) >= TEXT
    assert f"light-dark({on_light}, {on_dark})" in STYLE


@pytest.mark.parametrize("light", LIGHTS)
def test_courses_are_drawn_in_the_chart_colours(light: str) -> None:
    assert SETTINGS["theme"][light]["chartCategoricalColors"] == [fill for fill, _ in palette.COURSES]


@pytest.mark.parametrize(("fill", "text"), palette.COURSES)
def test_numbers_on_course_colours_can_be_read(fill: str, text: str) -> None:
    assert contrast(fill, text) >= 4


@pytest.mark.parametrize("light", LIGHTS)
def test_chart_colours_stand_out_from_the_page(light: str) -> None:
    theme = SETTINGS["theme"][light]
    for colour in theme["chartCategoricalColors"]:
        assert contrast(colour, theme["backgroundColor"]) >= GRAPHICS


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("sight", SIGHT)
def test_chart_colours_stay_apart_for_everyone(light: str, sight: str) -> None:
    colours = SETTINGS["theme"][light]["chartCategoricalColors"]
    assert min(apart(one, other, sight) for one, other in itertools.combinations(colours, 2)) >= APART


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("scale", ["chartSequentialColors", "chartDivergingColors"])
def test_scales_have_the_ten_colours_that_streamlit_takes(light: str, scale: str) -> None:
    assert len(SETTINGS["theme"][light][scale]) == 10


def settings(table: dict[str, Any], section: str = "") -> list[str]:
    """Name every setting of the file in full."""
    names = []
    for key, value in table.items():
        name = f"{section}.{key}".strip(".")
        names += settings(value, name) if isinstance(value, dict) else [name]
    return names


def test_streamlit_knows_every_setting() -> None:
    known = streamlit_config.get_config_options().keys()
    assert set(settings(SETTINGS)) <= set(known)


def test_nothing_is_sent_to_anyone() -> None:
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert "://" not in CONFIG.read_text(encoding="utf-8")
