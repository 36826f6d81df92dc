"""The files that a new project begins with, one module for each sort."""
