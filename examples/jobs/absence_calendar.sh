# Who is absent when, by department; a PivotTable makes the calendar of it.
protime absences list --date 2026-02 --file absences.xlsx \
  --with department.name,person.lastName,resultingAbsenceDefinition.name \
  --columns department_name,person_last_name,date,resulting_absence_definition_name
