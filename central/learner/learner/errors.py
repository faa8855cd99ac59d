class LearnerError(Exception):
    """What the user can mend: the message says what, which one, expected, found and the way out."""
