"""A payroll month to Excel, with employee numbers."""

from protime import DateRange, PersonReference, Protime

with Protime.from_env() as client:
    client.calculated_totals.list(
        date=DateRange.month(2026, 2),
        external_references=[PersonReference.EMPLOYEE_NUMBER],
    ).to_excel("payroll.xlsx")
