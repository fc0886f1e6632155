-- What: the texts of the first weeks that have contacts, and how many contacts said each.
-- Grain: week, text
-- Reads: contacts.contacts
-- Params: $start_weeks
WITH first_weeks AS (
    SELECT DISTINCT week_start
    FROM contacts.contacts
    ORDER BY week_start
    LIMIT $start_weeks
)

SELECT
    contacts.week_start,
    contacts.text,
    count(*) AS contacts
FROM contacts.contacts
INNER JOIN first_weeks
    ON first_weeks.week_start = contacts.week_start
GROUP BY contacts.week_start, contacts.text
ORDER BY contacts.week_start, contacts.text
