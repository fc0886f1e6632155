-- Every form that came is here once, scored or with the reason why not, and no score is off its scale.
-- Fails the run when it returns a row. Params: $week_start

WITH received AS (
    SELECT count(DISTINCT evaluation_id) AS forms
    FROM contacts.evaluations
    WHERE week_start = $week_start
),

kept AS (
    SELECT
        count(CASE WHEN way = 'import' THEN 1 END) AS forms,
        count(CASE WHEN score < 0 OR score > 1 OR (is_failed AND score <> 0) THEN 1 END) AS faults
    FROM quality.reviews
    WHERE week_start = $week_start
)

SELECT received.forms AS forms_received, kept.forms AS forms_kept, kept.faults
FROM received
CROSS JOIN kept
WHERE received.forms <> kept.forms OR kept.faults > 0
