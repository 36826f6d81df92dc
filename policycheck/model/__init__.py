"""Records: what is checked, what a check says, and the report. No behaviour beyond their own shape."""
