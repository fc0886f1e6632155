-- What: the topics that go on under another's name, as known in the week.
-- Grain: topic of the old name
-- Reads: episodes.renamed_topics
-- Params: $week_start
SELECT
    topic_id,
    renamed_into,
    since
FROM episodes.renamed_topics
WHERE week_start = $week_start
ORDER BY topic_id
