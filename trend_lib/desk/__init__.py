"""The desk: pages about what was published, and forms for people's answers. Knows no web server.

Reads the snapshot in `published/`, and of `inbox/` what waits to be counted; writes nothing but answers, by
`base/inbox.py`. The Airflow plugin `trend_desk` serves it, and says who asks and what they may do.
"""
