-- weekly.running_topics: the topics of the running week, as a rehearsal found them.
-- Grain:  one row a topic. A topic born in the rehearsal has an id that is its alone until the next one: it
--         is known by the contacts that made it.
-- Reads:  weekly.topic_weeks and .new_sources (of the rehearsal), topics.contact_topics (of the rehearsal)
-- Params: $week_start, $day (looked at up to it)

WITH newborn AS (
    SELECT contact_topics.topic_id, list_sort(list(contact_topics.contact_id)) AS contact_ids
    FROM topics.contact_topics
    INNER JOIN weekly.topic_weeks
        ON
            contact_topics.topic_id = topic_weeks.topic_id
            AND topic_weeks.slice_dim = 'all'
            AND topic_weeks.week_start = $week_start
            AND topic_weeks.first_week = $week_start
    WHERE contact_topics.week_start = $week_start
    GROUP BY contact_topics.topic_id
),

new_sources AS (
    SELECT topic_id, list_sort(list(what)) AS new_sources, CAST(sum(contacts) AS BIGINT) AS new_contacts
    FROM weekly.new_sources
    WHERE week_start = $week_start
    GROUP BY topic_id
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    CAST($day AS DATE) AS seen_until,
    topic_weeks.topic_id,
    topic_weeks.topic_name,
    topic_weeks.kind,
    topic_weeks.first_week,
    topic_weeks.contacts,
    topic_weeks.customers,
    topic_weeks.examples,
    coalesce(newborn.contact_ids, []) AS contact_ids,
    coalesce(new_sources.new_sources, []) AS new_sources,
    coalesce(new_sources.new_contacts, 0) AS new_contacts
FROM weekly.topic_weeks
LEFT JOIN newborn ON topic_weeks.topic_id = newborn.topic_id
LEFT JOIN new_sources ON topic_weeks.topic_id = new_sources.topic_id
WHERE topic_weeks.week_start = $week_start AND topic_weeks.slice_dim = 'all'
