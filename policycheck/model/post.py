"""The post: what an agency is about to say, or has said."""

from __future__ import annotations

from policycheck.model.calendar import WINDOW
from policycheck.model.kind import (
    ATTESTED,
    FLAG,
    INSTANT,
    NUMBER,
    TEXT,
    TEXTS,
    URL,
    WHOLE,
    RecordKind,
    group,
    many,
)
from policycheck.model.shape import Choice, Field, Free, Group, ListOf, Reference, Text

__all__ = ["POST"]

PERSON = Reference("person")
ACCOUNT = Reference("account")

MEDIA = Group(
    main="file",
    fields={
        "type": Field(
            Choice(("image", "gif", "video", "audio", "document")),
            "What it is; taken from the file's extension where not given.",
        ),
        "file": Field(TEXT, "The file, relative to the post."),
        "url": Field(URL, "Its address, where it is already online."),
        "alt": Field(TEXT, "The alternative text that stands for it."),
        "decorative": Field(FLAG, "It says nothing that the text does not: no alternative needed."),
        "captions": Field(
            Group(
                main="file",
                fields={
                    "file": Field(TEXT, "The caption file, relative to the post."),
                    "reviewed": Field(ATTESTED, "A person has read the captions."),
                },
            ),
            "Captions of a video.",
        ),
        "transcript": Field(TEXT, "The spoken words, or where they stand."),
        "audio_description": Field(TEXT, "Where what is seen is told."),
        "contains_text": Field(TEXT, "The words in the picture."),
        "flash_hz": Field(NUMBER, "Flashes a second."),
        "license": Field(
            TEXT, "Under which right it is used: own, public-domain, licensed, permission."
        ),
        "attribution": Field(TEXT, "Who is named as its maker."),
        "people_identifiable": Field(FLAG, "People in it can be recognised."),
        "consent": Field(TEXT, "Where their consent is on file."),
        "minor": Field(FLAG, "One of them is a minor."),
        "guardian_consent": Field(TEXT, "Where the guardian's consent is on file."),
        "depicts": Field(TEXTS, "Who or what it shows: politician, logo, ..."),
        "ai_generated": Field(FLAG, "Made or altered by a generative model."),
        "gps": Field(TEXT, "The place stored in the file."),
    },
)

LINK = Group(
    main="url",
    fields={
        "url": Field(URL, "The address as posted."),
        "expanded": Field(URL, "Where a shortened address leads."),
        "notice": Field(FLAG, "Visitors are told that the link leaves official sites."),
        "cta_contact_legislator": Field(FLAG, "The page asks visitors to contact a legislator."),
        "account": Field(ACCOUNT, "The account on record that it leads to."),
        "host": Field(TEXT, "The host of the address, in lower case.", computed=True),
    },
)

APPROVAL = group(
    person=Field(PERSON, "Who decided."),
    role=Field(TEXT, "In which role."),
    decision=Field(Choice(("approved", "rejected")), "What was decided."),
    at=Field(INSTANT, "When."),
    content_sha256=Field(TEXT, "The digest of what was approved."),
)

_WORDS: dict[str, Field] = {
    "id": Field(TEXT, "Stable name of the post; its path where not given."),
    "account": Field(ACCOUNT, "The account it is for; a list makes one post each."),
    "platform": Field(Reference("platform"), "Where it goes, if the account does not say."),
    "kind": Field(
        Choice(("original", "repost", "quote", "reply", "story", "live", "ad")),
        "What sort of post it is.",
    ),
    "text": Field(TEXT, "The words as posted."),
    "lang": Field(Text("language"), "The language of the text, BCP 47."),
    "content_warning": Field(TEXT, "The warning shown before the text."),
    "hashtags": Field(TEXTS, "Hashtags; those of the text where not given."),
    "mentions": Field(
        many(
            Group(
                main="handle",
                fields={
                    "handle": Field(TEXT, "The handle mentioned."),
                    "account": Field(ACCOUNT, "The account on record that it names."),
                },
            )
        ),
        "Accounts mentioned; those of the text where not given.",
    ),
    "links": Field(many(LINK), "Links; those of the text where not given."),
    "media": Field(many(MEDIA), "Pictures, videos, recordings and documents attached."),
    "poll": Field(
        group(
            question=Field(TEXT, "What is asked."),
            options=Field(TEXTS, "The answers offered."),
            omb_control=Field(TEXT, "The OMB control number."),
            exemption=Field(TEXT, "Why none is needed."),
        ),
        "A poll.",
    ),
    "markings": Field(TEXTS, "Handling marks such as CUI."),
}

_LIFE: dict[str, Field] = {
    "status": Field(
        Choice(
            (
                "draft",
                "in_review",
                "approved",
                "scheduled",
                "published",
                "corrected",
                "removed",
                "lost",
            )
        ),
        "How far it has come.",
    ),
    "created_at": Field(INSTANT, "When it was drafted."),
    "publish_at": Field(INSTANT, "When it is due."),
    "published_at": Field(INSTANT, "When it went out."),
    "embargo_until": Field(INSTANT, "Not before this."),
    "author": Field(PERSON, "Who wrote it."),
    "category": Field(TEXT, "guidance, emergency, event, recruitment, policy, legal, medical, ..."),
    "campaign": Field(TEXT, "The campaign it belongs to."),
    "goals": Field(ListOf(Reference("goal"), or_one=True), "The goals it serves."),
    "intended_account": Field(ACCOUNT, "The account it was written for."),
    "approvals": Field(many(APPROVAL), "Who approved or rejected it."),
    "published_sha256": Field(TEXT, "The digest of what went out."),
    "source_client": Field(TEXT, "The application it was sent from."),
    "device_class": Field(TEXT, "government, personal, ..."),
    "official_business": Field(FLAG, "Official business on an account that is not official."),
    "syndicated": Field(FLAG, "Others will publish it in their own names."),
}

_RELATIONS: dict[str, Field] = {
    "thread": Field(
        group(
            id=Field(TEXT, "The thread."),
            index=Field(WHOLE, "The place in it, from 1."),
        ),
        "The thread it is part of.",
    ),
    "repost_of": Field(
        Group(
            main="url",
            fields={
                "url": Field(URL, "The address of the post that is passed on."),
                "account": Field(ACCOUNT, "Whose it is."),
            },
        ),
        "The post that is passed on.",
    ),
    "reply_to": Field(TEXT, "The post it answers."),
    "translations": Field(ListOf(Reference("post"), or_one=True), "The same in other languages."),
    "correction_of": Field(Reference("post"), "The post it corrects."),
    "correction_note": Field(TEXT, "What was wrong."),
    "error_flagged_at": Field(INSTANT, "When an error in it was noticed."),
    "corrected_at": Field(INSTANT, "When it was put right."),
    "claims": Field(
        many(
            Group(
                main="text",
                fields={
                    "text": Field(TEXT, "What is claimed."),
                    "source": Field(TEXT, "Where it comes from."),
                    "verified_by": Field(PERSON, "Who checked it."),
                },
            )
        ),
        "Factual claims and their sources.",
    ),
    "partner": Field(
        group(
            name=Field(TEXT, "The partner."),
            agreement=Field(TEXT, "Where the agreement is on file."),
            disclosure=Field(TEXT, "How the post says so."),
        ),
        "A partner who takes part.",
    ),
    "removal": Field(
        group(
            at=Field(INSTANT, "When it was taken down."),
            by=Field(PERSON, "By whom."),
            reason=Field(TEXT, "A code: factual_error, typographical_error, violation, opsec, ..."),
            authority=Field(TEXT, "The records schedule that allows it."),
            archived=Field(TEXT, "Where a copy is kept."),
            notice=Field(Reference("post"), "The post that said so."),
        ),
        "Its removal.",
    ),
    "capture": Field(
        group(
            at=Field(INSTANT, "When the record was kept."),
            system=Field(TEXT, "In which archive."),
            record_id=Field(TEXT, "Under which number."),
            includes=Field(TEXTS, "What it holds: text, author, time, media, replies, url."),
        ),
        "How it was kept as a record.",
    ),
    "geo": Field(Free(), "The place attached to it."),
    "location_approved": Field(ATTESTED, "Somebody approved that the place is shown."),
}

_COMPUTED: dict[str, Field] = {
    "windows": Field(many(WINDOW), "Special periods that it falls in.", computed=True),
    "content_sha256": Field(TEXT, "The digest of what it says, for approvals.", computed=True),
}

POST = RecordKind(
    name="post",
    plural="posts",
    doc="A post before or after it is published.",
    shape=Group({**_WORDS, **_LIFE, **_RELATIONS, **_COMPUTED}),
)
