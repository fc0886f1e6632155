-- What: a sample of the contacts that some topics held before the last weeks, and how many each held.
-- Grain: topic, text
-- Reads: topics.contact_topics
-- Params: $topic_ids, $first_week, $before_week, $most
WITH sampled AS (
    SELECT
        topic_id,
        text,
        md5(contact_id) AS place,
        count(*) OVER (PARTITION BY topic_id) AS contacts_in_all
    FROM topics.contact_topics
    WHERE
        week_start >= $first_week
        AND week_start < $before_week
        AND list_contains($topic_ids, topic_id)
    QUALIFY row_number() OVER (PARTITION BY topic_id ORDER BY md5(contact_id)) <= $most
)

SELECT
    topic_id,
    text,
    count(*) AS contacts,
    min(contacts_in_all) AS contacts_in_all
FROM sampled
GROUP BY
    topic_id,
    text
ORDER BY
    topic_id,
    min(place)
