"""Room topics."""
