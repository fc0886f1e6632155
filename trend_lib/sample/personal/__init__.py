"""Texts with planted personal data and where it stands: what redaction is measured on. Nobody's data."""
