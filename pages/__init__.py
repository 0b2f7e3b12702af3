"""One thin script a screen; what they share is in `pages.parts`."""
