"""Lets go of the visits whose time is up.

Streamlit keeps a closed tab's visit for ``server.disconnectedSessionTTL`` seconds, but looks whether that is
over only when another tab is closed: the last visitors' files would stay in memory until somebody else comes.
And what was made for a download is only marked when its visit ends, and goes when the next one does.

Garbage is looked for here too, now and then: Streamlit does it after every run of a page, in everything that
all visits hold, so that many visits wait for each other's (`runner.postScriptGC` in .streamlit/config.toml).
"""

from __future__ import annotations

import asyncio
import gc
import logging

from streamlit import config, runtime

_MOST_S, _LEAST_S = 30.0, 1.0
_log = logging.getLogger(__name__)


async def sweep() -> None:
    """Let go of them again and again, until cancelled."""
    keep_s = float(config.get_option("server.disconnectedSessionTTL"))
    every_s = min(_MOST_S, max(_LEAST_S, keep_s / 4))
    while True:
        await asyncio.sleep(every_s)
        gone = let_go()
        runtime.get_instance().media_file_mgr.remove_orphaned_files()
        gc.collect()
        if gone:
            _log.info("Let go of %d visits that have ended", gone)


def let_go() -> int:
    """Shut down the visits that nobody can come back to any more; say how many there were.

    Has to run where the server runs: Streamlit's own lists are changed. They are not part of what it
    documents; a test in the browser shows that this still works with the version that is pinned.
    """
    manager = runtime.get_instance()._session_mgr  # noqa: SLF001 - see above
    kept = manager._session_storage._cache  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    gone = [visit.session for _, visit in kept.expire()]
    count = len(gone)
    while gone:
        gone.pop().shutdown()
    return count
