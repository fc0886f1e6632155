"""Fetching: what live APIs, far files and databases hold becomes files in drop/<source>/, for landing.

A fetcher reads nothing of ours and judges nothing: it keeps pages as they came. `apis/` has one
file a system; `client.py` bears with servers; `drop_box.py` is where a crash may happen at any step.
"""
