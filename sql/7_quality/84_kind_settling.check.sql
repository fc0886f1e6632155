-- Nobody settles what was not drawn.
-- Fails the run when it returns a row. Params: $week_start

SELECT part
FROM quality.kind_settling
WHERE week_start = $week_start AND settled > drawn
