"""A small invented provider whose teacher says little: most tests are not about it, and it is slow."""

from trend_lib import sample

TEACHER = "teacher_texts = 1000"  # as the sample provider is made
NO_TEACHER = 'teacher = "none"'
BRIEF_TEACHER = "teacher_texts = 200"


def make_provider(folder, weeks, contacts_per_week, teacher):
    """Make the provider's home with another line for the teacher in its settings."""
    sample.make(folder, weeks=weeks, contacts_per_week=contacts_per_week)
    settings = folder / "trends.toml"
    written = settings.read_text("utf-8")
    assert TEACHER in written
    settings.write_text(written.replace(TEACHER, teacher), "utf-8")
    return folder
