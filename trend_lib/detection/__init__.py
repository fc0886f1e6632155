"""Room detection."""
