-- Every contact of the week has exactly one topic and subtopic, of the register, and no other contact
-- has one.
-- Fails the run when it returns a row. Params: $week_start

WITH contacts_of_week AS (
    SELECT contact_id
    FROM contacts.contacts
    WHERE week_start = $week_start
),

assigned AS (
    SELECT
        contact_topics.contact_id,
        topics.topic_id AS registered_id,
        subtopics.subtopic_id AS registered_subtopic_id,
        contact_topics.kind,
        contact_topics.similarity
    FROM topics.contact_topics
    LEFT JOIN topics.topics
        ON topics.topic_id = contact_topics.topic_id
    LEFT JOIN topics.subtopics
        ON subtopics.subtopic_id = contact_topics.subtopic_id
    WHERE contact_topics.week_start = $week_start
)

SELECT
    contacts_of_week.contact_id AS contact_before,
    assigned.contact_id AS contact_after
FROM contacts_of_week
FULL OUTER JOIN assigned
    ON assigned.contact_id = contacts_of_week.contact_id
WHERE
    contacts_of_week.contact_id IS NULL
    OR assigned.contact_id IS NULL
    OR assigned.registered_id IS NULL
    OR assigned.registered_subtopic_id IS NULL
    OR assigned.kind NOT IN ('marketing', 'technical', 'customer_service')
    OR NOT assigned.similarity BETWEEN 0 AND 1
