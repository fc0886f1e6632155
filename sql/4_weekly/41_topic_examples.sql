-- weekly.topic_examples: up to five texts of each topic in one week, the most typical ones.
-- Grain:  one row a topic that had a contact with words.
-- Reads:  topics.contact_topics
-- Params: $week_start
-- Texts that begin alike show the same thing twice: of them only the most typical one counts.

WITH worded AS (
    SELECT
        topic_id,
        text,
        similarity,
        substr(lower(text), 1, 25) AS beginning,
        CASE WHEN length(text) BETWEEN 20 AND 240 THEN 0 ELSE 1 END AS is_hard_to_read
    FROM topics.contact_topics
    WHERE week_start = $week_start AND length(text) > 0
),

told_apart AS (
    SELECT
        topic_id,
        text,
        similarity,
        is_hard_to_read,
        row_number() OVER (
            PARTITION BY topic_id, beginning ORDER BY is_hard_to_read, similarity DESC, text
        ) AS place_among_alike
    FROM worded
),

ranked AS (
    SELECT
        topic_id,
        text,
        row_number() OVER (
            PARTITION BY topic_id ORDER BY is_hard_to_read, similarity DESC, text
        ) AS place
    FROM told_apart
    WHERE place_among_alike = 1
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    topic_id,
    list_sort(list(text)) AS examples
FROM ranked
WHERE place <= 5
GROUP BY topic_id
