-- quality.repeat_contacts: of the contacts whose customer is known, how many came back.
-- Grain:  one row a slice (all, each kind, each channel); all has a row also when it is 0.
-- Reads:  contacts.contacts, topics.contact_topics
-- Params: $week_start
-- Incoming contacts only: those that we began are our work, not the customer's return.
-- The interval is computed from these counts (trend_lib/quality/interval.py).

WITH known AS (
    SELECT
        contacts.is_repeat,
        contacts.channel,
        coalesce(contact_topics.kind, '(none)') AS kind
    FROM contacts.contacts
    LEFT JOIN topics.contact_topics
        ON
            contacts.contact_id = contact_topics.contact_id
            AND contact_topics.week_start = $week_start  -- a topic lies in its contact's week
    WHERE
        contacts.week_start = $week_start
        AND contacts.direction = 'in'
        AND contacts.customer_id IS NOT NULL
),

counted AS (
    SELECT
        'all' AS slice_dim,
        'all' AS slice_value,
        count(*) AS contacts,
        count(CASE WHEN is_repeat THEN 1 END) AS repeats
    FROM known
    UNION ALL
    SELECT
        'kind' AS slice_dim,
        kind AS slice_value,
        count(*) AS contacts,
        count(CASE WHEN is_repeat THEN 1 END) AS repeats
    FROM known
    GROUP BY kind
    UNION ALL
    SELECT
        'channel' AS slice_dim,
        channel AS slice_value,
        count(*) AS contacts,
        count(CASE WHEN is_repeat THEN 1 END) AS repeats
    FROM known
    GROUP BY channel
)

SELECT CAST($week_start AS DATE) AS week_start, slice_dim, slice_value, contacts, repeats
FROM counted
ORDER BY slice_dim, slice_value
