-- contacts.contacts: the contacts of weeks that follow each other as stored, with the mark of who came back.
-- Grain:  one row a contact.
-- Reads:  contacts.contacts (these weeks, and earlier weeks as far as a repeat can reach)
-- Params: $first_week, $last_week, $repeat_days
-- An incoming contact is a repeat when the same customer had an incoming contact, by any channel,
-- at most $repeat_days before. Contacts that we began, and customers unknown, are never repeats.

WITH incoming AS (
    SELECT
        contact_id,
        week_start,
        customer_id,
        opened_at,
        lag(contact_id) OVER (PARTITION BY customer_id ORDER BY opened_at, contact_id) AS contact_before,
        lag(opened_at) OVER (PARTITION BY customer_id ORDER BY opened_at, contact_id) AS opened_before
    FROM contacts.contacts
    WHERE
        customer_id IS NOT NULL
        AND direction = 'in'
        AND week_start <= $last_week
        AND epoch(CAST(week_start AS TIMESTAMP))
        >= epoch(CAST($first_week AS TIMESTAMP)) - ($repeat_days + 8) * 86400
),

repeats AS (
    SELECT contact_id, contact_before
    FROM incoming
    WHERE
        week_start >= $first_week
        AND epoch(opened_at) - epoch(opened_before) <= $repeat_days * 86400
)

SELECT
    contacts.contact_id,
    contacts.source,
    contacts.source_id,
    contacts.channel,
    contacts.direction,
    contacts.opened_at,
    contacts.closed_at,
    contacts.week_start,
    contacts.day,
    contacts.customer_id,
    contacts.region,
    contacts.product,
    contacts.operator_id,
    contacts.first_operator_id,
    contacts.queue,
    contacts.priority,
    contacts.due_at,
    contacts.text,
    contacts.language,
    contacts.handle_seconds,
    contacts.hold_seconds,
    contacts.wait_seconds,
    contacts.transfer_count,
    contacts.record_count,
    contacts.message_count,
    contacts.reply_count,
    contacts.is_abandoned,
    contacts.is_resolved,
    contacts.reopened_count,
    repeats.contact_before IS NOT NULL AS is_repeat,
    repeats.contact_before AS repeat_of,
    contacts.tone,
    contacts.tone_quarter_1,
    contacts.tone_quarter_2,
    contacts.tone_quarter_3,
    contacts.tone_quarter_4
FROM contacts.contacts
LEFT JOIN repeats ON contacts.contact_id = repeats.contact_id
WHERE contacts.week_start BETWEEN $first_week AND $last_week
ORDER BY contacts.contact_id
