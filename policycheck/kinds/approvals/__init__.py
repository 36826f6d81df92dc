"""Approvals of a post: who decided what in which role, and which of them count."""
