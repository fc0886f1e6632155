"""Room sample."""
