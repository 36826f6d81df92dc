"""The account: where an agency speaks, who answers for it and how it is protected."""

from __future__ import annotations

from policycheck.model.calendar import WINDOW
from policycheck.model.kind import (
    ATTESTED,
    INSTANT,
    TEXT,
    TEXTS,
    URL,
    RecordKind,
    group,
    many,
)
from policycheck.model.shape import Choice, Duration, Field, Group, ListOf, Reference, Text

__all__ = ["ACCOUNT", "SECURITY"]

EMAIL = Text("email")
PERSON = Reference("person")

_PROFILE: dict[str, Field] = {
    "id": Field(TEXT, "Stable name of the account in your own records, such as epa-x."),
    "platform": Field(Reference("platform"), "The platform it is on."),
    "handle": Field(TEXT, "Its handle, with or without the @."),
    "name": Field(TEXT, "The name shown on the profile."),
    "url": Field(URL, "The address of the profile."),
    "class": Field(
        Choice(("agency", "office_holder", "personal", "campaign")),
        "Whose voice it is: the agency's, an office holder's, a private person's or a campaign's.",
    ),
    "organization": Field(TEXT, "The office or programme that runs it."),
    "agencies": Field(
        many(
            Group(
                main="id",
                fields={
                    "id": Field(TEXT, "The agency's short name, as in the project file."),
                    "name": Field(TEXT, "The agency's full name."),
                    "url": Field(URL, "The agency's website."),
                },
            )
        ),
        "The agencies that sponsor it; their policies all apply.",
    ),
    "description": Field(TEXT, "What the account is for, in a sentence."),
    "bio": Field(TEXT, "The words about itself that the profile shows."),
    # Not a language tag: registries also say `bilingual`.
    "language": Field(TEXT, "The language it posts in, such as en, or bilingual."),
    "tags": Field(TEXTS, "Words that you sort accounts by."),
    "contacts": Field(
        many(
            group(
                person=Field(PERSON, "A person who can be asked about the account."),
                email=Field(EMAIL, "The address to write to."),
            )
        ),
        "The people to ask about it.",
    ),
    "profile_url": Field(URL, "The website that the profile links to."),
    "avatar_approved": Field(ATTESTED, "Somebody approved the profile picture."),
    "badge": Field(ATTESTED, "The platform shows it as verified."),
    "counterparts": Field(
        ListOf(Reference("account"), or_one=True), "The same account in the other languages."
    ),
}

_GOVERNANCE: dict[str, Field] = {
    "lifecycle": Field(
        Choice(("requested", "active", "archived", "closed")), "Where it is in its life."
    ),
    "business_case": Field(TEXT, "Why it is needed, or where that is written down."),
    "created_at": Field(INSTANT, "When it was opened."),
    "approved_by": Field(PERSON, "Who approved that it be opened."),
    "approved_at": Field(INSTANT, "When that was approved."),
    "certified_at": Field(INSTANT, "When its entry in the registry was last confirmed."),
    "reviewed_at": Field(INSTANT, "When somebody last went through it."),
    "last_post_at": Field(INSTANT, "When it last posted."),
    "registry": Field(
        group(
            name=Field(TEXT, "Which public registry, such as the U.S. Digital Registry."),
            id=Field(TEXT, "Its number there."),
            url=Field(URL, "The address of its entry."),
        ),
        "Its entry in the public registry of official accounts.",
    ),
    "terms": Field(
        group(
            version=Field(TEXT, "Which version of the platform's terms."),
            accepted_at=Field(INSTANT, "When they were accepted."),
            signed_by=Field(TEXT, "Who signed for the agency."),
        ),
        "The platform's terms of service, as your agency accepted them.",
    ),
    "pia": Field(
        group(
            id=Field(TEXT, "The number of the privacy impact assessment."),
            approved_at=Field(INSTANT, "When it was approved."),
            reviewed_at=Field(INSTANT, "When it was last reviewed."),
            covers=Field(TEXTS, "The platforms and features that it covers."),
        ),
        "The privacy impact assessment.",
    ),
    "privacy_notice_url": Field(URL, "Where the privacy notice is."),
    "social_notice_url": Field(URL, "Where the notice about your use of social media is."),
    "comment_policy_url": Field(URL, "Where the rules for people who comment are."),
    "appeal_contact": Field(TEXT, "Where people can object when a comment was hidden or removed."),
    "retention": Field(
        group(
            schedule=Field(TEXT, "The records schedule that applies."),
            archive=Field(TEXT, "The system that keeps the records."),
            owner=Field(TEXT, "Who looks after them."),
            export=Field(TEXT, "Where the last full export is kept."),
        ),
        "How its records are kept.",
    ),
    "joint_controller": Field(
        TEXT, "The agreement with the platform on data that both are responsible for."
    ),
}

_CONDUCT: dict[str, Field] = {
    "comments_enabled": Field(ATTESTED, "People can comment on its posts."),
    "direct_messages": Field(
        group(
            enabled=Field(ATTESTED, "People can send it private messages."),
            archived=Field(ATTESTED, "Private messages are kept as records."),
        ),
        "Private messages.",
    ),
    "filter_terms": Field(TEXTS, "Words that hide a comment by themselves."),
    "features": Field(TEXTS, "The platform's features in use: stories, live, polls, insights, ..."),
    "features_reviewed": Field(
        group(
            accessibility=Field(TEXTS, "Features reviewed for accessibility."),
            records=Field(TEXTS, "Features reviewed for record keeping."),
        ),
        "Which of the features have been reviewed.",
    ),
    "sla": Field(
        group(
            reply=Field(Duration(), "How soon people get a reply, such as 24h."),
            correction=Field(Duration(), "How soon an error is put right, such as 15m."),
        ),
        "How fast you promise to be.",
    ),
    "windows": Field(many(WINDOW), "Special periods that it is in now.", computed=True),
    "strategy": Field(Reference("strategy"), "The strategy written for it.", computed=True),
    "comment_policy": Field(
        Reference("comment_policy"), "The version of the comment policy in force.", computed=True
    ),
}

#: May stand in a file of its own that few people can read, joined to the account by its id.
SECURITY = group(
    mfa=Field(
        group(
            enabled=Field(ATTESTED, "Signing in needs a second factor."),
            method=Field(TEXT, "Which second factor: app, key, sms."),
        ),
        "The second step when signing in.",
    ),
    signup=Field(
        group(
            email=Field(EMAIL, "The address the account was opened with."),
            shared=Field(ATTESTED, "It is a mailbox that several people can read."),
        ),
        "How the account was opened.",
    ),
    recovery=Field(
        group(
            email=Field(EMAIL, "The address that can win the account back."),
            phone=Field(TEXT, "The telephone number that can win it back."),
            phone_owner=Field(TEXT, "Who holds that telephone."),
            carrier_lock=Field(ATTESTED, "The telephone company will not move the number unasked."),
        ),
        "How a lost account is won back.",
    ),
    recovery_tests=Field(
        many(
            group(
                person=Field(PERSON, "Who tried it."),
                at=Field(INSTANT, "When."),
                ok=Field(ATTESTED, "It worked."),
            )
        ),
        "Times when winning the account back was practised.",
    ),
    credential=Field(
        group(
            store=Field(TEXT, "The password manager that keeps it; never the password itself."),
            rotated_at=Field(INSTANT, "When the password was last changed."),
            holders=Field(
                many(
                    Group(
                        main="person",
                        fields={
                            "person": Field(PERSON, "Who knows the password."),
                            "from": Field(INSTANT, "Since when."),
                            "to": Field(INSTANT, "Until when; people who left stay listed."),
                        },
                    )
                ),
                "Everybody who knows it or has known it.",
            ),
        ),
        "The account's password: where it is kept and who knows it.",
    ),
    apps=Field(
        many(
            Group(
                main="name",
                fields={
                    "name": Field(TEXT, "The application."),
                    "scope": Field(TEXT, "What it may do in the account's name."),
                    "reviewed_at": Field(INSTANT, "When its access was last looked at."),
                },
            )
        ),
        "Other applications that have access to the account.",
    ),
    approved_clients=Field(TEXTS, "The applications that posts may be sent from."),
    incident_plan=Field(
        group(
            url=Field(URL, "Where the plan is."),
            contacts=Field(TEXTS, "Whom to call, at the platform and in your agency."),
            templates=Field(TEXTS, "Messages written in advance."),
            tested_at=Field(INSTANT, "When the plan was last practised."),
        ),
        "What to do when somebody else posts in your name.",
    ),
    risk_assessment=Field(
        group(at=Field(INSTANT, "When the risks were last assessed.")),
        "The assessment of the account's risks.",
    ),
)

ACCOUNT = RecordKind(
    name="account",
    plural="accounts",
    doc="A social media account, and what is on file about it.",
    shape=Group({**_PROFILE, **_GOVERNANCE, **_CONDUCT, **SECURITY.fields}),
)
