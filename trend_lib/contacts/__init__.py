"""Room contacts."""
