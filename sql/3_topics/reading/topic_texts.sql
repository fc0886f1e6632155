-- What: a sample of the contacts that some topics held before the last weeks, how many each held, and how
--       many contacts there were in all since the topic's first.
-- Grain: topic, text
-- Reads: topics.contact_topics
-- Params: $topic_ids, $first_week, $before_week, $most
WITH sampled AS (
    SELECT
        topic_id,
        text,
        md5(contact_id) AS place,
        count(*) OVER (PARTITION BY topic_id) AS contacts_in_all,
        min(week_start) OVER (PARTITION BY topic_id) AS since_week
    FROM topics.contact_topics
    WHERE
        week_start >= $first_week
        AND week_start < $before_week
        AND list_contains($topic_ids, topic_id)
    QUALIFY row_number() OVER (PARTITION BY topic_id ORDER BY md5(contact_id)) <= $most
),

weeks AS (
    SELECT
        week_start,
        count(*) AS contacts
    FROM topics.contact_topics
    WHERE
        week_start >= $first_week
        AND week_start < $before_week
    GROUP BY week_start
),

spans AS (
    SELECT
        firsts.since_week,
        sum(weeks.contacts) AS contacts_of_all
    FROM (SELECT DISTINCT since_week FROM sampled) AS firsts
    INNER JOIN weeks
        ON weeks.week_start >= firsts.since_week
    GROUP BY firsts.since_week
)

SELECT
    sampled.topic_id,
    sampled.text,
    count(*) AS contacts,
    min(sampled.contacts_in_all) AS contacts_in_all,
    min(spans.contacts_of_all) AS contacts_of_all
FROM sampled
INNER JOIN spans
    ON spans.since_week = sampled.since_week
GROUP BY
    sampled.topic_id,
    sampled.text
ORDER BY
    sampled.topic_id,
    min(sampled.place)
