-- Every answer of a source that is not refused is counted once in every dimension, and the numbers of a row agree.
-- Fails the run when it returns a row. Params: $week_start

WITH dimensions AS (
    SELECT slice_dim FROM (VALUES ('all'), ('channel'), ('product')) AS listed (slice_dim)
),

stored AS (
    SELECT count(*) AS asked, count(survey_answers.score) AS answered
    FROM contacts.survey_answers
    LEFT JOIN quality.scale_directions
        ON survey_answers.source = scale_directions.source AND scale_directions.week_start = $week_start
    WHERE survey_answers.week_start = $week_start AND coalesce(NOT scale_directions.is_refused, TRUE)
),

counted AS (
    SELECT
        dimensions.slice_dim,
        coalesce(sum(survey_scores.asked), 0) AS asked,
        coalesce(sum(survey_scores.answered), 0) AS answered,
        count(
            CASE
                WHEN
                    survey_scores.answered > survey_scores.asked
                    OR survey_scores.satisfied > survey_scores.answered
                    OR survey_scores.mean_lower > survey_scores.mean_score
                    OR survey_scores.mean_upper < survey_scores.mean_score
                    OR survey_scores.satisfied_lower > survey_scores.satisfied_share
                    OR survey_scores.satisfied_upper < survey_scores.satisfied_share
                    THEN 1
            END
        ) AS faults
    FROM dimensions
    LEFT JOIN quality.survey_scores
        ON dimensions.slice_dim = survey_scores.slice_dim AND survey_scores.week_start = $week_start
    GROUP BY dimensions.slice_dim
)

SELECT counted.slice_dim, counted.asked, counted.answered, counted.faults
FROM counted
CROSS JOIN stored
WHERE counted.asked <> stored.asked OR counted.answered <> stored.answered OR counted.faults > 0
