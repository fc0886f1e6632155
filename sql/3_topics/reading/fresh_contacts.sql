-- What: the week's contacts that have no topic yet.
-- Grain: contact
-- Reads: contacts.contacts, topics.contact_topics
-- Params: $week_start
SELECT
    contacts.contact_id,
    contacts.text
FROM contacts.contacts
LEFT JOIN topics.contact_topics
    ON contact_topics.contact_id = contacts.contact_id
WHERE
    contacts.week_start = $week_start
    AND contact_topics.contact_id IS NULL
ORDER BY contacts.contact_id
