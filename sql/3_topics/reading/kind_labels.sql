-- What: the kinds that a home's people gave to texts.
-- Grain: text, kind
-- Reads: registers.kind_labels, contacts.contacts
-- Params: none
SELECT
    coalesce(kind_labels.text, contacts.text) AS said,
    kind_labels.kind
FROM registers.kind_labels
LEFT JOIN contacts.contacts
    ON contacts.contact_id = kind_labels.contact_id
WHERE coalesce(kind_labels.text, contacts.text) IS NOT NULL
ORDER BY
    coalesce(kind_labels.text, contacts.text),
    kind_labels.kind
