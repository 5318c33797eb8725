"""How Python distributions are called."""

import re


def canonical(name):
    """The one spelling of a distribution's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
