"""People of two tenants, each a profile that ``protime init`` wrote."""

from protime import Protime

for profile in ("acme", "bolt"):
    with Protime.from_profile(profile) as client:
        for person in client.people.list():
            print(profile, person.employee_number, person.last_name)
