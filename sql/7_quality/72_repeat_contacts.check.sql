-- Kinds and channels each add up to all contacts of known customers.
-- Fails the run when it returns a row. Params: $week_start

WITH known AS (
    SELECT count(*) AS contacts, count(CASE WHEN is_repeat THEN 1 END) AS repeats
    FROM contacts.contacts
    WHERE week_start = $week_start AND direction = 'in' AND customer_id IS NOT NULL
),

dimensions AS (
    SELECT slice_dim FROM (VALUES ('all'), ('kind'), ('channel')) AS listed (slice_dim)
),

counted AS (
    SELECT
        dimensions.slice_dim,
        coalesce(sum(repeat_contacts.contacts), 0) AS contacts,
        coalesce(sum(repeat_contacts.repeats), 0) AS repeats
    FROM dimensions
    LEFT JOIN quality.repeat_contacts
        ON
            dimensions.slice_dim = repeat_contacts.slice_dim
            AND repeat_contacts.week_start = $week_start
    GROUP BY dimensions.slice_dim
)

SELECT counted.slice_dim, counted.contacts, counted.repeats
FROM counted
CROSS JOIN known
WHERE counted.contacts <> known.contacts OR counted.repeats <> known.repeats
