-- Every question is of a form that is there, and its points lie between 0 and 1.
-- Fails the run when it returns a row. Params: $week_start

SELECT review_points.evaluation_id, review_points.question
FROM quality.review_points
LEFT JOIN quality.reviews
    ON review_points.evaluation_id = reviews.evaluation_id AND reviews.week_start = $week_start
WHERE
    review_points.week_start = $week_start
    AND (reviews.evaluation_id IS NULL OR review_points.points < 0 OR review_points.points > 1)
