-- Every form to be heard again is there and says something that contradicts it.
-- Fails the run when it returns a row. Params: $week_start

SELECT audit.evaluation_id
FROM quality.audit
LEFT JOIN quality.reviews ON audit.evaluation_id = reviews.evaluation_id
WHERE
    audit.week_start = $week_start
    AND (reviews.evaluation_id IS NULL OR (audit.survey_score IS NULL AND audit.came_back IS NULL))
