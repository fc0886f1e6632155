-- Kinds, channels and topics each add up to all contacts of known customers.
-- Fails the run when it returns a row. Params: $week_start

WITH known AS (
    SELECT count(*) AS contacts, count(repeat_of) AS repeats
    FROM quality.returns
    WHERE week_start = $week_start
),

dimensions AS (
    SELECT slice_dim FROM (VALUES ('all'), ('kind'), ('channel'), ('topic')) AS listed (slice_dim)
),

counted AS (
    SELECT
        dimensions.slice_dim,
        coalesce(sum(repeat_contacts.contacts), 0) AS contacts,
        coalesce(sum(repeat_contacts.repeats), 0) AS repeats,
        count(CASE WHEN repeat_contacts.customers > repeat_contacts.contacts THEN 1 END) AS faults
    FROM dimensions
    LEFT JOIN quality.repeat_contacts
        ON
            dimensions.slice_dim = repeat_contacts.slice_dim
            AND repeat_contacts.week_start = $week_start
    GROUP BY dimensions.slice_dim
)

SELECT counted.slice_dim, counted.contacts, counted.repeats, counted.faults
FROM counted
CROSS JOIN known
WHERE counted.contacts <> known.contacts OR counted.repeats <> known.repeats OR counted.faults > 0
