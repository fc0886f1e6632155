-- What is left out has a reason that we know, and a count.
-- Fails the run when it returns a row. Params: $week_start

SELECT source, reason, contacts
FROM contacts.left_out
WHERE
    week_start = $week_start
    AND (contacts < 1 OR reason NOT IN ('spam', 'outbound', 'deleted', 'not_a_contact', 'test'))
