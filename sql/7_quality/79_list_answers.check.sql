-- Every answer about a list stands here once, whatever became of it.
-- Fails the run when it returns a row. Params: $week_start

WITH said AS (
    SELECT count(*) AS answers
    FROM contacts.answers
    WHERE week_start = $week_start AND (starts_with(about, 'unresolved:') OR starts_with(about, 'callback:'))
),

told AS (
    SELECT count(*) AS answers
    FROM quality.list_answers
    WHERE week_start = $week_start
)

SELECT said.answers, told.answers AS told
FROM said
CROSS JOIN told
WHERE said.answers <> told.answers
