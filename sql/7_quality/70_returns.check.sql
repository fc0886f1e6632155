-- Every contact of a known customer has one row, and nobody comes back before they came.
-- Fails the run when it returns a row. Params: $week_start

WITH known AS (
    SELECT count(*) AS contacts
    FROM contacts.contacts
    WHERE week_start = $week_start AND direction = 'in' AND customer_id IS NOT NULL
),

built AS (
    SELECT
        count(*) AS contacts,
        count(
            CASE WHEN repeat_of = contact_id OR next_contact = contact_id OR repeat_of = next_contact THEN 1 END
        ) AS faults
    FROM quality.returns
    WHERE week_start = $week_start
)

SELECT known.contacts AS contacts_known, built.contacts AS contacts_built, built.faults
FROM known
CROSS JOIN built
WHERE known.contacts <> built.contacts OR built.faults > 0
