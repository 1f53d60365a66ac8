# A payroll month to Excel, with employee numbers.
protime calculated-totals list --date 2026-02 \
  --with person.employeeNumber,person.lastName --file payroll.xlsx
