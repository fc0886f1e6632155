-- quality.audit: forms of the newest weeks that do not fit what the subscriber said or did, to be heard again.
-- Grain:  one row a form about a contact of which something else is known, and contradicts it.
-- Reads:  quality.reviews, quality.reviewer_bias, contacts.survey_answers, quality.outcomes
-- Params: $week_start, $first_week
-- A form praises from 0.8 on, and blames up to 0.5; a subscriber is unhappy in the lowest third of the scale, happy in
-- the highest tenth. The reviewer's bias of this week is taken off the score first, where one is shown: what is left is
-- a place beside the others' scores and no score, and may lie below 0.

WITH said AS (
    SELECT contact_id, avg((score - scale_min) / (scale_max - scale_min)) AS survey_score
    FROM contacts.survey_answers
    WHERE score IS NOT NULL
    GROUP BY contact_id
),

judged AS (
    SELECT
        reviews.evaluation_id,
        reviews.contact_id,
        reviews.operator_id,
        reviews.reviewer_id,
        reviews.score,
        CASE WHEN reviewer_bias.verdict IS NOT NULL THEN reviewer_bias.bias END AS bias,
        reviews.score - CASE WHEN reviewer_bias.verdict IS NOT NULL THEN reviewer_bias.bias ELSE 0 END AS fair_score,
        said.survey_score,
        NOT outcomes.is_resolved_by_absence AS came_back
    FROM quality.reviews
    LEFT JOIN quality.reviewer_bias
        ON reviews.reviewer_id = reviewer_bias.reviewer_id AND reviewer_bias.week_start = $week_start
    LEFT JOIN said ON reviews.contact_id = said.contact_id
    LEFT JOIN quality.outcomes ON reviews.contact_id = outcomes.contact_id
    WHERE
        reviews.week_start BETWEEN $first_week AND $week_start
        AND reviews.score IS NOT NULL
        AND reviews.contact_id IS NOT NULL
),

disagreeing AS (
    SELECT
        evaluation_id,
        contact_id,
        operator_id,
        reviewer_id,
        score,
        bias,
        survey_score,
        came_back,
        CASE
            WHEN fair_score >= 0.8 AND survey_score <= 0.33 THEN 'praised_unhappy'
            WHEN fair_score >= 0.8 AND came_back THEN 'praised_came_back'
            WHEN fair_score <= 0.5 AND survey_score >= 0.9 AND NOT coalesce(came_back, FALSE) THEN 'blamed_happy'
        END AS disagreement
    FROM judged
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    evaluation_id,
    contact_id,
    operator_id,
    reviewer_id,
    score,
    survey_score,
    came_back,
    disagreement,
    bias
FROM disagreeing
WHERE disagreement IS NOT NULL
ORDER BY evaluation_id
