"""How things end badly: a sentence that reads "where: what is wrong: what to do"."""


class Refusal(Exception):
    """Wrong input: no second try would go better."""

    exit_code = 1


class OutOfReach(Exception):
    """A server that cannot be asked now."""

    exit_code = 6
