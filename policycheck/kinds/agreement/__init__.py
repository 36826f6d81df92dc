"""What two versions of a text in different languages must both say, and where they say it."""
