-- Every renaming that was carried forward is here.
-- Fails the run when it returns a row. Params: $week_start

SELECT renamed_topics.topic_id
FROM detection.renamed_topics
LEFT JOIN episodes.renamed_topics AS here
    ON
        renamed_topics.week_start = here.week_start
        AND renamed_topics.topic_id = here.topic_id
        AND renamed_topics.renamed_into = here.renamed_into
        AND renamed_topics.since = here.since
WHERE renamed_topics.week_start = $week_start AND here.topic_id IS NULL
