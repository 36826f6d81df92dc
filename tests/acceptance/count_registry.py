# What a policy should find in an export of the registry, counted without policycheck: entries
# without organisation, with http, sponsored from outside .gov and .mil (and by how many sponsors),
# with two sponsors, and with an address that another has too.
import csv
import sys
from pathlib import Path

rows = list(csv.DictReader(Path(sys.argv[1]).read_text(encoding="utf-8-sig").split("\n")))
out = [row["agencies/0/agency_id"] for row in rows if (url := row["agencies/0/agency_url"]) and not url.split("//")[-1].split("/")[0].endswith((".gov", ".mil"))]  # noqa: E501  # fmt: skip
print(sum(not row["organization"] for row in rows), sum(row["service_url"].startswith("http:") for row in rows), len(out), len(set(out)), sum(bool(row["agencies/1/agency_id"]) for row in rows), len(rows) - len({row["service_url"].lower() for row in rows}))  # noqa: E501, T201  # fmt: skip
