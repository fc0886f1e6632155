-- What: the kinds that a home's people gave to texts, in the register or by answers.
-- Grain: text, kind
-- Reads: registers.kind_labels, topics.answers, contacts.contacts
-- Params: none
WITH labels AS (
    SELECT
        contact_id,
        text AS said,
        kind
    FROM registers.kind_labels
    UNION ALL
    SELECT
        substr(answers.about, 6) AS contact_id,
        NULL AS said,
        trim(answers.value) AS kind
    FROM topics.answers
    WHERE answers.action = 'kind' AND answers.is_applied
)

SELECT
    coalesce(labels.said, contacts.text) AS said,
    labels.kind
FROM labels
LEFT JOIN contacts.contacts
    ON contacts.contact_id = labels.contact_id
WHERE coalesce(labels.said, contacts.text) IS NOT NULL
ORDER BY
    coalesce(labels.said, contacts.text),
    labels.kind
