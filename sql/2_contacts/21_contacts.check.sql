-- Every record of the week is one contact: nothing lost, nothing doubled, in this week alone.
-- Fails the run when it returns a row. Params: $week_start

WITH received AS (
    SELECT source || ':' || source_id AS contact_id
    FROM sources.records
    WHERE week_start = $week_start AND holds = 'contacts'
),

built AS (
    SELECT contact_id FROM contacts.contacts WHERE week_start = $week_start
)

SELECT received.contact_id AS received, built.contact_id AS built
FROM received
FULL JOIN built ON received.contact_id = built.contact_id
WHERE received.contact_id IS NULL OR built.contact_id IS NULL
