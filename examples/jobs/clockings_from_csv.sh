# 500 clockings from a CSV with badge numbers; what failed is in hr.csv.errors.csv.
protime clockings create --from hr.csv --partial \
  --map badge=person@badge-number,day=date,time=timeOfDayInMinutes
