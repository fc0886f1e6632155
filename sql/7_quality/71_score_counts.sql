-- quality.score_counts: how often each score was given to each question.
-- Grain:  one row a question and score that somebody gave.
-- Reads:  contacts.survey_answers, quality.scale_directions
-- Params: $week_start
-- Shares and intervals are computed from these counts (trend_lib/quality/interval.py).

WITH answers AS (
    SELECT survey_answers.question, survey_answers.score
    FROM contacts.survey_answers
    LEFT JOIN quality.scale_directions
        ON survey_answers.source = scale_directions.source AND scale_directions.week_start = $week_start
    WHERE
        survey_answers.week_start = $week_start
        AND survey_answers.score IS NOT NULL
        AND coalesce(NOT scale_directions.is_refused, TRUE)
),

of_questions AS (
    SELECT question, count(*) AS of_all
    FROM answers
    GROUP BY question
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    answers.question,
    answers.score,
    count(*) AS answers,
    min(of_questions.of_all) AS of_all
FROM answers
INNER JOIN of_questions ON answers.question = of_questions.question
GROUP BY answers.question, answers.score
ORDER BY answers.question, answers.score
