-- What a week's sample stands for is what it was drawn from, or less where people were erased since.
-- Fails the run when it returns a row. Params: $week_start

SELECT
    count(*) AS drawn,
    sum(1 / inclusion) AS stood_for,
    max(of_contacts) AS of_contacts
FROM topics.kind_sample
WHERE week_start = $week_start
HAVING
    count(*) > 0
    AND (
        sum(1 / inclusion) > max(of_contacts) * (1 + 1e-9)
        OR min(of_contacts) < max(of_contacts)
        OR count(DISTINCT place) < count(*)
    )
