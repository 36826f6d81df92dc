"""Expressions in the Common Expression Language, checked against the schemas and then asked."""
