"""Room episodes."""
