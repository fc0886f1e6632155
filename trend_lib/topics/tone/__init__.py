"""Tone of a text, -1 (anger) to 1 (delight): `lexicon` judges by words, `head` by the home's own scores.

Tone is about feeling, not about trouble: 'the internet is down' is a fault reported calmly.
"""
