-- quality.list_answers: what became of callers' answers about the lists: counted, or said when the list had moved on.
-- Grain:  one row an answer of the week about an unresolved request or a call-back.
-- Reads:  contacts.answers, contacts.contacts, contacts.callbacks, quality.unresolved_worklist,
--         quality.callback_worklist
-- Params: $week_start
-- Counted where it stood on its list when that was said. Otherwise it had left before, was never on it, or there is no
-- such thing; such an answer is kept and may still keep a request from coming on the list, but no list shows it.

WITH asked AS (
    SELECT answer_id, said_at, who, action, value, about, regexp_replace(about, '^(unresolved|callback):', '') AS thing
    FROM contacts.answers
    WHERE week_start = $week_start AND (starts_with(about, 'unresolved:') OR starts_with(about, 'callback:'))
),

stood AS (
    SELECT
        asked.answer_id,
        count(unresolved_worklist.contact_id) AS weeks,
        count(CASE
            WHEN
                unresolved_worklist.entered_at <= asked.said_at
                AND coalesce(unresolved_worklist.left_at >= asked.said_at, TRUE)
                THEN 1
        END) AS weeks_then,
        count(CASE WHEN unresolved_worklist.left_at < asked.said_at THEN 1 END) AS weeks_left
    FROM asked
    LEFT JOIN quality.unresolved_worklist ON asked.thing = unresolved_worklist.contact_id
    WHERE starts_with(asked.about, 'unresolved:')
    GROUP BY asked.answer_id
),

ended AS (
    SELECT concat(worklist, ':', contact_id) AS event_id, called_at AS ended_at
    FROM contacts.callbacks
    WHERE outcome IN ('reached', 'refused', 'wrong_number', 'opted_out')
    UNION ALL
    SELECT substr(about, length('callback:') + 1) AS event_id, said_at AS ended_at
    FROM contacts.answers
    WHERE
        starts_with(about, 'callback:')
        AND (action <> 'tried' OR coalesce(value, '') NOT IN ('no_answer', 'callback_later'))
),

ended_first AS (
    SELECT event_id, min(ended_at) AS ended_at
    FROM ended
    GROUP BY event_id
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    asked.answer_id,
    asked.said_at,
    asked.who,
    asked.action,
    asked.value,
    asked.about,
    CASE
        WHEN starts_with(asked.about, 'unresolved:')
            THEN
                CASE
                    WHEN stood.weeks_then > 0 THEN 'counted'
                    WHEN stood.weeks_left > 0 THEN 'left_before'
                    WHEN contacts.contact_id IS NULL THEN 'no_such_thing'
                    ELSE 'not_on_list'
                END
        WHEN callback_worklist.event_id IS NULL THEN 'no_such_thing'
        WHEN ended_first.ended_at < asked.said_at THEN 'left_before'
        ELSE 'counted'
    END AS became
FROM asked
LEFT JOIN stood ON asked.answer_id = stood.answer_id
LEFT JOIN contacts.contacts ON asked.thing = contacts.contact_id
LEFT JOIN quality.callback_worklist ON asked.thing = callback_worklist.event_id
LEFT JOIN ended_first ON asked.thing = ended_first.event_id
ORDER BY asked.answer_id
