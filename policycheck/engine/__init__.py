"""The engine: it runs a program over records. It knows plans, and neither kinds nor policy files."""
