"""What can be read off a text by itself: its words, sentences, links, tags, emoji and oddities.

Every function here is a pure function of a string. Offsets count Unicode code points from 0, in the
string that was given.
"""
