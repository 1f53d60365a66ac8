"""Thousands of ids of an HR system, known to Protime by employee number."""

import csv

from protime import Protime

with Protime.from_env() as client, open("hr.csv", newline="") as file:
    ids = {person.employee_number: person.id for person in client.people.list()}
    mapping = {row["hr_id"]: ids[row["number"]] for row in csv.DictReader(file)}
    report = client.external_references.put_all("people", "HRMID", mapping)
print(report.done, "mapped")
for refusal in (*report.conflicts, *report.failures):
    print(refusal.external_reference, refusal.reason)
