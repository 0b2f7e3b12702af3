"""Bytes in, domain objects and problems out: files and pasted text of every shape that people have."""
