"""What a rule asks of a watched record is noted, all of it and no more."""

from __future__ import annotations

from datetime import UTC, datetime

from policycheck.engine.setting import Setting
from policycheck.engine.watched import Watch
from policycheck.model.moment import Moment
from tests.engine.alike_runs import made, world
from tests.engine.made import NOW


def test_what_a_rule_asks_of_a_record_is_all_noted() -> None:
    at = Moment.instant(datetime(2026, 4, 1, tzinfo=UTC))
    given = made({"id": "p", "text": "See epa.gov", "poll": {"options": ["a"]}, "geo": 1,
                  "approvals": [{"person": "ann"}]}, "post")  # fmt: skip
    copy, setting, asked = Watch.over(given, Setting(world(), at, NOW)).begin()

    def newly(ask: object) -> set[str]:
        assert callable(ask)
        asked.clear()
        ask()
        return {str(one) for one in asked}

    assert newly(lambda: copy.fields.get("text")) == {"text"}
    assert newly(lambda: copy.fields.get("lang")) == {"lang?"}
    assert newly(lambda: copy.fields["poll"]) == {"poll?"}
    assert newly(lambda: copy.fields["poll"]["options"]) == {"poll?", "poll.options"}
    assert newly(lambda: copy.fields["poll"].get("question")) == {"poll?", "poll.question?"}
    assert newly(lambda: copy.fields["approvals"][0]["person"]) == {
        "approvals?",
        "approvals.0.person",
    }
    assert newly(lambda: dict(copy.fields)) >= {"(itself)", "id", "text", "poll?", "geo"}
    assert newly(lambda: {**copy.fields["poll"]}) >= {"poll?", "poll.options"}
    assert newly(lambda: copy.derived["links"]) == {"links"}
    assert newly(lambda: copy.id) == {"(itself)"}
    assert newly(lambda: copy.node) == {"(itself)"}
    assert newly(lambda: setting.at) == {"(at)"}
    assert newly(lambda: setting.now.first - NOW.first) == {"(now)"}
    assert newly(lambda: copy.kind) == set()
    assert newly(lambda: setting.referring(copy, "moderation", "post", "")) == {"<moderation.post"}
    assert newly(lambda: setting.has_word(copy, "text")) == {"text^"}
    assert newly(lambda: setting.target(copy, "account", "account")) == {"account>account"}


def test_of_a_record_that_is_referred_to_only_what_is_asked_for_is_noted() -> None:
    given = made({"id": "r", "account": "epa", "person": "bob", "role": "admin"}, "assignment")
    copy, setting, asked = Watch.over(given, Setting(world(), NOW, NOW)).begin()
    person = setting.target(copy, "person", "person")
    assert person is not None
    assert asked == {"person>person"}
    assert person.fields.get("supervisor") is None
    assert "person>person.supervisor?" in asked
    departed = person.fields.get("departed_at")
    assert isinstance(departed, Moment)
    assert departed.before(NOW)
    assert "person>person.departed_at?" in asked
    assert any(str(one).startswith("person>person.departed_at.last") for one in asked)
    assert "person" not in asked
    assert person.id == "bob"
    assert "person" in asked
