"""Reading what people upload in a program apart, which is stopped where it takes too long or too much memory.

`readers` is for whoever wants something read; `worker` is the program; `packing` is what goes between them.
See docs/decisions/0021.
"""

from planner.reading.apart.readers import Readers

__all__ = ["Readers"]
