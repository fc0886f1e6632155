-- What: the week's rows of topics.contact_topics: kept topics beside new ones, the rest carried forward.
-- Grain: contact
-- Reads: contacts.contacts, topics.contact_topics, topics.topics, registers.topic_names,
--        newly_placed (what Python has just placed)
-- Params: $week_start
WITH placed AS (
    SELECT contact_id, topic_id, subtopic_id, kind, similarity, is_new_topic, tone, model_version
    FROM newly_placed
    UNION ALL
    SELECT contact_id, topic_id, subtopic_id, kind, similarity, is_new_topic, tone, model_version
    FROM topics.contact_topics
    WHERE week_start = $week_start
)

SELECT
    contacts.contact_id,
    contacts.week_start,
    contacts.day,
    placed.topic_id,
    placed.subtopic_id,
    coalesce(
        topic_names.kind,
        CASE WHEN placed.topic_id = 1 THEN placed.kind ELSE topics.kind END
    ) AS kind,
    placed.similarity,
    placed.is_new_topic,
    placed.tone,
    contacts.channel,
    contacts.region,
    contacts.product,
    contacts.customer_id,
    contacts.text,
    placed.model_version
FROM contacts.contacts
INNER JOIN placed
    ON placed.contact_id = contacts.contact_id
INNER JOIN topics.topics
    ON topics.topic_id = placed.topic_id
LEFT JOIN registers.topic_names
    ON topic_names.topic_id = placed.topic_id
WHERE contacts.week_start = $week_start
ORDER BY contacts.contact_id
