"""Who is in now, and since when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from protime import DateRange, Protime, present

brussels = ZoneInfo("Europe/Brussels")
with Protime.from_env() as client:
    people = {person.id: person for person in client.people.list()}
    around = DateRange.around(datetime.now(brussels).date())
    for shift in present(client.clockings.list(date=around), brussels):
        print(people[shift.person].last_name, "since", f"{shift.start:%H:%M}")
