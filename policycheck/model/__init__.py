"""Records: what is checked, what a check says, and the report. Shapes, and little behaviour."""
