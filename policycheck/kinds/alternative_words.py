"""What makes a poor alternative text: phrases and patterns, with their sources.

The phrases are defaults of the kind `alternative-text`; a policy may give its own.
"""

from __future__ import annotations

import re

from policycheck.text.late import late

__all__ = ["FILE_NAME", "PLACEHOLDERS", "REDUNDANT_PHRASES"]

#: Openings that say what a screen reader says anyway. W3C WAI, Images Tutorial, "Tips and Tricks"
#: (words such as "image of" are usually not needed); French and Spanish are the same words
#: translated. Read on 2026-11-23.
REDUNDANT_PHRASES: tuple[str, ...] = (
    "image of",
    "graphic of",
    "photo of",
    "photograph of",
    "picture of",
    "pic of",
    "screenshot of",
    "image de",
    "image d'",
    "photo de",
    "photo d'",
    "photographie de",
    "photographie d'",
    "capture d'écran de",
    "capture d'écran d'",
    "imagen de",
    "foto de",
    "fotografía de",
    "captura de pantalla de",
)

#: Whole texts that stand for nothing. W3C, Techniques for WCAG 2.2, failure F30 ("spacer", "image",
#: "picture", file names); W3C, Techniques for Accessibility Evaluation and Repair Tools, test 1-1-1
#: ("nbsp", "spacer"); what editors and templates leave behind; French and Spanish for the same.
#: Read on 2026-11-23.
PLACEHOLDERS: tuple[str, ...] = (
    "alt",
    "alt text",
    "alternative text",
    "alt text here",
    "add alt text",
    "image alt text",
    "description",
    "graphic",
    "image",
    "img",
    "media",
    "nbsp",
    "none",
    "null",
    "photo",
    "photograph",
    "pic",
    "picture",
    "placeholder",
    "screenshot",
    "spacer",
    "tbd",
    "test",
    "text",
    "todo",
    "undefined",
    "untitled",
    "à compléter",
    "à venir",
    "description de l'image",
    "photographie",
    "sans titre",
    "texte alternatif",
    "descripción",
    "descripción de la imagen",
    "foto",
    "fotografía",
    "imagen",
    "pendiente",
    "sin título",
    "texto alternativo",
)

#: Names that files get from cameras, phones and tools (DCF, the design rule for camera file
#: systems, names pictures with four letters and four digits), and any name with the ending of a
#: media file.
FILE_NAME = late(
    r"\S(?:[^/\n]{0,200}\S)?\.(?:avif|bmp|gif|heic|heif|jpe?g|jfif|m4v|mov|mp4|png|svg|tiff?|webm|webp)"
    r"|(?:img|image|dsc|dscn|dscf|pict|pxl|mvimg|photo|vid|mov|screenshot|screen shot|capture)"
    r"[-_ ]?\d[\d_.() -]*(?:at [\d. ]+(?:am|pm)?)?(?:~\d|-?[a-z]{2,4})?"
    r"|[a-z0-9_]{4}\d{4}"
    r"|whatsapp (?:image|video) [\d-]+.*"
    r"|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}"
    r"|\d[\d_-]{5,}[a-z]?",
    re.IGNORECASE,
)
