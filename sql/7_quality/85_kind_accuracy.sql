-- quality.kind_accuracy: the contacts drawn in the last weeks, what the program said before, and what people said.
-- Grain:  one row a contact drawn
-- Reads:  topics.kind_sample, topics.answers, registers.kind_labels
-- Params: $first_week, $week_start

WITH said AS (
    SELECT
        contact_id,
        max(kind) AS kind
    FROM registers.kind_labels
    WHERE contact_id IS NOT NULL
    GROUP BY contact_id
    UNION ALL
    SELECT
        substr(about, 6) AS contact_id,
        trim(value) AS kind
    FROM topics.answers
    WHERE action = 'kind' AND is_applied
)

SELECT
    kind_sample.week_start,
    kind_sample.contact_id,
    kind_sample.part,
    kind_sample.inclusion,
    kind_sample.kind AS counted,
    kind_sample.guess,
    coalesce(said.kind, '') AS said
FROM topics.kind_sample
LEFT JOIN said
    ON said.contact_id = kind_sample.contact_id
WHERE kind_sample.week_start BETWEEN $first_week AND $week_start
