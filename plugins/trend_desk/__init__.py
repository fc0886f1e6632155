"""The desk inside Airflow's web interface: episodes and people's answers at /desk/, bulletins at /bulletins/.

A package of its own, found by its entry point and not by the plugins folder, so that the wheel carries it as a
checkout does, and `trend_lib` still knows nothing of Airflow.
"""
