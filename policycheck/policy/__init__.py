"""The policy language: read with places, validated, compiled to plans. Nothing here runs a rule."""
