"""Needs and courses in, the proven best set out. The only place that knows the solver."""
