"""Queues: the prescriptions of many people, from files of every shape and of nearly any size."""

from planner.reading.queues.finished import read_finished
from planner.reading.queues.queue import read_queue, read_queue_file

__all__ = ["read_finished", "read_queue", "read_queue_file"]
