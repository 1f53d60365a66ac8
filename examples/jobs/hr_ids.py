"""Thousands of ids of an HR system, known to Protime by employee number."""

import csv

from protime import Protime

with Protime.from_env() as client, open("hr.csv", encoding="utf-8-sig") as file:
    ids = {person.employee_number: person.id for person in client.people.list()}
    numbers = {row["hr_id"]: row["number"] for row in csv.DictReader(file)}
    known = {hr: ids[number] for hr, number in numbers.items() if number in ids}
    report = client.external_references.put_all("people", "HRMID", known)
print(report.done, "mapped")
for refusal in (*report.conflicts, *report.failures):
    print(refusal.external_reference, refusal.reason)
for hr_id in numbers.keys() - known.keys():
    print(hr_id, "nobody has the number", numbers[hr_id])
