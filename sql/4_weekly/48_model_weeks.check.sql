-- Every model that placed a contact of the week is named, once.
-- Fails the run when it returns a row. Params: $week_start

WITH placed AS (
    SELECT count(DISTINCT model_version) AS models
    FROM topics.contact_topics
    WHERE week_start = $week_start
),

named AS (
    SELECT count(*) AS models
    FROM weekly.model_weeks
    WHERE week_start = $week_start
)

SELECT placed.models AS models_placed, named.models AS models_named
FROM placed
CROSS JOIN named
WHERE placed.models <> named.models
