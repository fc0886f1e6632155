-- What: the week's rows of topics.contact_topics: kept topics beside new ones, the rest carried forward.
-- Grain: contact
-- Reads: contacts.contacts, topics.contact_topics, topics.topics, topics.moved_contacts,
--        topics.given_names, newly_placed (what Python has just placed)
-- Params: $week_start
WITH placed AS (
    SELECT contact_id, topic_id, subtopic_id, kind, similarity, is_new_topic, tone, model_version
    FROM newly_placed
    UNION ALL
    SELECT contact_id, topic_id, subtopic_id, kind, similarity, is_new_topic, tone, model_version
    FROM topics.contact_topics
    WHERE week_start = $week_start
),

given_kinds AS (
    SELECT topic_id, max(kind) AS kind
    FROM topics.given_names
    GROUP BY topic_id
)

SELECT
    contacts.contact_id,
    contacts.week_start,
    contacts.day,
    topics.topic_id,
    placed.subtopic_id,
    coalesce(
        given_kinds.kind,
        CASE WHEN topics.topic_id = 1 THEN placed.kind ELSE topics.kind END
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
LEFT JOIN topics.moved_contacts
    ON moved_contacts.contact_id = placed.contact_id
INNER JOIN topics.topics
    ON topics.topic_id = coalesce(moved_contacts.topic_id, placed.topic_id)
LEFT JOIN given_kinds
    ON given_kinds.topic_id = topics.topic_id
WHERE contacts.week_start = $week_start
ORDER BY contacts.contact_id
