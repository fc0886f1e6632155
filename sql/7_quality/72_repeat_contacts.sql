-- quality.repeat_contacts: of the contacts whose customer is known, how many came back with the same topic.
-- Grain:  one row a slice (all, each kind, each channel, each topic); all has a row also when it is 0.
-- Reads:  contacts.contacts, topics.contact_topics, quality.returns
-- Params: $week_start
-- Incoming contacts only: those that we began are our work, not the customer's return. One caller's storm
-- shows as many contacts and repeats of few customers. The interval is computed from these counts
-- (trend_lib/quality/interval.py).

WITH known AS (
    SELECT
        contacts.customer_id,
        CASE WHEN returns.repeat_of IS NULL THEN 0 ELSE 1 END AS is_repeat,
        contacts.channel,
        coalesce(contact_topics.kind, '(none)') AS kind,
        coalesce(CAST(contact_topics.topic_id AS VARCHAR), '(none)') AS topic
    FROM quality.returns
    INNER JOIN contacts.contacts
        ON returns.contact_id = contacts.contact_id AND returns.week_start = contacts.week_start
    LEFT JOIN topics.contact_topics
        ON
            contacts.contact_id = contact_topics.contact_id
            AND contact_topics.week_start = $week_start  -- a topic lies in its contact's week
    WHERE returns.week_start = $week_start
),

sliced AS (
    SELECT 'kind' AS slice_dim, kind AS slice_value, customer_id, is_repeat
    FROM known
    UNION ALL
    SELECT 'channel' AS slice_dim, channel AS slice_value, customer_id, is_repeat
    FROM known
    UNION ALL
    SELECT 'topic' AS slice_dim, topic AS slice_value, customer_id, is_repeat
    FROM known
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    'all' AS slice_dim,
    'all' AS slice_value,
    count(*) AS contacts,
    count(DISTINCT customer_id) AS customers,
    CAST(coalesce(sum(is_repeat), 0) AS BIGINT) AS repeats
FROM known
UNION ALL
SELECT
    CAST($week_start AS DATE) AS week_start,
    slice_dim,
    slice_value,
    count(*) AS contacts,
    count(DISTINCT customer_id) AS customers,
    CAST(sum(is_repeat) AS BIGINT) AS repeats
FROM sliced
GROUP BY slice_dim, slice_value
ORDER BY slice_dim, slice_value
