"""One file a system: how its API is walked from a cursor to its newest change."""
