"""The engine: it runs a program over records and knows neither kinds nor policy files."""
