-- What: how many of the week's contacts and customers of a topic use a term.
-- Grain: topic, term
-- Reads: topics.contact_topics, spoken_terms (the terms of each text; computed)
-- Params: $week_start
WITH spoken AS (
    SELECT
        contact_topics.topic_id,
        spoken_terms.term,
        spoken_terms.written,
        coalesce(contact_topics.customer_id, contact_topics.contact_id) AS customer
    FROM topics.contact_topics
    INNER JOIN spoken_terms USING (text)
    WHERE contact_topics.week_start = $week_start
),

forms AS (
    SELECT
        topic_id,
        term,
        written,
        row_number() OVER (PARTITION BY topic_id, term ORDER BY count(*) DESC, written) AS place
    FROM spoken
    GROUP BY topic_id, term, written
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    spoken.topic_id,
    spoken.term,
    forms.written,
    count(*) AS contacts,
    count(DISTINCT spoken.customer) AS customers
FROM spoken
INNER JOIN forms
    ON spoken.topic_id = forms.topic_id AND spoken.term = forms.term AND forms.place = 1
GROUP BY spoken.topic_id, spoken.term, forms.written
ORDER BY spoken.topic_id, spoken.term
