"""Room weekly."""
