"""The agent's Python packages: see __main__.py."""
