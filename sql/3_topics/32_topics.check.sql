-- The register is sound: the residue is there, names differ, kinds and states are known words, every
-- subtopic has a topic that is not merged away, and only merged topics are without subtopics.
-- Fails the run when it returns a row. Params: none; the register belongs to all weeks.

WITH names AS (
    SELECT
        name,
        count(*) AS bearers
    FROM topics.topics
    GROUP BY name
),

unsound AS (
    SELECT 'two topics bear the name ' || name AS fault
    FROM names
    WHERE bearers > 1

    UNION ALL

    SELECT 'kind or state of topic ' || CAST(topic_id AS VARCHAR) AS fault
    FROM topics.topics
    WHERE
        kind NOT IN ('marketing', 'technical', 'customer_service')
        OR state NOT IN ('young', 'lasting', 'merged', 'retired')
        OR topic_id < 1

    UNION ALL

    SELECT 'whose is subtopic ' || CAST(subtopics.subtopic_id AS VARCHAR) AS fault
    FROM topics.subtopics
    LEFT JOIN topics.topics
        ON topics.topic_id = subtopics.topic_id
    WHERE
        topics.topic_id IS NULL
        OR topics.state = 'merged'

    UNION ALL

    SELECT 'no subtopic of topic ' || CAST(topics.topic_id AS VARCHAR) AS fault
    FROM topics.topics
    LEFT JOIN topics.subtopics
        ON subtopics.topic_id = topics.topic_id
    WHERE
        subtopics.topic_id IS NULL
        AND topics.state <> 'merged'

    UNION ALL

    SELECT 'the residue is missing' AS fault
    FROM topics.topics
    HAVING
        count(*) > 0
        AND min(topic_id) <> 1
)

SELECT fault
FROM unsound
