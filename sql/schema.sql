-- The map of all tables: one schema a room, in the order the data flows.
-- Every statement can be run again. Types stay in the portable subset (docs/decisions.md):
-- moments are UTC TIMESTAMPs, weeks are the DATE of their Monday in the home's time zone.

CREATE SCHEMA IF NOT EXISTS registers;
CREATE SCHEMA IF NOT EXISTS sources;
CREATE SCHEMA IF NOT EXISTS contacts;
CREATE SCHEMA IF NOT EXISTS topics;
CREATE SCHEMA IF NOT EXISTS weekly;
CREATE SCHEMA IF NOT EXISTS detection;
CREATE SCHEMA IF NOT EXISTS episodes;
CREATE SCHEMA IF NOT EXISTS quality;
CREATE SCHEMA IF NOT EXISTS report;
CREATE SCHEMA IF NOT EXISTS alerts;

-- ---------------------------------------------------------------- registers: facts people keep
-- Each is the CSV file of the same name in the home's registers/, replaced whole at every run.

CREATE TABLE IF NOT EXISTS registers.exposures (
    week_start DATE NOT NULL,
    slice_dim VARCHAR NOT NULL,    -- all | region | product
    slice_value VARCHAR NOT NULL,  -- 'all' for all
    exposure DOUBLE NOT NULL CHECK (exposure > 0)  -- subscribers who could have complained
);

CREATE TABLE IF NOT EXISTS registers.holidays (
    day DATE NOT NULL,
    name VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS registers.known_events (
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    what VARCHAR NOT NULL,         -- the same name again: expected to do what it did before
    slice_dim VARCHAR NOT NULL,    -- all | region | product
    slice_value VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS registers.level_shifts (  -- lasting changes that people accept as normal
    week_start DATE NOT NULL,          -- the Monday of the week in which the new level began
    topic_id BIGINT NOT NULL,          -- 0: all contacts
    slice_dim VARCHAR NOT NULL,        -- 'all': the topic and all its slices
    slice_value VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    who VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS registers.topic_names (
    topic_id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR,                  -- empty: as the rules say
    -- a file may leave these out
    language VARCHAR,              -- uk | ru | en: a name for its readers alone; empty: for all
    said_at TIMESTAMP,             -- UTC; empty: before every answer
    who VARCHAR
);

CREATE TABLE IF NOT EXISTS registers.topic_edits (  -- read in the order written; later ones hold
    said_at TIMESTAMP NOT NULL,
    who VARCHAR NOT NULL,
    action VARCHAR NOT NULL CHECK (action IN ('merge', 'split', 'move', 'pin', 'unpin')),
    topic_id BIGINT NOT NULL,          -- the topic (merge, pin, unpin) or the subtopic (split, move)
    into_id BIGINT                     -- the topic it goes to (merge, move)
);

CREATE TABLE IF NOT EXISTS registers.kind_labels (  -- kinds that a person gave to texts; teach the classifier
    contact_id VARCHAR,                -- either a contact
    text VARCHAR,                      -- or any text
    kind VARCHAR NOT NULL CHECK (kind IN ('marketing', 'technical', 'customer_service'))
);

CREATE TABLE IF NOT EXISTS registers.playbook (
    topic_id BIGINT,               -- empty: any topic of the kind
    kind VARCHAR,                  -- empty: any kind
    owner VARCHAR NOT NULL,
    countermeasure VARCHAR NOT NULL,
    runbook_url VARCHAR
);

CREATE TABLE IF NOT EXISTS registers.operators (
    operator_id VARCHAR NOT NULL,
    team VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS registers.reviewers (   -- who listens to contacts
    reviewer_id VARCHAR NOT NULL   -- as evaluations name them
);

CREATE TABLE IF NOT EXISTS registers.recipients (
    address VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    recipient_group VARCHAR NOT NULL,  -- management | owners: who hears of a failed run | a team of [alerts.teams]
    language VARCHAR NOT NULL
);

-- ---------------------------------------------------------------- 1 sources: what was received
-- The rows themselves lie in landing/ (original bytes and parsed Parquet), never in here:
-- they still hold personal data.

CREATE TABLE IF NOT EXISTS sources.deliveries (
    source VARCHAR NOT NULL,
    delivery_id VARCHAR NOT NULL,      -- sha256 of the bytes received
    path VARCHAR NOT NULL,             -- as found, below the home
    bytes BIGINT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    sequence BIGINT NOT NULL,          -- 1, 2, 3 ... in the order of landing
    rows_read BIGINT NOT NULL,
    rows_kept BIGINT NOT NULL,
    rows_repeated BIGINT NOT NULL,     -- said nothing new about a record we know
    rows_quarantined BIGINT NOT NULL,
    state VARCHAR NOT NULL,            -- landed | refused (nothing of it was kept)
    note VARCHAR,                      -- what looks wrong, in words, with the cure
    PRIMARY KEY (source, delivery_id),
    CHECK (rows_read = rows_kept + rows_repeated + rows_quarantined)
);

CREATE TABLE IF NOT EXISTS sources.quarantine (
    source VARCHAR NOT NULL,
    delivery_id VARCHAR NOT NULL,
    line BIGINT NOT NULL,              -- of the file, 1 is its first line
    column_name VARCHAR,               -- the offending column, if one
    reason VARCHAR NOT NULL,
    raw VARCHAR                        -- redacted and cut; the original is in landing/
);

CREATE TABLE IF NOT EXISTS sources.records (   -- the newest version of every record
    source VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,        -- the record's own id; where it has none, a hash of its content
    holds VARCHAR NOT NULL,            -- contacts | survey_answers | evaluations | callbacks | answers
    week_start DATE NOT NULL,          -- by opened_at (asked_at ...), business time zone
    day DATE NOT NULL,                 -- the same, by day
    delivery_id VARCHAR NOT NULL,      -- where the newest version lies:
    line BIGINT NOT NULL,              -- landing/<source>/<delivery_id>.parquet, row with this line
    row_hash VARCHAR NOT NULL,         -- of the mapped content
    updated_at TIMESTAMP,              -- UTC, by the source; of two versions the later one counts
    part_of VARCHAR,                   -- source_id of the record that this one is a part of
    whole_id VARCHAR NOT NULL,         -- source_id at the end of that chain, known or not; its own without one
    whole_week DATE NOT NULL,          -- week_start of the whole's earliest record
    PRIMARY KEY (source, source_id)
);

CREATE TABLE IF NOT EXISTS sources.earlier_versions (  -- of contacts whose source says what is resolved
    source VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    delivery_id VARCHAR NOT NULL,      -- where the version lies, as in sources.records
    line BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS sources.touched_weeks (  -- weeks that landed data changed, to be rebuilt
    week_start DATE NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL           -- of the newest delivery that touched it
);

CREATE TABLE IF NOT EXISTS sources.erased (     -- people who were erased, should a later file bring them
    source VARCHAR NOT NULL,           -- empty: a customer
    record_hash VARCHAR NOT NULL,      -- keyed hash of the record's id, or of the customer's one spelling
    erased_at TIMESTAMP NOT NULL,
    PRIMARY KEY (source, record_hash)
);

CREATE TABLE IF NOT EXISTS sources.closed_weeks (  -- whose received rows are no longer kept: never built again
    week_start DATE NOT NULL PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS sources.source_weeks (   -- how complete each source is, in every week
    week_start DATE NOT NULL,
    source VARCHAR NOT NULL,
    holds VARCHAR NOT NULL,            -- contacts | survey_answers | evaluations | callbacks | answers
    records BIGINT NOT NULL,
    days_with_records BIGINT NOT NULL,
    days_expected BIGINT NOT NULL,
    is_complete BOOLEAN NOT NULL,
    why_incomplete VARCHAR,            -- in words
    rows_read BIGINT NOT NULL,         -- of the deliveries that brought this week's records
    rows_kept BIGINT NOT NULL,
    rows_repeated BIGINT NOT NULL,
    rows_quarantined BIGINT NOT NULL,
    note VARCHAR,                      -- what looks wrong in those deliveries, and that it begins
    begins_on DATE,                    -- of a source that began within eight weeks, later than others of its kind
    PRIMARY KEY (week_start, source)
);

-- ---------------------------------------------------------------- 2 contacts: one row a contact

CREATE TABLE IF NOT EXISTS contacts.contacts (
    contact_id VARCHAR NOT NULL PRIMARY KEY,  -- source:source_id
    source VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,        -- of the whole: the record that all its parts belong to
    channel VARCHAR NOT NULL,          -- call | ticket | chat | mail | other
    direction VARCHAR NOT NULL,        -- in: those that we began are left out
    opened_at TIMESTAMP NOT NULL,      -- UTC
    closed_at TIMESTAMP,
    week_start DATE NOT NULL,
    day DATE NOT NULL,                 -- business time zone
    customer_id VARCHAR,               -- keyed hash
    region VARCHAR,
    product VARCHAR,
    operator_id VARCHAR,               -- the last who had it
    first_operator_id VARCHAR,
    queue VARCHAR,
    priority VARCHAR,
    due_at TIMESTAMP,                  -- when the source promises an answer
    text VARCHAR NOT NULL,             -- redacted
    language VARCHAR NOT NULL,         -- uk | ru | en | unknown
    handle_seconds DOUBLE,
    hold_seconds DOUBLE,
    wait_seconds DOUBLE,
    transfer_count BIGINT,
    record_count BIGINT,               -- records that it is made of
    message_count BIGINT,              -- texts of the customer; empty: the source gives no single messages
    reply_count BIGINT,                -- texts of ours
    is_abandoned BOOLEAN,              -- hung up before anybody answered
    is_resolved BOOLEAN,               -- by its status; empty: the source does not say
    reopened_count BIGINT,             -- as the source says, or as its versions show, whichever is more
    is_repeat BOOLEAN NOT NULL,        -- of any topic; by the same topic: quality.returns
    repeat_of VARCHAR,                 -- the contact_id before
    tone DOUBLE,                       -- -1 .. 1; empty: cannot be judged
    tone_quarter_1 DOUBLE,             -- of the first quarter of the talk, where a transcript has it
    tone_quarter_2 DOUBLE,
    tone_quarter_3 DOUBLE,
    tone_quarter_4 DOUBLE
);

CREATE TABLE IF NOT EXISTS contacts.left_out (       -- wholes received that are no contacts of customers
    week_start DATE NOT NULL,
    source VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,           -- spam | outbound | deleted | not_a_contact | test
    contacts BIGINT NOT NULL,
    PRIMARY KEY (week_start, source, reason)
);

CREATE TABLE IF NOT EXISTS contacts.survey_answers (
    week_start DATE NOT NULL,          -- of asked_at
    contact_id VARCHAR NOT NULL,
    question VARCHAR NOT NULL,         -- quality | willingness | politeness | competence | ...
    score DOUBLE,                      -- empty: asked, not answered
    scale_min DOUBLE NOT NULL,
    scale_max DOUBLE NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    answered_at TIMESTAMP,
    source VARCHAR,                    -- that brought the answer; empty in weeks built before it was kept
    PRIMARY KEY (contact_id, question)
);

CREATE TABLE IF NOT EXISTS contacts.evaluations (    -- filled-in forms, a row a question
    week_start DATE NOT NULL,          -- of evaluated_at
    evaluation_id VARCHAR NOT NULL,    -- source: and the form's own
    source VARCHAR NOT NULL,
    contact_id VARCHAR,                -- empty: the form names none
    operator_id VARCHAR,               -- whose contact it was
    reviewer_id VARCHAR,
    form VARCHAR NOT NULL,
    form_version VARCHAR,
    section VARCHAR,
    question VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,           -- redacted
    points DOUBLE,                     -- 0 .. 1, of what the question can give; empty: not applicable
    weight DOUBLE,
    is_not_applicable BOOLEAN NOT NULL,
    score DOUBLE,                      -- 0 .. 1, of the whole form
    evaluated_at TIMESTAMP NOT NULL,   -- UTC
    PRIMARY KEY (evaluation_id, question)
);

CREATE TABLE IF NOT EXISTS contacts.callbacks (      -- attempts to reach customers afterwards
    week_start DATE NOT NULL,          -- of called_at
    callback_id VARCHAR NOT NULL PRIMARY KEY,  -- source:source_id
    source VARCHAR NOT NULL,
    worklist VARCHAR NOT NULL,         -- new_connection | closed_request | key_point | unresolved | ...
    contact_id VARCHAR,                -- empty: about no contact
    customer_id VARCHAR,               -- keyed hash
    operator_id VARCHAR,
    attempt BIGINT,
    called_at TIMESTAMP NOT NULL,      -- UTC
    -- reached | no_answer | refused | wrong_number | callback_later | opted_out | as written
    outcome VARCHAR NOT NULL,
    is_solved BOOLEAN,                 -- empty: not asked, or not said
    is_content BOOLEAN,
    text VARCHAR NOT NULL              -- redacted
);

CREATE TABLE IF NOT EXISTS contacts.answers (        -- what people said to us, an event each
    week_start DATE NOT NULL,          -- of said_at
    answer_id VARCHAR NOT NULL PRIMARY KEY,  -- source:source_id
    source VARCHAR NOT NULL,
    said_at TIMESTAMP NOT NULL,        -- UTC
    who VARCHAR NOT NULL,
    way VARCHAR NOT NULL,              -- slack | desk | command
    action VARCHAR NOT NULL,
    about VARCHAR,                     -- an episode, a contact, a form ...
    value VARCHAR,                     -- redacted
    until VARCHAR,
    note VARCHAR NOT NULL,             -- redacted
    since VARCHAR                      -- of a countermeasure: the day it began; empty: when it was said
);

CREATE TABLE IF NOT EXISTS contacts.source_weeks (   -- carried forward
    week_start DATE NOT NULL,
    source VARCHAR NOT NULL,
    holds VARCHAR NOT NULL,            -- contacts | survey_answers | evaluations | callbacks | answers
    records BIGINT NOT NULL,
    contacts BIGINT,                   -- wholes of the week that count; empty: it holds none
    days_with_records BIGINT NOT NULL,
    days_expected BIGINT NOT NULL,
    is_complete BOOLEAN NOT NULL,
    why_incomplete VARCHAR,            -- in words
    rows_read BIGINT NOT NULL,         -- of the deliveries that brought this week's records
    rows_kept BIGINT NOT NULL,
    rows_repeated BIGINT NOT NULL,
    rows_quarantined BIGINT NOT NULL,
    note VARCHAR,                      -- what looks wrong in those deliveries, and that it begins
    begins_on DATE,                    -- of a source that began within eight weeks, later than others of its kind
    PRIMARY KEY (week_start, source)
);

-- ---------------------------------------------------------------- 3 topics: what contacts are about

-- Two levels: a subtopic is a group of like texts with a centre of its own and belongs to one topic; a
-- contact is placed at a subtopic once, for ever. Merging, splitting and moving change whose a subtopic is.
-- Topics and subtopics draw their ids from one sequence, so that a subtopic keeps its id when it becomes
-- a topic of its own. 1 is the residue (contacts of no topic), both as topic and as subtopic.

CREATE TABLE IF NOT EXISTS topics.models (       -- frozen artefacts; a refit adds rows
    model_version VARCHAR NOT NULL PRIMARY KEY,
    role VARCHAR NOT NULL,             -- encoder | centres | kinds | tone
    encoder_version VARCHAR NOT NULL,  -- whose vectors it speaks about; an encoder's own
    made_week DATE NOT NULL,
    artefact BLOB NOT NULL             -- NumPy archive, no pickles
);

CREATE TABLE IF NOT EXISTS topics.vectors (      -- what the teacher said of a text; asked once
    text_hash VARCHAR NOT NULL,
    teacher_version VARCHAR NOT NULL,
    vector BLOB NOT NULL,              -- float16, little-endian
    PRIMARY KEY (text_hash, teacher_version)
);

CREATE TABLE IF NOT EXISTS topics.topics (       -- append-only: an id is never used again
    topic_id BIGINT NOT NULL PRIMARY KEY,  -- 1 is the residue: contacts of no topic; 0 is never used here
    name VARCHAR NOT NULL,             -- in the bulletin's first language where its texts allow
    keywords VARCHAR[] NOT NULL,
    quotes VARCHAR[] NOT NULL,         -- typical texts, redacted; the first is the medoid
    kind VARCHAR NOT NULL,             -- marketing | technical | customer_service
    kind_probability DOUBLE,           -- how sure the classifier is; empty: a person said so
    first_week DATE NOT NULL,
    state VARCHAR NOT NULL,            -- young | lasting | merged | retired
    merged_into BIGINT,
    split_from BIGINT,
    is_pinned BOOLEAN NOT NULL,        -- a refit leaves it alone
    model_version VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS topics.subtopics (    -- append-only too; topic_id is whose it is now
    subtopic_id BIGINT NOT NULL PRIMARY KEY,
    topic_id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    keywords VARCHAR[] NOT NULL,
    first_week DATE NOT NULL,
    model_version VARCHAR NOT NULL     -- of its first centre
);

CREATE TABLE IF NOT EXISTS topics.names (        -- the same topic in each language its texts are in
    topic_id BIGINT NOT NULL,
    language VARCHAR NOT NULL,         -- uk | ru | en
    name VARCHAR NOT NULL,
    keywords VARCHAR[] NOT NULL,
    PRIMARY KEY (topic_id, language)
);

CREATE TABLE IF NOT EXISTS topics.given_names (  -- what persons call topics: the register and answers, folded
    topic_id BIGINT NOT NULL,
    language VARCHAR NOT NULL,         -- uk | ru | en; '': for every reader
    name VARCHAR NOT NULL,
    kind VARCHAR,                      -- of the whole topic, where the register says it
    said_at TIMESTAMP,                 -- UTC; empty: a line of the register that does not say when
    who VARCHAR NOT NULL,
    PRIMARY KEY (topic_id, language)
);

CREATE TABLE IF NOT EXISTS topics.moved_contacts (   -- to another topic by a person; past weeks when restated
    contact_id VARCHAR NOT NULL PRIMARY KEY,
    topic_id BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS topics.answers (      -- what people said of topics and kinds, and what became of it
    answer_id VARCHAR NOT NULL PRIMARY KEY,
    week_start DATE NOT NULL,          -- of said_at
    said_at TIMESTAMP NOT NULL,        -- UTC
    who VARCHAR NOT NULL,
    way VARCHAR NOT NULL,              -- slack | desk | command
    action VARCHAR NOT NULL,           -- rename | merge | split | move | pin | unpin | kind
    about VARCHAR NOT NULL,            -- topic:12 | topic:12:uk | kind:CONTACT
    value VARCHAR,
    note VARCHAR NOT NULL,
    is_applied BOOLEAN NOT NULL,
    why_not VARCHAR
);

CREATE TABLE IF NOT EXISTS topics.lineage (      -- what happened to topics; rows are only added
    event BIGINT NOT NULL PRIMARY KEY, -- 1, 2, 3 ...
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,          -- or subtopic
    what VARCHAR NOT NULL,             -- born | grown | renamed | called in uk | merged | split | ...
    other_id BIGINT,                   -- merged into, split from, moved to, grown by, the part that could be split
    detail VARCHAR,                    -- the old name; how much of it was carried
    who VARCHAR NOT NULL               -- a person, or 'refit' or 'weekly run'
);

CREATE TABLE IF NOT EXISTS topics.contact_topics (   -- stored once, never recomputed
    contact_id VARCHAR NOT NULL PRIMARY KEY,
    week_start DATE NOT NULL,
    day DATE NOT NULL,
    topic_id BIGINT NOT NULL,          -- whose the subtopic was then, or a person's word; changed by restate
    subtopic_id BIGINT NOT NULL,       -- where it was placed; never changed
    kind VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL,        -- to the subtopic's centre, 0 .. 1
    is_new_topic BOOLEAN NOT NULL,     -- the topic was found in this very week
    tone DOUBLE,                       -- -1 .. 1; empty: cannot be judged
    -- carried forward for the rooms after this one
    channel VARCHAR NOT NULL,
    region VARCHAR,
    product VARCHAR,
    customer_id VARCHAR,
    text VARCHAR NOT NULL,
    model_version VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS topics.kind_sample (   -- for a person to settle, at the desk or by `trends answer kind`
    week_start DATE NOT NULL,
    contact_id VARCHAR NOT NULL PRIMARY KEY,  -- nobody is asked about a contact twice
    topic_id BIGINT NOT NULL,
    text VARCHAR NOT NULL,             -- redacted
    part VARCHAR NOT NULL,             -- even: drawn by lot | doubtful: those that the words tell least
    place BIGINT NOT NULL,             -- 1, 2, 3 ...: by lot over both parts, so that who stops early skips neither
    kind VARCHAR NOT NULL,             -- as it was counted when the week was drawn; never changed
    guess VARCHAR NOT NULL,            -- by its own words, then
    probability DOUBLE NOT NULL,       -- of the guess
    other_kind VARCHAR NOT NULL,       -- the next
    other_probability DOUBLE NOT NULL,
    inclusion DOUBLE NOT NULL CHECK (inclusion > 0 AND inclusion <= 1),  -- with what probability it was drawn
    of_contacts BIGINT NOT NULL        -- that the week could have drawn
);

CREATE TABLE IF NOT EXISTS topics.source_weeks (   -- carried forward
    week_start DATE NOT NULL,
    source VARCHAR NOT NULL,
    holds VARCHAR NOT NULL,            -- contacts | survey_answers | evaluations | callbacks | answers
    records BIGINT NOT NULL,
    contacts BIGINT,                   -- wholes of the week that count; empty: it holds none
    days_with_records BIGINT NOT NULL,
    days_expected BIGINT NOT NULL,
    is_complete BOOLEAN NOT NULL,
    why_incomplete VARCHAR,            -- in words
    rows_read BIGINT NOT NULL,         -- of the deliveries that brought this week's records
    rows_kept BIGINT NOT NULL,
    rows_repeated BIGINT NOT NULL,
    rows_quarantined BIGINT NOT NULL,
    note VARCHAR,                      -- what looks wrong in those deliveries, and that it begins
    begins_on DATE,                    -- of a source that began within eight weeks, later than others of its kind
    PRIMARY KEY (week_start, source)
);

CREATE TABLE IF NOT EXISTS topics.left_out (        -- carried forward
    week_start DATE NOT NULL,
    source VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,           -- spam | outbound | deleted | not_a_contact | test
    contacts BIGINT NOT NULL,
    PRIMARY KEY (week_start, source, reason)
);

-- ---------------------------------------------------------------- 4 weekly: counts

-- A series is (topic_id, slice_dim, slice_value):
--   topic 0 = all contacts; topic 0 by 'kind' = the three kinds; topic 0 by region/product/channel;
--   every topic by all/region/product/channel. Contacts without a value are in slice '(none)',
--   so that the slices of a dimension always add up to 'all'.

CREATE TABLE IF NOT EXISTS weekly.topic_weeks (
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    slice_dim VARCHAR NOT NULL,        -- all | kind | region | product | channel
    slice_value VARCHAR NOT NULL,
    contacts BIGINT NOT NULL,
    customers BIGINT NOT NULL,         -- distinct; contacts without a customer count one each
    exposure DOUBLE,                   -- empty: no register of subscribers
    is_complete BOOLEAN NOT NULL,
    examples VARCHAR[] NOT NULL,       -- nearest the topic's centre, redacted; only where slice_dim = 'all'
    topic_name VARCHAR NOT NULL,       -- carried forward
    kind VARCHAR,                      -- carried forward; empty for topic 0
    first_week DATE,                   -- carried forward
    PRIMARY KEY (week_start, topic_id, slice_dim, slice_value)
);

CREATE TABLE IF NOT EXISTS weekly.topic_names (      -- for the readers of a language; else topic_weeks.topic_name
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    language VARCHAR NOT NULL,         -- uk | ru | en
    topic_name VARCHAR NOT NULL,
    PRIMARY KEY (week_start, topic_id, language)
);

CREATE TABLE IF NOT EXISTS weekly.merged_topics (    -- carried forward, as it stood when the week was counted
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    merged_into BIGINT NOT NULL,       -- the survivor
    PRIMARY KEY (week_start, topic_id)
);

CREATE TABLE IF NOT EXISTS weekly.topic_examples (   -- what subscribers say, nearest the topic's centre
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    examples VARCHAR[] NOT NULL,       -- redacted, at most five
    PRIMARY KEY (week_start, topic_id)
);

CREATE TABLE IF NOT EXISTS weekly.topic_terms (      -- words and short phrases of redacted texts
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    term VARCHAR NOT NULL,             -- dictionary forms
    written VARCHAR NOT NULL,          -- as people may read it
    contacts BIGINT NOT NULL,
    customers BIGINT NOT NULL          -- distinct; contacts without a customer count one each
);

CREATE TABLE IF NOT EXISTS weekly.topic_days (
    week_start DATE NOT NULL,
    day DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    PRIMARY KEY (day, topic_id)
);

CREATE TABLE IF NOT EXISTS weekly.model_weeks (      -- carried forward: what placed the week's contacts
    week_start DATE NOT NULL,
    model_version VARCHAR NOT NULL,    -- of the centres, whose name begins with the encoder's
    PRIMARY KEY (week_start, model_version)
);

CREATE TABLE IF NOT EXISTS weekly.source_weeks (     -- carried forward
    week_start DATE NOT NULL,
    source VARCHAR NOT NULL,
    holds VARCHAR NOT NULL,            -- contacts | survey_answers | evaluations | callbacks | answers
    records BIGINT NOT NULL,
    contacts BIGINT,                   -- wholes of the week that count; empty: it holds none
    days_with_records BIGINT NOT NULL,
    days_expected BIGINT NOT NULL,
    is_complete BOOLEAN NOT NULL,
    why_incomplete VARCHAR,            -- in words
    rows_read BIGINT NOT NULL,         -- of the deliveries that brought this week's records
    rows_kept BIGINT NOT NULL,
    rows_repeated BIGINT NOT NULL,
    rows_quarantined BIGINT NOT NULL,
    note VARCHAR,                      -- what looks wrong in those deliveries, and that it begins
    begins_on DATE,                    -- of a source that began within eight weeks, later than others of its kind
    PRIMARY KEY (week_start, source)
);

CREATE TABLE IF NOT EXISTS weekly.new_sources (      -- of sources that began within eight weeks, beside others
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,          -- 0: all contacts
    source VARCHAR NOT NULL,
    what VARCHAR NOT NULL,             -- 'source chat began on 2026-08-17'
    contacts BIGINT NOT NULL,
    PRIMARY KEY (week_start, topic_id, source)
);

CREATE TABLE IF NOT EXISTS weekly.left_out (        -- carried forward
    week_start DATE NOT NULL,
    source VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,           -- spam | outbound | deleted | not_a_contact | test
    contacts BIGINT NOT NULL,
    PRIMARY KEY (week_start, source, reason)
);

-- The running week, made anew each morning by the daily watch; no whole week is touched by it.

CREATE TABLE IF NOT EXISTS weekly.running_days (
    week_start DATE NOT NULL,
    day DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    is_complete BOOLEAN NOT NULL,      -- no source lacks this day
    PRIMARY KEY (day, topic_id)
);

CREATE TABLE IF NOT EXISTS weekly.running_topics (
    week_start DATE NOT NULL,
    seen_until DATE NOT NULL,          -- the last day looked at
    topic_id BIGINT NOT NULL,          -- of a topic born this week: good until the next morning only
    topic_name VARCHAR NOT NULL,
    kind VARCHAR,
    first_week DATE,
    contacts BIGINT NOT NULL,          -- so far
    customers BIGINT NOT NULL,
    examples VARCHAR[] NOT NULL,       -- redacted
    contact_ids VARCHAR[] NOT NULL,    -- of a topic born this week; else empty
    new_sources VARCHAR[],             -- what is said of those in weekly.new_sources
    new_contacts BIGINT,               -- that came by them
    PRIMARY KEY (week_start, topic_id)
);

CREATE TABLE IF NOT EXISTS weekly.running_names (    -- of running_topics, as topic_names
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    language VARCHAR NOT NULL,         -- uk | ru | en
    topic_name VARCHAR NOT NULL,
    PRIMARY KEY (week_start, topic_id, language)
);

CREATE TABLE IF NOT EXISTS weekly.newborn_topics (   -- written on Monday
    week_start DATE NOT NULL,
    provisional_id BIGINT NOT NULL,    -- in the last morning's running_topics
    topic_id BIGINT NOT NULL,          -- what it has become
    PRIMARY KEY (week_start, provisional_id)
);

-- ---------------------------------------------------------------- 5 detection: verdicts

CREATE TABLE IF NOT EXISTS detection.assessments (   -- every watched series, also when not tested
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    slice_dim VARCHAR NOT NULL,
    slice_value VARCHAR NOT NULL,
    observed BIGINT NOT NULL,
    expected DOUBLE,
    lower DOUBLE,                      -- 95 of 100 normal weeks lie between lower and upper
    upper DOUBLE,
    excess DOUBLE,                     -- observed - expected
    dispersion DOUBLE,                 -- variance over mean of a normal week
    p_value DOUBLE,                    -- of contacts
    customers BIGINT NOT NULL,         -- distinct
    expected_customers DOUBLE,
    p_customers DOUBLE,
    q_value DOUBLE,                    -- of the larger p, over the tree of the week's tests (docs/statistics.md)
    topic_p_value DOUBLE,              -- of the topic, all its slices looked at: what the grade is made of
    look_weeks BIGINT,                 -- p_value is mostly that of so many newest weeks together; empty: of this week
    look_observed BIGINT,
    look_expected DOUBLE,
    method VARCHAR NOT NULL,           -- seasonal | drift | level | novelty | none
    status VARCHAR NOT NULL,           -- tested | baseline_too_short | source_incomplete | too_few_contacts | ...
    is_alarm BOOLEAN NOT NULL,
    why_no_alarm VARCHAR,              -- a rise that did not alert says why
    note VARCHAR,                      -- what else a reader should know: holidays, events, a new name or level
    record_before DOUBLE,              -- the highest week before, where the alarm is of the size alone; empty: of p
    PRIMARY KEY (week_start, topic_id, slice_dim, slice_value)
);

CREATE TABLE IF NOT EXISTS detection.renamed_topics (  -- topics that go on under another's name, as found in the week
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,          -- the old name's
    renamed_into BIGINT NOT NULL,      -- the new name's, with the old one's history
    since DATE NOT NULL,               -- the Monday of the first week under the new name
    PRIMARY KEY (week_start, topic_id)
);

CREATE TABLE IF NOT EXISTS detection.day_assessments (   -- the running week so far, as each morning saw it
    week_start DATE NOT NULL,
    day DATE NOT NULL,                 -- the last day looked at
    topic_id BIGINT NOT NULL,
    observed BIGINT NOT NULL,          -- contacts of the days compared, Monday up to this day
    expected DOUBLE,
    lower DOUBLE,                      -- 95 of 100 normal weeks lie between lower and upper up to here
    upper DOUBLE,
    dispersion DOUBLE,
    observed_day BIGINT NOT NULL,      -- contacts of this day alone
    expected_day DOUBLE,
    days_compared BIGINT NOT NULL,
    p_value DOUBLE,                    -- of both looks, the day and the week so far
    q_value DOUBLE,                    -- Benjamini-Hochberg over the morning's tests
    method VARCHAR NOT NULL,           -- weekday | novelty | none
    status VARCHAR NOT NULL,           -- tested | baseline_too_short | source_incomplete | holiday_unknown | ...
    is_alarm BOOLEAN NOT NULL,         -- worth speaking of before Monday
    why_no_alarm VARCHAR,
    PRIMARY KEY (day, topic_id)
);

-- ---------------------------------------------------------------- 6 episodes: alarms that belong together

CREATE TABLE IF NOT EXISTS episodes.topic_events (   -- holidays, known events and new sources that fit a topic's week
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    what VARCHAR NOT NULL,
    PRIMARY KEY (week_start, topic_id, what)
);

CREATE TABLE IF NOT EXISTS episodes.topic_names (    -- carried forward
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    language VARCHAR NOT NULL,         -- uk | ru | en
    topic_name VARCHAR NOT NULL,
    PRIMARY KEY (week_start, topic_id, language)
);

CREATE TABLE IF NOT EXISTS episodes.renamed_topics ( -- carried forward
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,          -- the old name's
    renamed_into BIGINT NOT NULL,
    since DATE NOT NULL,               -- the Monday of the first week under the new name
    PRIMARY KEY (week_start, topic_id)
);

CREATE TABLE IF NOT EXISTS episodes.early_names (    -- of the newest morning's early_warnings
    week_start DATE NOT NULL,
    warning_id VARCHAR NOT NULL,
    language VARCHAR NOT NULL,         -- uk | ru | en
    topic_name VARCHAR NOT NULL,
    PRIMARY KEY (week_start, warning_id, language)
);

CREATE TABLE IF NOT EXISTS episodes.living (         -- what lived before the week, by the topic it goes by in it
    week_start DATE NOT NULL,
    episode_id VARCHAR NOT NULL,
    topic_id BIGINT NOT NULL,          -- of a topic that was merged or renamed: the one it goes on as
    PRIMARY KEY (week_start, episode_id)
);

CREATE TABLE IF NOT EXISTS episodes.episode_weeks (  -- an episode as it stood in each week it lived
    week_start DATE NOT NULL,
    episode_id VARCHAR NOT NULL,       -- opened week and topic: 2026-W34-T12
    topic_id BIGINT NOT NULL,
    topic_name VARCHAR NOT NULL,
    kind VARCHAR,
    opened_week DATE NOT NULL,
    last_alarm_week DATE NOT NULL,
    resurfaced_from VARCHAR,           -- the episode that its topic had up to eight weeks before
    led_by VARCHAR,                    -- the episode it is told with, as risen by the same cause; empty: told by itself
    -- open | acknowledged | countermeasure | recovering | closed | false_alarm | known_event
    state VARCHAR NOT NULL,
    is_snoozed BOOLEAN NOT NULL DEFAULT FALSE,
    snoozed_until DATE,                -- of a snooze; empty: until it gets worse
    is_incomplete BOOLEAN NOT NULL DEFAULT FALSE,  -- the week was not received whole, so it says nothing
    is_unjudged BOOLEAN NOT NULL DEFAULT FALSE,  -- the topic's new name has too few weeks of its own to say anything
    grade VARCHAR NOT NULL,            -- unusual | unprecedented | very_unusual | exceptional; '' without an alarm
    owner VARCHAR,                     -- as answered, else as suggested; empty: nobody yet
    suggested_owner VARCHAR,           -- by the playbook
    countermeasure VARCHAR,            -- suggested by the playbook
    runbook_url VARCHAR,
    observed BIGINT NOT NULL,
    expected DOUBLE,
    lower DOUBLE,
    upper DOUBLE,
    p_value DOUBLE,
    q_value DOUBLE,
    look_weeks BIGINT,                 -- rarest as the sum of so many newest weeks; empty: this week alone
    look_observed BIGINT,
    look_expected DOUBLE,
    method VARCHAR NOT NULL,
    known_events VARCHAR[] NOT NULL,   -- what people knew beforehand and fits the topic's rise
    examples VARCHAR[] NOT NULL,       -- redacted
    PRIMARY KEY (week_start, episode_id)
);

CREATE OR REPLACE VIEW episodes.episodes AS          -- each episode as it stands now
SELECT
    week_start, episode_id, topic_id, topic_name, kind, opened_week, last_alarm_week, resurfaced_from, led_by,
    state, is_snoozed, snoozed_until, grade,
    owner, countermeasure, runbook_url, observed, expected, lower, upper, p_value, q_value,
    look_weeks, look_observed, look_expected,
    method, known_events, examples
FROM episodes.episode_weeks
WHERE week_start = (
    SELECT max(later.week_start)
    FROM episodes.episode_weeks AS later
    WHERE later.episode_id = episode_weeks.episode_id
);

CREATE TABLE IF NOT EXISTS episodes.answers (        -- what people said of episodes, and whether it changed anything
    week_start DATE NOT NULL,          -- of the episode's row that counts it: the week before it was said
    answer_id VARCHAR NOT NULL PRIMARY KEY,
    episode_id VARCHAR NOT NULL,
    said_at TIMESTAMP NOT NULL,        -- UTC
    who VARCHAR NOT NULL,
    way VARCHAR NOT NULL,              -- slack | desk | command
    action VARCHAR NOT NULL,
    value VARCHAR,                     -- redacted
    until VARCHAR,
    note VARCHAR NOT NULL,             -- redacted
    is_applied BOOLEAN NOT NULL,
    why_not VARCHAR,                   -- why it changed nothing
    since VARCHAR                      -- of a countermeasure: the day it began; empty: when it was said
);

CREATE TABLE IF NOT EXISTS episodes.countermeasures (  -- what people do, as it stood in each week
    week_start DATE NOT NULL,          -- from the row that counts it until twelve weeks after it began or was done
    countermeasure_id VARCHAR NOT NULL,  -- the answer that began it
    episode_id VARCHAR NOT NULL,
    topic_id BIGINT NOT NULL,
    what VARCHAR NOT NULL,             -- redacted
    who VARCHAR NOT NULL,
    from_day DATE NOT NULL,
    due_day DATE,
    expected_effect VARCHAR NOT NULL,  -- redacted; '' where nobody said
    finished_day DATE,                 -- empty: nobody said that it is done
    is_open BOOLEAN NOT NULL,          -- not done, and its episode is not over
    PRIMARY KEY (week_start, countermeasure_id)
);

CREATE TABLE IF NOT EXISTS episodes.effects (        -- did each countermeasure work, as it was seen in each week
    week_start DATE NOT NULL,
    countermeasure_id VARCHAR NOT NULL,
    episode_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,          -- worked | partly | no_effect | too_early
    reason VARCHAR NOT NULL,           -- too_few_weeks | no_course | no_clear_rise | cannot_tell_yet | cannot_tell | ''
    share DOUBLE,                      -- that is gone of the excess that would have gone on; empty: nothing can be said
    lower DOUBLE,                      -- 95 of 100 such intervals hold the truth
    upper DOUBLE,
    contacts_saved DOUBLE,             -- in the weeks after, against what would have come
    saved_lower DOUBLE,
    saved_upper DOUBLE,
    cost_saved DOUBLE,                 -- where it worked or partly did and [episodes] cost_per_contact is set
    weeks_before BIGINT NOT NULL,      -- of the rise, that were compared
    weeks_after BIGINT NOT NULL,       -- with these
    judged_from DATE,                  -- of too_few_weeks: the Monday on which enough are over
    method VARCHAR NOT NULL,           -- by which the course was expected: seasonal | level | novelty | none
    controls BIGINT NOT NULL,          -- untouched topics that the course was corrected by
    control_regions BIGINT,            -- regions in which the topic had not risen, that it was corrected by too
    past_rises BIGINT NOT NULL,        -- that said what a rise keeps by itself; 0: it is taken to stay
    note VARCHAR NOT NULL,             -- '', other_measure (another of the topic began meanwhile), renamed, or both
    PRIMARY KEY (week_start, countermeasure_id)
);

CREATE TABLE IF NOT EXISTS episodes.effect_weeks (   -- the weeks around a countermeasure that it is judged by
    week_start DATE NOT NULL,
    countermeasure_id VARCHAR NOT NULL,
    week DATE NOT NULL,
    side VARCHAR NOT NULL,             -- before | after; '' of the others
    is_whole BOOLEAN NOT NULL,         -- received whole, and in no known event
    observed BIGINT NOT NULL,
    expected DOUBLE NOT NULL,          -- by the weeks before the rise, and as the untouched topics moved
    lower DOUBLE NOT NULL,             -- 95 of 100 normal weeks lie between lower and upper
    upper DOUBLE NOT NULL,
    PRIMARY KEY (week_start, countermeasure_id, week)
);

CREATE TABLE IF NOT EXISTS episodes.marks (          -- of the episodes opened in the 52 weeks up to this one
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    method VARCHAR NOT NULL,           -- that found it: seasonal | level | drift | novelty | none
    episodes BIGINT NOT NULL,
    useful BIGINT NOT NULL,            -- acknowledged, with a countermeasure, or called useful
    false_alarms BIGINT NOT NULL,
    known_events BIGINT NOT NULL,
    PRIMARY KEY (week_start, topic_id, method)
);

CREATE TABLE IF NOT EXISTS episodes.drivers (        -- where the excess lies; adds up within a dimension
    week_start DATE NOT NULL,
    episode_id VARCHAR NOT NULL,
    slice_dim VARCHAR NOT NULL,
    slice_value VARCHAR NOT NULL,
    observed BIGINT NOT NULL,
    expected DOUBLE NOT NULL,          -- scaled so that a dimension's slices add up to the topic's
    excess DOUBLE NOT NULL,            -- a dimension's slices add up to the topic's, to the last digit
    excess_share DOUBLE,               -- of the topic's excess; empty: as a whole it did not rise
    PRIMARY KEY (week_start, episode_id, slice_dim, slice_value)
);

CREATE TABLE IF NOT EXISTS episodes.episode_days (   -- adds up to the episode's week
    week_start DATE NOT NULL,
    episode_id VARCHAR NOT NULL,
    day DATE NOT NULL,                 -- that had a contact
    contacts BIGINT NOT NULL,
    PRIMARY KEY (episode_id, day)
);

CREATE TABLE IF NOT EXISTS episodes.terms (          -- what subscribers say more often than before
    week_start DATE NOT NULL,
    episode_id VARCHAR NOT NULL,
    place BIGINT NOT NULL,             -- 1: the most telling
    term VARCHAR NOT NULL,             -- dictionary forms
    written VARCHAR NOT NULL,
    contacts BIGINT NOT NULL,
    customers BIGINT NOT NULL,         -- never under 3: no single person's words
    customer_share DOUBLE NOT NULL,    -- of the topic's customers
    usual_share DOUBLE NOT NULL,       -- the same in the half year before
    p_value DOUBLE NOT NULL,
    q_value DOUBLE NOT NULL,           -- over all terms of the topic
    PRIMARY KEY (week_start, episode_id, place)
);

CREATE TABLE IF NOT EXISTS episodes.series_weeks (   -- carried forward: topics, kinds, the total, and silent rises
    week_start DATE NOT NULL,
    topic_id BIGINT NOT NULL,
    slice_dim VARCHAR NOT NULL,
    slice_value VARCHAR NOT NULL,
    topic_name VARCHAR NOT NULL,
    kind VARCHAR,
    first_week DATE,
    observed BIGINT NOT NULL,
    customers BIGINT NOT NULL,
    exposure DOUBLE,
    expected DOUBLE,
    lower DOUBLE,
    upper DOUBLE,
    dispersion DOUBLE,
    p_value DOUBLE,
    q_value DOUBLE,
    topic_p_value DOUBLE,
    look_weeks BIGINT,
    look_observed BIGINT,
    look_expected DOUBLE,
    method VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    is_alarm BOOLEAN NOT NULL,
    why_no_alarm VARCHAR,
    record_before DOUBLE,
    PRIMARY KEY (week_start, topic_id, slice_dim, slice_value)
);

CREATE TABLE IF NOT EXISTS episodes.test_weeks (     -- how many series were watched, and the odds
    week_start DATE NOT NULL PRIMARY KEY,
    series_watched BIGINT NOT NULL,
    series_tested BIGINT NOT NULL,
    alarms BIGINT NOT NULL,                 -- series
    topics_alarming BIGINT NOT NULL,        -- all contacts are no topic
    false_discovery_rate DOUBLE NOT NULL,
    expected_false_alarms DOUBLE NOT NULL,  -- on average at most so many of the topics alarm by chance
    unprecedented BIGINT NOT NULL DEFAULT 0  -- topics that alarm for their size alone, of which nothing is promised
);

CREATE TABLE IF NOT EXISTS episodes.early_warnings (  -- told before Monday, as each morning saw them
    week_start DATE NOT NULL,
    day DATE NOT NULL,                 -- the last day looked at
    warning_id VARCHAR NOT NULL,       -- the episode's id; of a topic born this week 2026-W34-D19-N47, until it has one
    topic_id BIGINT NOT NULL,
    topic_name VARCHAR NOT NULL,
    kind VARCHAR,
    first_day DATE NOT NULL,           -- of the first morning that warned
    grade VARCHAR NOT NULL,            -- as of this morning; '' when back in its range
    state VARCHAR NOT NULL DEFAULT 'open',  -- as of an episode: people answer before Monday, too
    is_snoozed BOOLEAN NOT NULL DEFAULT FALSE,
    owner VARCHAR,                     -- as answered, else as suggested
    suggested_owner VARCHAR,           -- by the playbook
    countermeasure VARCHAR,
    runbook_url VARCHAR,
    observed BIGINT NOT NULL,          -- so far
    expected DOUBLE,
    lower DOUBLE,
    upper DOUBLE,
    p_value DOUBLE,
    q_value DOUBLE,
    known_events VARCHAR[] NOT NULL,
    examples VARCHAR[] NOT NULL,       -- redacted
    contact_ids VARCHAR[] NOT NULL,    -- of a topic born this week; else empty
    PRIMARY KEY (day, warning_id)
);

CREATE TABLE IF NOT EXISTS episodes.told_early (      -- written on Monday: what became of each warning
    week_start DATE NOT NULL,
    warning_id VARCHAR NOT NULL,
    episode_id VARCHAR,                -- empty: the whole week did not alarm
    topic_name VARCHAR NOT NULL,
    owner VARCHAR,
    observed BIGINT NOT NULL,          -- of the whole week
    expected DOUBLE,
    lower DOUBLE,
    upper DOUBLE,
    PRIMARY KEY (week_start, warning_id)
);

CREATE TABLE IF NOT EXISTS episodes.causes (         -- episodes that may have risen by one cause
    week_start DATE NOT NULL,
    cause_id VARCHAR NOT NULL,         -- the id of its worst episode, which has a row of its own
    episode_id VARCHAR NOT NULL,
    why VARCHAR[] NOT NULL,            -- what they share: place:North, day:2026-08-19, word:router
    is_one BOOLEAN NOT NULL,           -- so alike that it is told with the worst as one, unless people say otherwise
    PRIMARY KEY (week_start, episode_id)
);

CREATE OR REPLACE VIEW episodes.escalations AS -- what waits for somebody: told once more after some hours
SELECT
    week_start, episode_id, topic_name, owner AS owner_asked,
    CASE WHEN state = 'open' THEN 'acknowledgement' ELSE 'owner' END AS lacks
FROM episodes.episode_weeks
WHERE
    week_start = (SELECT max(newest.week_start) FROM episodes.test_weeks AS newest)
    AND NOT is_snoozed AND led_by IS NULL
    AND (state = 'open' OR (state = 'acknowledged' AND owner IS NULL))
UNION ALL
SELECT
    week_start, warning_id AS episode_id, topic_name, owner AS owner_asked,
    CASE WHEN state = 'open' THEN 'acknowledgement' ELSE 'owner' END AS lacks
FROM episodes.early_warnings
WHERE
    NOT is_snoozed
    AND (state = 'open' OR (state = 'acknowledged' AND owner IS NULL))
    AND week_start > (SELECT coalesce(max(judged.week_start), DATE '1990-01-01') FROM episodes.test_weeks AS judged)
    AND day = (
        SELECT max(newer.day) FROM episodes.early_warnings AS newer WHERE newer.warning_id = early_warnings.warning_id
    );

-- ---------------------------------------------------------------- 7 quality

CREATE TABLE IF NOT EXISTS quality.returns (         -- same customer, same topic, again within repeat_days
    week_start DATE NOT NULL,          -- the contact's own; as known now
    contact_id VARCHAR NOT NULL,       -- incoming, with a known customer
    repeat_of VARCHAR,                 -- the contact before that it repeats; empty: a first contact
    next_contact VARCHAR,              -- the next that repeats it; empty: nobody came back so far
    PRIMARY KEY (week_start, contact_id)
);

CREATE TABLE IF NOT EXISTS quality.outcomes (        -- was it solved? three answers, never mixed
    week_start DATE NOT NULL,          -- the contact's own; as known now
    contact_id VARCHAR NOT NULL,
    is_resolved_by_status BOOLEAN,     -- empty: the source does not say
    is_resolved_by_survey BOOLEAN,     -- empty: the customer was not asked, or did not say
    is_resolved_by_absence BOOLEAN,    -- empty: customer unknown, or the days are not over
    PRIMARY KEY (week_start, contact_id)
);

CREATE TABLE IF NOT EXISTS quality.survey_scores (
    week_start DATE NOT NULL,
    slice_dim VARCHAR NOT NULL,        -- all | channel | product
    slice_value VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    asked BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    response_share DOUBLE,             -- answered of asked, Wilson interval beside it
    response_lower DOUBLE,
    response_upper DOUBLE,
    mean_score DOUBLE,
    mean_lower DOUBLE,                 -- 95 % interval of the mean
    mean_upper DOUBLE,
    satisfied BIGINT NOT NULL,
    satisfied_share DOUBLE,            -- 0 .. 1, Wilson interval beside it
    satisfied_lower DOUBLE,
    satisfied_upper DOUBLE,
    PRIMARY KEY (week_start, slice_dim, slice_value, question)
);

CREATE TABLE IF NOT EXISTS quality.scale_directions (  -- which end of its scale a source of scores calls good
    week_start DATE NOT NULL,
    source VARCHAR NOT NULL,
    contacts BIGINT NOT NULL,          -- of the 26 weeks up to this: scored, and known whether it was solved
    score_correlation DOUBLE,          -- of mean score and solved; empty: nothing varies
    lower DOUBLE,                      -- 99.9 % interval
    upper DOUBLE,
    says VARCHAR NOT NULL,             -- high_is_good | low_is_good | unclear: what the correlation shows
    is_stated BOOLEAN NOT NULL,        -- [[sources]] scale_direction is written, so that it is taken as written
    is_refused BOOLEAN NOT NULL,       -- shown turned round, and not stated: its answers count nowhere
    PRIMARY KEY (week_start, source)
);

CREATE TABLE IF NOT EXISTS quality.score_counts (    -- the distribution of each question's answers
    week_start DATE NOT NULL,
    question VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    answers BIGINT NOT NULL,           -- the scores of a question add up to quality.survey_scores
    share DOUBLE NOT NULL,
    lower DOUBLE NOT NULL,             -- Wilson, 95 %
    upper DOUBLE NOT NULL,
    PRIMARY KEY (week_start, question, score)
);

CREATE TABLE IF NOT EXISTS quality.score_series (    -- verdicts about the quality line in the newest weeks
    week_start DATE NOT NULL,
    measure VARCHAR NOT NULL,          -- low_scores (risen is worse) | answered (fallen is worse)
    slice_dim VARCHAR NOT NULL,        -- all | channel
    slice_value VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    observed BIGINT NOT NULL,          -- answers under satisfied_from; who answered
    of_all BIGINT NOT NULL,            -- of those who answered; of those who were asked
    expected DOUBLE,
    lower DOUBLE,
    upper DOUBLE,
    p_value DOUBLE,
    q_value DOUBLE,
    method VARCHAR NOT NULL,
    status VARCHAR NOT NULL,           -- as in detection.assessments
    is_alarm BOOLEAN NOT NULL,
    why_no_alarm VARCHAR,
    PRIMARY KEY (week_start, measure, slice_dim, slice_value, question)
);

CREATE TABLE IF NOT EXISTS quality.repeat_contacts (
    week_start DATE NOT NULL,
    slice_dim VARCHAR NOT NULL,        -- all | kind | channel | topic
    slice_value VARCHAR NOT NULL,      -- of topics the topic_id
    contacts BIGINT NOT NULL,          -- with a known customer
    customers BIGINT NOT NULL,         -- distinct
    repeats BIGINT NOT NULL,           -- of the same topic, as quality.returns says
    repeat_share DOUBLE,
    repeat_lower DOUBLE,               -- Wilson, 95 %
    repeat_upper DOUBLE,
    PRIMARY KEY (week_start, slice_dim, slice_value)
);

CREATE TABLE IF NOT EXISTS quality.unresolved (
    week_start DATE NOT NULL,          -- as known now: opened up to this week's end, neither resolved nor closed
    age_band VARCHAR NOT NULL,         -- '0-2 days' ... 'over 30 days', at the week's end
    age_order BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    is_late BOOLEAN NOT NULL,          -- older than [quality] unresolved_days
    PRIMARY KEY (week_start, age_band)
);

-- Worklists name contacts: they are not published for other tools. No names, no numbers, no texts in them.

CREATE TABLE IF NOT EXISTS quality.unresolved_worklist (  -- requests not solved in time, until their subscriber says so
    week_start DATE NOT NULL,          -- as it stood at the week's end, with those that left it in the week
    contact_id VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,             -- '(none)' for contacts without a kind
    priority VARCHAR,
    opened_at TIMESTAMP NOT NULL,      -- UTC, as all moments here
    due_at TIMESTAMP,                  -- when its limit in working hours ran out
    entered_at TIMESTAMP NOT NULL,
    age_days BIGINT NOT NULL,          -- since it was opened, at the week's end or when it left
    state VARCHAR NOT NULL,            -- open | to_confirm (by the desk's word only) | said_no (by the subscriber)
    attempts BIGINT NOT NULL,
    last_tried_at TIMESTAMP,
    last_outcome VARCHAR,
    next_try DATE,                     -- a working day; empty: it left
    preferred_window VARCHAR,          -- morning | afternoon | evening: when they were reached, else came
    left_at TIMESTAMP,                 -- empty: still on it
    -- solved | continued | unreachable | too_old | refused | opted_out | wrong_number | a reason that a person gave
    left_by VARCHAR,
    PRIMARY KEY (week_start, contact_id)
);

CREATE TABLE IF NOT EXISTS quality.unresolved_flow (  -- begun + entered = those that left + standing, of every kind
    week_start DATE NOT NULL,
    kind VARCHAR NOT NULL,
    what VARCHAR NOT NULL,             -- begun | entered | standing | of those that left, by what they did
    contacts BIGINT NOT NULL,
    PRIMARY KEY (week_start, kind, what)
);

CREATE TABLE IF NOT EXISTS quality.list_answers (    -- what became of what callers answered about the lists
    week_start DATE NOT NULL,          -- in which it was said
    answer_id VARCHAR NOT NULL PRIMARY KEY,
    said_at TIMESTAMP NOT NULL,        -- UTC
    who VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    value VARCHAR,
    about VARCHAR NOT NULL,            -- unresolved:CONTACT | callback:LIST:CONTACT
    became VARCHAR NOT NULL            -- counted | left_before | not_on_list | no_such_thing
);

CREATE TABLE IF NOT EXISTS quality.callback_worklist (  -- every event that a list could hold: to be called, or why not
    week_start DATE NOT NULL,          -- of the event; as known now, until the last of them is too late
    event_id VARCHAR NOT NULL PRIMARY KEY,  -- list:contact
    worklist VARCHAR NOT NULL,         -- a list of [callbacks]
    contact_id VARCHAR NOT NULL,
    event_at TIMESTAMP NOT NULL,       -- UTC, as all moments here
    product VARCHAR NOT NULL,          -- '(none)' where unknown
    channel VARCHAR NOT NULL,
    -- waits | reached | unreachable | refused | wrong_number | opted_out | too_late | a reason that a person gave
    -- not to be called: unknown_customer | not_drawn | quarantine | no_calls (asked not to be called before)
    state VARCHAR NOT NULL,
    is_chosen BOOLEAN NOT NULL,        -- drawn by us, or called by whoever keeps the list
    attempts BIGINT NOT NULL,
    last_tried_at TIMESTAMP,
    last_outcome VARCHAR,
    next_try DATE,                     -- a working day; empty: nobody has to call
    is_solved BOOLEAN,                 -- the subscriber's newest word
    is_content BOOLEAN
);

CREATE TABLE IF NOT EXISTS quality.callback_counts (  -- eligible = all other rows of a list
    week_start DATE NOT NULL,
    worklist VARCHAR NOT NULL,
    state VARCHAR NOT NULL,            -- eligible, and those of quality.callback_worklist
    events BIGINT NOT NULL,
    PRIMARY KEY (week_start, worklist, state)
);

CREATE TABLE IF NOT EXISTS quality.callback_results (  -- what those reached said, and what all would have
    week_start DATE NOT NULL,          -- of events of the four weeks up to this
    worklist VARCHAR NOT NULL,
    question VARCHAR NOT NULL,         -- solved | content
    eligible BIGINT NOT NULL,
    called BIGINT NOT NULL,            -- at least once
    said BIGINT NOT NULL,
    share DOUBLE,                      -- of those who said
    lower DOUBLE,                      -- Wilson, 95 %
    upper DOUBLE,
    weighted_share DOUBLE,             -- each answer counts for as many as are like it in product and channel
    weighted_lower DOUBLE,
    weighted_upper DOUBLE,
    effective DOUBLE NOT NULL,         -- answers that the weighted share is worth (Kish)
    PRIMARY KEY (week_start, worklist, question)
);

CREATE TABLE IF NOT EXISTS quality.first_contact (   -- solved at the first contact, by each definition
    week_start DATE NOT NULL,
    definition VARCHAR NOT NULL,       -- status | survey | repeat | one_reply (docs/glossary.md)
    contacts_week DATE NOT NULL,       -- whose contacts they are; of repeat a week that had time to come back
    contacts BIGINT NOT NULL,          -- of which it can be said
    solved BIGINT NOT NULL,
    solved_share DOUBLE,
    solved_lower DOUBLE,               -- Wilson, 95 %
    solved_upper DOUBLE,
    PRIMARY KEY (week_start, definition)
);

CREATE TABLE IF NOT EXISTS quality.unresolved_kinds (
    week_start DATE NOT NULL,
    kind VARCHAR NOT NULL,             -- marketing | technical | customer_service | (none)
    age_band VARCHAR NOT NULL,
    age_order BIGINT NOT NULL,
    contacts BIGINT NOT NULL,          -- the kinds of a band add up to quality.unresolved
    PRIMARY KEY (week_start, kind, age_band)
);

CREATE TABLE IF NOT EXISTS quality.team_weeks (      -- of what a team handled first, how much came back; no persons
    week_start DATE NOT NULL,
    team VARCHAR NOT NULL,             -- '(all)'; '(small teams)': those under five people, as one
    people BIGINT NOT NULL,            -- who handled such contacts; never under five
    contacts BIGINT NOT NULL,          -- of the newest week whose customers had the whole time to come back
    came_back BIGINT NOT NULL,
    expected DOUBLE NOT NULL,          -- all teams' share for the same kinds and channels
    share DOUBLE NOT NULL,             -- adjusted: all teams' share times came_back / expected
    lower_95 DOUBLE NOT NULL,          -- a team like all others lies here in 95 of 100 weeks
    upper_95 DOUBLE NOT NULL,
    lower_998 DOUBLE NOT NULL,         -- and here in 998 of 1,000
    upper_998 DOUBLE NOT NULL,
    dispersion DOUBLE NOT NULL,        -- by whose root the limits are widened; 1: as chance alone has it
    PRIMARY KEY (week_start, team)
);

CREATE TABLE IF NOT EXISTS quality.team_limits (     -- the same limits for teams of any size, to be drawn
    week_start DATE NOT NULL,
    contacts BIGINT NOT NULL,
    lower_95 DOUBLE NOT NULL,
    upper_95 DOUBLE NOT NULL,
    lower_998 DOUBLE NOT NULL,
    upper_998 DOUBLE NOT NULL,
    PRIMARY KEY (week_start, contacts)
);

-- Of persons, from here on: never in published/trends.duckdb, mail or Slack; published/quality.duckdb holds them.

CREATE TABLE IF NOT EXISTS quality.kind_settling (   -- of the samples of `[kinds] window_weeks` up to this one
    week_start DATE NOT NULL,
    part VARCHAR NOT NULL,             -- even: drawn by lot | doubtful
    first_week DATE NOT NULL,          -- of those weeks
    drawn BIGINT NOT NULL,
    settled BIGINT NOT NULL,           -- by people, so far
    PRIMARY KEY (week_start, part)
);

CREATE TABLE IF NOT EXISTS quality.kind_accuracy (   -- of all contacts of the same weeks, by those settled
    week_start DATE NOT NULL,
    judge VARCHAR NOT NULL,            -- topic: the kind that counts, its topic's | words: by its own words
    measure VARCHAR NOT NULL,          -- accuracy | precision | recall
    kind VARCHAR NOT NULL,             -- (all): of accuracy
    settled BIGINT NOT NULL,           -- contacts that it rests on
    share DOUBLE,                      -- empty: too few
    lower DOUBLE,
    upper DOUBLE,
    PRIMARY KEY (week_start, judge, measure, kind)
);

CREATE TABLE IF NOT EXISTS quality.kind_confusion (  -- the same, what was taken for what
    week_start DATE NOT NULL,
    judge VARCHAR NOT NULL,
    said VARCHAR NOT NULL,             -- by people
    counted VARCHAR NOT NULL,          -- by the program
    settled BIGINT NOT NULL,
    share DOUBLE NOT NULL,             -- of all contacts
    PRIMARY KEY (week_start, judge, said, counted)
);

CREATE TABLE IF NOT EXISTS quality.kind_shares (     -- of all contacts of the same weeks (docs/practices)
    week_start DATE NOT NULL,
    kind VARCHAR NOT NULL,
    contacts BIGINT NOT NULL,          -- counted so in the week itself
    week_share DOUBLE NOT NULL,        -- of the week's contacts
    counted_share DOUBLE NOT NULL,     -- of all those weeks' contacts
    settled BIGINT NOT NULL,
    share DOUBLE,                      -- what it is, the program's errors taken out; empty: too few are settled
    lower DOUBLE,
    upper DOUBLE,
    change DOUBLE,                     -- on as many weeks before; empty: not measured there
    change_lower DOUBLE,
    change_upper DOUBLE,
    PRIMARY KEY (week_start, kind)
);

CREATE TABLE IF NOT EXISTS quality.review_sample (   -- which contacts of the week are listened to, and by whom
    week_start DATE NOT NULL,          -- of the contacts
    review_id VARCHAR NOT NULL,
    contact_id VARCHAR NOT NULL,
    operator_id VARCHAR NOT NULL,
    part VARCHAR NOT NULL,             -- even: counts | risk: never counts
    hearing BIGINT NOT NULL,           -- 1; 2: by a second reviewer, blind
    reviewer_id VARCHAR,               -- empty: registers.reviewers names too few
    kind VARCHAR NOT NULL,             -- marketing | technical | customer_service | (none)
    channel VARCHAR NOT NULL,
    day DATE NOT NULL,
    shift VARCHAR NOT NULL,            -- '06-14', business time
    risks VARCHAR NOT NULL,            -- 'repeat, low_score': known to all, no reason in the even part
    replaces VARCHAR,                  -- the review_id that it stands for
    replaced_because VARCHAR,          -- no_recording | not_audible | wrong_operator | private | other
    PRIMARY KEY (week_start, review_id)
);

CREATE TABLE IF NOT EXISTS quality.forms (           -- as the home's forms/ say it now
    form VARCHAR NOT NULL,
    form_version VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,       -- JSON: sections, their questions, weights and answers
    PRIMARY KEY (form, form_version)
);

CREATE TABLE IF NOT EXISTS quality.reviews (         -- forms that reviewers filled in, scored
    week_start DATE NOT NULL,          -- of evaluated_at
    evaluation_id VARCHAR NOT NULL,
    way VARCHAR NOT NULL,              -- import | desk
    contact_id VARCHAR,
    operator_id VARCHAR,
    reviewer_id VARCHAR,
    form VARCHAR NOT NULL,
    form_version VARCHAR,
    score DOUBLE,                      -- 0 .. 1, by the home's form where it has it, else as received
    is_failed BOOLEAN NOT NULL,        -- one answer failed the whole form
    part VARCHAR,                      -- even | risk, of the review sample; empty: chosen otherwise
    fault VARCHAR,                     -- why it has no score, with the cure
    evaluated_at TIMESTAMP NOT NULL,   -- UTC
    note VARCHAR,                      -- what else the reviewer wrote at the desk, redacted
    PRIMARY KEY (week_start, evaluation_id)
);

CREATE TABLE IF NOT EXISTS quality.review_points (   -- their questions
    week_start DATE NOT NULL,
    evaluation_id VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    points DOUBLE,                     -- 0 .. 1; empty: does not apply
    PRIMARY KEY (week_start, evaluation_id, question)
);

CREATE TABLE IF NOT EXISTS quality.operator_scores (  -- of the weeks up to this one; docs/practices/scorecard.md
    week_start DATE NOT NULL,
    operator_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,          -- handle_seconds | held | solved_by_status | survey:quality ... evaluation
    contacts BIGINT NOT NULL,          -- of which it is known
    status VARCHAR NOT NULL,           -- compared | too_few_contacts | too_few_operators
    observed DOUBLE,
    expected DOUBLE,                   -- what the typical operator would have with the same cases
    typical DOUBLE,                    -- and with the cases of all
    adjusted DOUBLE,                   -- this operator with the cases of all, drawn to the typical one
    lower DOUBLE,                      -- 95 %, of adjusted
    upper DOUBLE,
    funnel_lower DOUBLE,               -- an operator like all others is between in 95 of 100 quarters
    funnel_upper DOUBLE,
    p_value DOUBLE,                    -- of this look alone
    stands_out VARCHAR,                -- better | worse | longer | shorter; all looks of the week at once allow it
    changed_since DATE,                -- first week of another level of this operator's own
    change DOUBLE,                     -- by how many deviations of a contact
    PRIMARY KEY (week_start, operator_id, measure)
);

CREATE TABLE IF NOT EXISTS quality.operator_repeats (  -- after an operator's first contacts, the same weeks
    week_start DATE NOT NULL,
    operator_id VARCHAR NOT NULL,      -- who handled the contact first
    contacts BIGINT NOT NULL,          -- that repeat none, and whose days to come back are over
    customers BIGINT NOT NULL,
    repeats BIGINT NOT NULL,           -- to which the customer came back with the same
    repeat_share DOUBLE,
    repeat_lower DOUBLE,               -- Wilson, 95 %; as observed, not adjusted
    repeat_upper DOUBLE,
    PRIMARY KEY (week_start, operator_id)
);

CREATE TABLE IF NOT EXISTS quality.agreement (       -- of reviewers who heard the same contacts; the same weeks
    week_start DATE NOT NULL,
    reviewer_id VARCHAR NOT NULL,      -- '(all)'
    criterion VARCHAR NOT NULL,        -- '(form)', or a question
    statistic VARCHAR NOT NULL,        -- alpha: of all | weighted_kappa: of one beside the others
    contacts BIGINT NOT NULL,          -- heard twice
    value DOUBLE,                      -- 1 as one, 0 as chance; empty: all scores alike
    lower DOUBLE,                      -- 95 %; empty under 10 contacts
    upper DOUBLE,
    PRIMARY KEY (week_start, reviewer_id, criterion)
);

CREATE TABLE IF NOT EXISTS quality.reviewer_bias (
    week_start DATE NOT NULL,
    reviewer_id VARCHAR NOT NULL,
    forms BIGINT NOT NULL,
    mean_score DOUBLE,
    pairs BIGINT NOT NULL,             -- of this reviewer and another on one contact
    bias DOUBLE,                       -- of the form's 0 .. 1, beside the median reviewer on the same contacts
    lower DOUBLE,                      -- 95 %; empty under 10 pairs, or with two reviewers
    upper DOUBLE,
    verdict VARCHAR,                   -- lenient | strict; all reviewers at once allow it
    PRIMARY KEY (week_start, reviewer_id)
);

CREATE TABLE IF NOT EXISTS quality.audit (           -- forms that subscribers contradict: to be heard again
    week_start DATE NOT NULL,
    evaluation_id VARCHAR NOT NULL,
    contact_id VARCHAR NOT NULL,
    operator_id VARCHAR,
    reviewer_id VARCHAR,
    score DOUBLE NOT NULL,             -- of the form, as the reviewer gave it
    survey_score DOUBLE,               -- 0 .. 1, the mean of the subscriber's answers
    came_back BOOLEAN,                 -- with the same topic in time; empty: not known yet
    disagreement VARCHAR NOT NULL,     -- praised_unhappy | praised_came_back | blamed_happy
    bias DOUBLE,                       -- of a reviewer shown to be lenient or strict: taken off before it is judged
    PRIMARY KEY (week_start, evaluation_id)
);

-- ---------------------------------------------------------------- 8 report

CREATE TABLE IF NOT EXISTS report.bulletins (        -- every revision ever published
    week_start DATE NOT NULL,
    language VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    path VARCHAR NOT NULL,             -- of the page, below the home
    sha256 VARCHAR NOT NULL,           -- of the page as written
    content_hash VARCHAR NOT NULL,     -- of what it says: a change of it is a new revision
    subject VARCHAR NOT NULL,          -- of the mail
    verdict VARCHAR NOT NULL,
    contacts BIGINT NOT NULL,
    spikes BIGINT NOT NULL,
    config_hash VARCHAR NOT NULL,
    code_version VARCHAR NOT NULL,
    model_version VARCHAR,             -- of the topics; empty: the week was counted before versions were carried
    lacking VARCHAR,                   -- which sources lack what, a line each, in its language; empty: nothing
    PRIMARY KEY (week_start, language, revision)
);

CREATE TABLE IF NOT EXISTS report.told_figures (     -- so that a corrected bulletin can say what changed
    week_start DATE NOT NULL,
    language VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    topic_id BIGINT NOT NULL,          -- 0: all contacts; else a spike
    topic_name VARCHAR NOT NULL,
    is_spike BOOLEAN NOT NULL,
    observed BIGINT NOT NULL,
    expected DOUBLE,
    PRIMARY KEY (week_start, language, revision, topic_id)
);

CREATE TABLE IF NOT EXISTS report.explanations (     -- the arithmetic of the week's episodes, as lines
    week_start DATE NOT NULL,
    episode_id VARCHAR NOT NULL,
    place BIGINT NOT NULL,             -- of the step; 0: the verdict
    title VARCHAR NOT NULL,            -- of the verdict: the series that it judges
    lines VARCHAR[] NOT NULL,
    PRIMARY KEY (week_start, episode_id, place)
);

-- ---------------------------------------------------------------- 9 alerts

CREATE TABLE IF NOT EXISTS alerts.ledger (           -- written before and after every sending
    message_key VARCHAR NOT NULL PRIMARY KEY,  -- what it is about and for whom, hashed
    week_start DATE NOT NULL,
    channel VARCHAR NOT NULL,          -- slack | mail | outbox | slack_webhook | teams | webhook
    about VARCHAR NOT NULL,            -- episode id, or bulletin week and language
    state VARCHAR NOT NULL,            -- intended | sent | unknown | failed | waiting
    attempts BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    content_hash VARCHAR NOT NULL,
    remote_id VARCHAR,                 -- Slack's ts, the mail's Message-ID, the file's name
    updated_at TIMESTAMP NOT NULL,
    note VARCHAR,                      -- why it failed or is unknown, with the cure; or who said it is there
    told_at TIMESTAMP                  -- when it first was there, UTC; empty: never, or before this was kept
);
