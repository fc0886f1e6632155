-- A topic of a rehearsal has become one topic, and no topic comes of two.
-- Fails the run when it returns a row. Params: $week_start

SELECT provisional_id
FROM weekly.newborn_topics
WHERE week_start = $week_start
GROUP BY provisional_id
HAVING count(*) > 1
