-- What: every bulletin ever published, newest week and revision first.
-- Grain: week, language, revision
-- Reads: report.bulletins
SELECT
    week_start,
    language,
    revision,
    path,
    sha256,
    content_hash,
    subject,
    verdict,
    contacts,
    spikes,
    config_hash,
    code_version,
    model_version,
    lacking
FROM report.bulletins
ORDER BY week_start DESC, language, revision DESC
