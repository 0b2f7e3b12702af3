"""Takes the picture in the README, from the ordinary demo case: ``python -m tests.browser.picture``."""

from __future__ import annotations

import sys

from tests.browser import server

PICTURE = server.ROOT / "docs" / "picture.png"
_CASE = "/plan?demo=ordinary"
_SIZE = {"width": 1200, "height": 1400}
_MARGIN = 48  # the line under the picture is part of it


def main() -> int:
    """Open the finished plan of the demo case and take its picture.

    Returns:
        The exit status: 0.

    Raises:
        RuntimeError: there is no Chromium, the app did not start, or the plan has no picture.
    """
    with server.app() as address, server.chromium() as browser:
        page = browser.new_page(viewport=_SIZE, color_scheme="light", device_scale_factor=1.5)  # type: ignore[arg-type]
        page.goto(address + _CASE)
        server.settled(page)
        chart = page.locator("[data-testid=stPlotlyChart]").first.bounding_box()
        if chart is None:
            message = "the plan has no picture of its coverage"
            raise RuntimeError(message)
        end = chart["y"] + chart["height"] + _MARGIN
        page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": _SIZE["width"], "height": end})
    sys.stdout.write(f"{PICTURE.relative_to(server.ROOT)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
