"""A slow, obvious twin of the register: dicts, changed once by each thing that happens, never replayed."""

RESIDUE = 1


class SlowRegister:
    """Whose every subtopic is, and what became of each topic."""

    def __init__(self):
        self.owner = {}  # subtopic → topic
        self.gone_to = {}  # topic without subtopics → where they went
        self.went_with = {}  # topic → the subtopics it had when it was merged
        self.pinned = set()
        self.topic_of = {}  # contact → topic, as told
        self.placed_at = {}  # contact → subtopic
        self.week_of = {}  # contact → week

    def subtopics(self, topic):
        return {one for one in self.owner if self.owner[one] == topic}

    def topics(self):
        return set(self.owner.values())

    def begin(self, subtopic, topic):
        self.owner[subtopic] = topic

    def place(self, contact, week, subtopic):
        self.placed_at[contact] = subtopic
        self.week_of[contact] = week
        self.topic_of[contact] = self.owner[subtopic]

    def allows(self, action, one, other=None):
        """Tell whether an edit makes sense now."""
        if RESIDUE in {one, other} or one not in self.owner:
            return False
        if action in {"merge", "move"} and other not in self.topics():
            return False
        if action == "merge":
            return one in self.topics() and one != other
        if action == "move":
            return self.owner[one] != other
        if action == "split":
            return self.owner[one] != one and len(self.subtopics(self.owner[one])) > 1
        return one in self.topics()

    def edit(self, action, one, other=None):
        getattr(self, action)(*(given for given in (one, other) if given is not None))

    def merge(self, topic, into):
        self.went_with[topic] = self.subtopics(topic)
        self._put(self.subtopics(topic), into)

    def split(self, subtopic):
        owner = self.owner[subtopic]
        back = {one for one in self.went_with.pop(subtopic, ()) if self.owner[one] == owner}
        self._part(back | {subtopic})
        self._put(back | {subtopic}, subtopic)

    def move(self, subtopic, into):
        self._part({subtopic})
        self._put({subtopic}, into)

    def pin(self, topic):
        self.pinned.add(topic)

    def unpin(self, topic):
        self.pinned.discard(topic)

    def restate(self, weeks):
        for contact, week in self.week_of.items():
            if week in weeks:
                self.topic_of[contact] = self.owner[self.placed_at[contact]]

    def _part(self, subtopics):
        for held in self.went_with.values():
            held.difference_update(subtopics)

    def _put(self, subtopics, topic):
        before = self.topics()
        for one in subtopics:
            self.owner[one] = topic
        for emptied in before - self.topics():
            self.gone_to[emptied] = topic
            self.pinned.discard(emptied)
        self.gone_to.pop(topic, None)
