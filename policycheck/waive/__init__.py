"""Waivers: exceptions from a rule for one record or account, approved by somebody, until a day."""
