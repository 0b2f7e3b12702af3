"""How the tests run: the same generated cases every time here, other ones by asking for them.

`HYPOTHESIS_PROFILE=deep` looks further, with new cases on each run.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("deep", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
