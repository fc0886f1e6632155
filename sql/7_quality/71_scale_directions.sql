-- quality.scale_directions: does a source's better score go with solved contacts? One that says 1 is best does not.
-- Grain:  one row a source whose scored contacts are known to be solved or not.
-- Reads:  contacts.survey_answers, quality.outcomes
-- Params: $week_start, $first_week, $resolved_question
-- A contact counts once, with the mean place of its scores on their scales. Solved is what the source of the
-- contact says, else whether the customer came back: never the survey's own word. The interval and what
-- follows from it are computed from this (trend_lib/quality/line/directions.py).

WITH scored AS (
    SELECT
        source,
        contact_id,
        avg((score - scale_min) / (scale_max - scale_min)) AS place
    FROM contacts.survey_answers
    WHERE
        week_start BETWEEN $first_week AND $week_start
        AND source IS NOT NULL
        AND score IS NOT NULL
        AND scale_max > scale_min
        AND question <> $resolved_question
    GROUP BY source, contact_id
),

solved AS (
    SELECT
        scored.source,
        scored.place,
        CASE
            WHEN coalesce(outcomes.is_resolved_by_status, outcomes.is_resolved_by_absence) THEN 1.0
            WHEN NOT coalesce(outcomes.is_resolved_by_status, outcomes.is_resolved_by_absence) THEN 0.0
        END AS is_solved
    FROM scored
    INNER JOIN quality.outcomes ON scored.contact_id = outcomes.contact_id
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    source,
    count(*) AS contacts,
    round(corr(place, is_solved), 9) AS score_correlation  -- sums come in any order
FROM solved
WHERE is_solved IS NOT NULL
GROUP BY source
ORDER BY source
