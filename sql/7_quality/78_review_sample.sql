-- quality.review_sample: the contacts of the week that may be listened to, with what speaks for it.
-- Grain:  one row a contact that an operator had and that is long enough; not abandoned.
-- Reads:  contacts.contacts, contacts.survey_answers, topics.contact_topics, quality.returns
-- Params: $week_start, $channels, $least_seconds
-- Which are heard, and by whom, is drawn in trend_lib/quality/listening. Reasons to listen beside all chance: one
-- came back with the same, gave a low score (the lowest quarter of its scale), has a bad tone, was held for long.

WITH scored AS (
    SELECT contact_id, min((score - scale_min) / (scale_max - scale_min)) AS lowest
    FROM contacts.survey_answers
    WHERE score IS NOT NULL
    GROUP BY contact_id
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    contacts.contact_id,
    contacts.operator_id,
    coalesce(contact_topics.kind, '(none)') AS kind,
    contacts.channel,
    contacts.day,
    contacts.opened_at,
    coalesce(returns.next_contact IS NOT NULL OR returns.repeat_of IS NOT NULL, FALSE) AS is_repeat,
    coalesce(scored.lowest <= 0.25, FALSE) AS is_low_score,
    coalesce(contacts.tone <= -0.5, FALSE) AS is_bad_tone,
    coalesce(contacts.hold_seconds >= 180, FALSE) AS is_long_hold
FROM contacts.contacts
LEFT JOIN topics.contact_topics
    ON contacts.contact_id = contact_topics.contact_id AND contacts.week_start = contact_topics.week_start
LEFT JOIN quality.returns
    ON contacts.contact_id = returns.contact_id AND contacts.week_start = returns.week_start
LEFT JOIN scored ON contacts.contact_id = scored.contact_id
WHERE
    contacts.week_start = $week_start
    AND contacts.direction = 'in'
    AND contacts.operator_id IS NOT NULL
    AND list_contains($channels, contacts.channel)
    AND NOT coalesce(contacts.is_abandoned, FALSE)
    AND coalesce(contacts.handle_seconds, $least_seconds) >= $least_seconds
ORDER BY contacts.contact_id
