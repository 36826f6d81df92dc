"""An agency's social media policy as YAML rules, checked before anything is published."""

__version__ = "0.1.0"
