-- What: a sample of the contacts from before the last weeks, and how many there were; a week more changes it little.
-- Grain: text
-- Reads: topics.contact_topics
-- Params: $first_week, $before_week, $most
WITH sampled AS (
    SELECT
        text,
        md5(contact_id) AS place,
        count(*) OVER () AS contacts_in_all
    FROM topics.contact_topics
    WHERE
        week_start >= $first_week
        AND week_start < $before_week
    ORDER BY md5(contact_id)
    LIMIT $most
)

SELECT
    text,
    count(*) AS contacts,
    min(contacts_in_all) AS contacts_in_all
FROM sampled
GROUP BY text
ORDER BY min(place)
