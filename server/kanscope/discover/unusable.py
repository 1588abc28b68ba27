"""What is wrong with what was asked."""


class Unusable(Exception):
    """Nothing can be looked for; the message is one sentence that says why and how to mend it."""
