-- Nobody hears a contact twice, the two parts share none, and every replaced review names another or has none left.
-- Fails the run when it returns a row. Params: $week_start

WITH sampled AS (
    SELECT
        contact_id,
        count(DISTINCT part) AS parts,
        count(reviewer_id) AS hearings,
        count(DISTINCT reviewer_id) AS reviewers,
        count(DISTINCT hearing) AS places,
        count(*) AS reviews,
        count(CASE WHEN part = 'risk' AND risks = '' THEN 1 END) AS without_reason
    FROM quality.review_sample
    WHERE week_start = $week_start
    GROUP BY contact_id
),

astray AS (
    SELECT later.contact_id
    FROM quality.review_sample AS later
    LEFT JOIN quality.review_sample AS gone
        ON later.replaces = gone.review_id AND gone.week_start = $week_start AND gone.replaced_because IS NOT NULL
    WHERE later.week_start = $week_start AND later.replaces IS NOT NULL AND gone.review_id IS NULL
)

SELECT contact_id
FROM sampled
WHERE parts > 1 OR hearings <> reviewers OR places <> reviews OR without_reason > 0
UNION ALL
SELECT contact_id
FROM astray
