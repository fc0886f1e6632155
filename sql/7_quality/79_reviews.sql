-- quality.reviews: forms that came from elsewhere in the week, with the part of the sample that their contact is of.
-- Grain:  one row a form and question; forms are scored in trend_lib/quality/listening, with those of the desk.
-- Reads:  contacts.evaluations, quality.review_sample
-- Params: $week_start

WITH sampled AS (
    SELECT contact_id, min(part) AS part
    FROM quality.review_sample
    GROUP BY contact_id
)

SELECT
    evaluations.week_start,
    evaluations.evaluation_id,
    evaluations.contact_id,
    evaluations.operator_id,
    evaluations.reviewer_id,
    evaluations.form,
    evaluations.form_version,
    evaluations.question,
    evaluations.points,
    evaluations.score,
    sampled.part,
    evaluations.evaluated_at
FROM contacts.evaluations
LEFT JOIN sampled ON evaluations.contact_id = sampled.contact_id
WHERE evaluations.week_start = $week_start
ORDER BY evaluations.evaluation_id, evaluations.question
