-- What: the texts of contacts that were scored, their language and their mean score from 0 (worst) to 1.
-- Grain: contact
-- Reads: contacts.contacts, contacts.survey_answers
-- Params: $week_start
SELECT
    contacts.text,
    contacts.language,
    avg((answers.score - answers.scale_min) / (answers.scale_max - answers.scale_min)) AS score
FROM contacts.survey_answers AS answers
INNER JOIN contacts.contacts
    ON contacts.contact_id = answers.contact_id
WHERE
    answers.score IS NOT NULL
    AND answers.scale_max > answers.scale_min
    AND contacts.week_start <= $week_start
GROUP BY
    contacts.contact_id,
    contacts.text,
    contacts.language
ORDER BY contacts.contact_id
