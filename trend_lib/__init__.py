"""Which topics rose at the support desk, beyond chance and season; start reading at `flow.py`."""

__version__ = "0.1.0"
