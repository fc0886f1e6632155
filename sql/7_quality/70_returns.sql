-- quality.returns: which contacts are repeats, and which customers came back.
-- Grain:  one row an incoming contact of the week whose customer is known.
-- Reads:  contacts.contacts, topics.contact_topics (the week, and those around it that a repeat can reach)
-- Params: $week_start, $first_week, $last_week, $repeat_days
-- A repeat is the same customer with the same topic again, by any channel and source, at most $repeat_days
-- later. The residue is no topic: two of its contacts are not the same. A contact without words, as calls
-- without a note are, may be about anything: it repeats the one before, and the next one repeats it.

WITH talked AS (
    SELECT
        contacts.contact_id,
        contacts.week_start,
        contacts.customer_id,
        contacts.opened_at,
        contacts.text = '' AND contacts.language = 'unknown' AS is_wordless,  -- not: whose words were forgotten
        CASE WHEN contact_topics.topic_id > 1 THEN contact_topics.topic_id END AS topic_id,
        row_number() OVER (
            PARTITION BY contacts.customer_id
            ORDER BY contacts.opened_at, contacts.contact_id
        ) AS place
    FROM contacts.contacts
    LEFT JOIN topics.contact_topics
        ON
            contacts.contact_id = contact_topics.contact_id
            AND contacts.week_start = contact_topics.week_start
    WHERE
        contacts.direction = 'in'
        AND contacts.customer_id IS NOT NULL
        AND contacts.week_start BETWEEN $first_week AND $last_week
),

beside AS (
    SELECT
        contact_id,
        week_start,
        customer_id,
        opened_at,
        is_wordless,
        place,
        max(CASE WHEN is_wordless THEN place END) OVER (
            PARTITION BY customer_id
            ORDER BY place
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS wordless_before,
        min(CASE WHEN is_wordless THEN place END) OVER (
            PARTITION BY customer_id
            ORDER BY place
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS wordless_after,
        CASE WHEN topic_id > 1 THEN lag(place) OVER (PARTITION BY customer_id, topic_id ORDER BY place) END
            AS same_before,
        CASE WHEN topic_id > 1 THEN lead(place) OVER (PARTITION BY customer_id, topic_id ORDER BY place) END
            AS same_after
    FROM talked
),

nearest AS (
    SELECT
        contact_id,
        week_start,
        customer_id,
        opened_at,
        CASE WHEN is_wordless THEN place - 1 ELSE greatest(coalesce(same_before, 0), coalesce(wordless_before, 0)) END
            AS place_before,
        CASE
            WHEN is_wordless THEN place + 1
            ELSE least(coalesce(same_after, wordless_after), coalesce(wordless_after, same_after))
        END AS place_after
    FROM beside
)

SELECT
    nearest.week_start,
    nearest.contact_id,
    CASE WHEN epoch(nearest.opened_at) - epoch(earlier.opened_at) <= $repeat_days * 86400 THEN earlier.contact_id END
        AS repeat_of,
    CASE WHEN epoch(later.opened_at) - epoch(nearest.opened_at) <= $repeat_days * 86400 THEN later.contact_id END
        AS next_contact
FROM nearest
LEFT JOIN talked AS earlier
    ON nearest.customer_id = earlier.customer_id AND nearest.place_before = earlier.place
LEFT JOIN talked AS later
    ON nearest.customer_id = later.customer_id AND nearest.place_after = later.place
WHERE nearest.week_start = $week_start
ORDER BY nearest.contact_id
