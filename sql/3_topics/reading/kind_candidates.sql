-- What: some of the week's contacts, in an order by lot, and of how many: those whose kind nobody has said or is asked.
-- Grain: contact
-- Reads: topics.contact_topics, topics.kind_sample, topics.answers, registers.kind_labels
-- Params: $week_start, $seed, $most
WITH known AS (
    SELECT contact_id FROM registers.kind_labels WHERE contact_id IS NOT NULL
    UNION
    SELECT substr(about, 6) AS contact_id
    FROM topics.answers
    WHERE action = 'kind' AND is_applied
    UNION
    SELECT contact_id FROM topics.kind_sample WHERE week_start <> $week_start
)

SELECT
    contact_topics.contact_id,
    contact_topics.topic_id,
    contact_topics.text,
    contact_topics.kind,
    count(*) OVER () AS of_contacts
FROM topics.contact_topics
LEFT JOIN known
    ON known.contact_id = contact_topics.contact_id
WHERE
    contact_topics.week_start = $week_start
    AND length(contact_topics.text) > 0
    AND known.contact_id IS NULL
ORDER BY md5(concat($seed, ':', contact_topics.contact_id)), contact_topics.contact_id
LIMIT $most
