"""``python -m planner``."""

from __future__ import annotations

import signal
import sys

from planner.cli import main

if __name__ == "__main__":
    # Whoever asks the program to end gets the same clean end as with Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
