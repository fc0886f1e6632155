-- episodes.renamed_topics: topics that go on under another's name; carried forward.
-- Grain:  one row a topic of the old name.
-- Reads:  detection.renamed_topics
-- Params: $week_start

SELECT week_start, topic_id, renamed_into, since
FROM detection.renamed_topics
WHERE week_start = $week_start
