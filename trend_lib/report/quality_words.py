"""What the codes of the tables of persons are called where people read them."""

from __future__ import annotations

from trend_lib.base.speech import mark, say
from trend_lib.report.service import question_name
from trend_lib.report.words import KINDS, SLICES

SURVEY = "survey:"
AS_IT_IS = "as it is:"  # an id, or a name of theirs, that may read like one of our codes
CALLED = {  # of worklists of people who call subscribers
    "said_no": mark("the subscriber says no"),
    "open": mark("not solved"),
    "to_confirm": mark("solved late, to be confirmed"),
    "morning": mark("morning"),
    "afternoon": mark("afternoon"),
    "evening": mark("evening"),
    "no_answer": mark("no answer"),
    "callback_later": mark("call later"),
    "refused": mark("does not want to talk"),
    "wrong_number": mark("wrong number"),
    "opted_out": mark("wants no more calls"),
    "reached": mark("reached"),
    "duplicate": mark("it is here twice"),
    "not_a_request": mark("it was no request"),
    "left_us": mark("no longer a subscriber"),
    "other_reason": mark("another reason"),
    "content": mark("content"),
    "not_content": mark("not content"),
    "closed_request": mark("closed request"),
    "key_point": mark("key point"),
    "new_connection": mark("new connection"),
}
ANSWERED = {  # about the lists, and what became of it
    "not_solved": mark("not solved, says the subscriber"),
    "tried": mark("called without success"),
    "take_off": mark("nobody needs to call"),
    "spoke": mark("asked about a key point"),
    "counted": mark("counted"),
    "left_before": mark("had left the list before"),
    "not_on_list": mark("was not on the list"),
    "no_such_thing": mark("nobody knows it"),
}
COUNTED = {  # what became of those on worklists
    "begun": mark("on the list before"),
    "entered": mark("new on the list"),
    "standing": mark("stands on the list"),
    "solved": mark("solved, says the subscriber"),
    "continued": mark("continued in a newer contact"),
    "unreachable": mark("not reached, however often called"),
    "too_old": mark("too old"),
    "too_late": mark("too late to call"),
    "eligible": mark("all that the list could hold"),
    "waits": mark("waits for a call"),
    "not_drawn": mark("not drawn"),
    "quarantine": mark("called or on a list a short time before"),
    "no_calls": mark("asked not to be called"),
    "unknown_customer": mark("nobody knows who it was"),
}
WORDS = {
    **SLICES,
    **KINDS,
    **CALLED,
    **COUNTED,
    **ANSWERED,
    "handle_seconds": mark("Handling time, seconds"),
    "held": mark("Held for over a minute, share"),
    "transferred": mark("Transferred, share"),
    "solved_by_status": mark("Solved by status, share"),
    "solved_by_survey": mark("Solved by survey, share"),
    "solved_by_absence": mark("Did not come back, share"),
    "came_back": mark("Came back after a first contact, share"),
    "tone": mark("Tone of the subscriber, −1 to 1"),
    "tone_quarter_2": mark("Tone in the second quarter of the talk, −1 to 1"),
    "tone_quarter_3": mark("Tone in the third quarter of the talk, −1 to 1"),
    "tone_quarter_4": mark("Tone in the last quarter of the talk, −1 to 1"),
    "tone_change": mark("Tone, last quarter of the talk less the first"),
    "evaluation": mark("Evaluation, 0 to 1"),
    "compared": mark("compared"),
    "too_few_contacts": mark("too few contacts"),
    "too_few_operators": mark("too few operators to compare with"),
    "better": mark("better"),
    "worse": mark("worse"),
    "longer": mark("longer"),
    "shorter": mark("shorter"),
    "lenient": mark("lenient"),
    "strict": mark("strict"),
    "even": mark("even"),
    "risk": mark("risk"),
    "doubtful": mark("doubtful"),
    "topic": mark("its topic"),
    "words": mark("its own words"),
    "accuracy": mark("right, of all"),
    "precision": mark("right, of those told so"),
    "recall": mark("told so, of those that are"),
    "import": mark("import"),
    "desk": mark("desk"),
    "repeat": mark("came back"),
    "low_score": mark("low score"),
    "bad_tone": mark("bad tone"),
    "long_hold": mark("held for long"),
    "no_recording": mark("no recording"),
    "not_audible": mark("not audible"),
    "wrong_operator": mark("wrong operator"),
    "private": mark("private"),
    "other": mark("another reason"),
    "heard or waiting": mark("heard or waiting"),
    "praised_unhappy": mark("praised, but the subscriber is unhappy"),
    "praised_came_back": mark("praised, but the subscriber came back with the same"),
    "blamed_happy": mark("blamed, but the subscriber is happy"),
    "alpha": mark("Krippendorff’s alpha"),
    "weighted_kappa": mark("weighted kappa"),
    "low_scores": mark("low scores"),
    "answered": mark("answers"),
    "(all)": mark("all"),
    "(form)": mark("whole form"),
    "(none)": mark("No kind"),
}


def code_word(code: str) -> str:
    """Return a code in the reader's language; what is no code stays as it is."""
    if code.startswith(AS_IT_IS):
        return code.removeprefix(AS_IT_IS)
    if code.startswith(SURVEY):
        question = question_name(code.removeprefix(SURVEY))
        return say("Survey: {question}", question=question)
    return say(WORDS[code]) if code in WORDS else code
