"""When to take which course: the dates that bind, the pace, and a schedule that keeps them where one can."""

from planner.scheduling.schedule import DateStanding, Schedule, ScheduledCourse
from planner.scheduling.scheduling import Scheduled, least_pace, make_schedule
from planner.scheduling.tasks import Bounds, bounds_of
from planner.scheduling.timing import DateKind, KeyDate, Timing

__all__ = [
    "Bounds",
    "DateKind",
    "DateStanding",
    "KeyDate",
    "Schedule",
    "Scheduled",
    "ScheduledCourse",
    "Timing",
    "bounds_of",
    "least_pace",
    "make_schedule",
]
