-- What: the topics whose customers came back most, with how many customers that were.
-- Grain: topic
-- Reads: quality.repeat_contacts, episodes.series_weeks
-- Params: $week_start
-- Topic 1 is no topic: its contacts repeat nothing that has words.
SELECT
    series_weeks.topic_id,
    series_weeks.topic_name,
    repeat_contacts.contacts,
    repeat_contacts.customers,
    repeat_contacts.repeats,
    repeat_contacts.repeat_share,
    repeat_contacts.repeat_lower,
    repeat_contacts.repeat_upper
FROM quality.repeat_contacts
INNER JOIN episodes.series_weeks
    ON
        repeat_contacts.slice_value = CAST(series_weeks.topic_id AS VARCHAR)
        AND repeat_contacts.week_start = series_weeks.week_start
        AND series_weeks.slice_dim = 'all'
WHERE
    repeat_contacts.week_start = $week_start
    AND repeat_contacts.slice_dim = 'topic'
    AND repeat_contacts.repeats > 1
    AND series_weeks.topic_id > 1
ORDER BY repeat_contacts.repeats DESC, repeat_contacts.contacts, series_weeks.topic_id
LIMIT 5
