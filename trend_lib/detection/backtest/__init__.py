"""The backtest: the home's own history judged once more, with rises planted to see what is caught.

    replay.py    every week judged by what its tables say was known then
    planting.py  which topics rise, when, by how much, and in which slices
    catching.py  the same weeks judged again with those rises in them
    smallest.py  the smallest rise that would be caught, topic by topic
    budget.py    what other settings would have told, and which keep to a number of alarms
    findings.py  all of it as one answer

Writes nothing. Reads `weekly.*` and `detection.assessments`.
"""
