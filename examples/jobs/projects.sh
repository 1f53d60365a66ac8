# Projects and who may book on them; run again, what was done is not sent again.
# STRUCTURE_VERSION is the id of the tenant's activity structure: no list of the API has it.
protime activity-definitions upsert "$STRUCTURE_VERSION" 1 --from projects.csv
protime activity-usages create "$STRUCTURE_VERSION" 1 --from usages.csv
