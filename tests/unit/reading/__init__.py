"""Reading: from bytes to raw cells, and from raw cells to what they mean."""
