-- What: the terms that customers of this week's episodes use more often than before.
-- Grain: episode, term
-- Reads: episodes.terms
-- Params: $week_start
SELECT
    episode_id,
    written,
    customers,
    customer_share,
    usual_share
FROM episodes.terms
WHERE week_start = $week_start
ORDER BY episode_id, place
