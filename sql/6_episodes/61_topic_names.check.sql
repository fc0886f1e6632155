-- Every name that was carried forward is here.
-- Fails the run when it returns a row. Params: $week_start

SELECT
    topic_names.topic_id,
    topic_names.language
FROM weekly.topic_names
LEFT JOIN episodes.topic_names AS here
    ON
        topic_names.week_start = here.week_start
        AND topic_names.topic_id = here.topic_id
        AND topic_names.language = here.language
        AND topic_names.topic_name = here.topic_name
WHERE topic_names.week_start = $week_start AND here.topic_id IS NULL
