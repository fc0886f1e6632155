-- Nothing left out is lost on the way from contacts to topics.
-- Fails the run when it returns a row. Params: $week_start

WITH before AS (
    SELECT coalesce(sum(contacts), 0) AS contacts FROM contacts.left_out WHERE week_start = $week_start
),

carried AS (
    SELECT coalesce(sum(contacts), 0) AS contacts FROM topics.left_out WHERE week_start = $week_start
)

SELECT before.contacts AS contacts_before, carried.contacts AS contacts_after
FROM before
CROSS JOIN carried
WHERE before.contacts <> carried.contacts
