"""Axe finds nothing serious on any page, in either light."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open

PAGES = ("/", "/results?demo=two-credentials", "/catalog?demo=ordinary", "/plan?demo=impossible", "/about")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(visit: Open, path: str, scheme: str) -> None:
    page = visit(path, scheme=scheme)
    for expander in page.locator("[data-testid=stExpander] summary").all():
        expander.click()
    page.wait_for_timeout(600)
    found = Axe().run(page).response["violations"]
    serious = [
        f"{violation['id']}: {violation['help']} ({violation['nodes'][0]['html'][:200]})"
        for violation in found
        if violation["impact"] in {"serious", "critical"}
    ]
    assert not serious
