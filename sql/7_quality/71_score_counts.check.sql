-- The scores of each question add up to those who answered it, and shares lie inside their intervals.
-- Fails the run when it returns a row. Params: $week_start

WITH counted AS (
    SELECT
        question,
        sum(answers) AS answers,
        count(CASE WHEN lower > share OR share > upper THEN 1 END) AS faults
    FROM quality.score_counts
    WHERE week_start = $week_start
    GROUP BY question
)

SELECT survey_scores.question, survey_scores.answered, counted.answers, counted.faults
FROM quality.survey_scores
LEFT JOIN counted ON survey_scores.question = counted.question
WHERE
    survey_scores.week_start = $week_start
    AND survey_scores.slice_dim = 'all'
    AND (survey_scores.answered <> coalesce(counted.answers, 0) OR counted.faults > 0)
