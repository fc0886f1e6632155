-- What: some of the week's texts whose kind nobody has said, chosen by their ids.
-- Grain: text
-- Reads: topics.contact_topics, topics.answers, registers.kind_labels
-- Params: $week_start, $most
SELECT
    min(contact_topics.contact_id) AS contact_id,
    min(contact_topics.topic_id) AS topic_id,
    contact_topics.text
FROM topics.contact_topics
LEFT JOIN registers.kind_labels
    ON kind_labels.contact_id = contact_topics.contact_id
LEFT JOIN topics.answers
    ON
        answers.about = concat('kind:', contact_topics.contact_id)
        AND answers.action = 'kind' AND answers.is_applied
WHERE
    contact_topics.week_start = $week_start
    AND length(contact_topics.text) > 0
    AND kind_labels.contact_id IS NULL
    AND answers.answer_id IS NULL
GROUP BY contact_topics.text
ORDER BY md5(min(contact_topics.contact_id))
LIMIT $most
