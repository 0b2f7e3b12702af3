"""When to take which course."""
