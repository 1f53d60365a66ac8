# A copy in PostgreSQL, whose address is PROTIME_TARGET, since it holds a password;
# run it each hour, and it takes over what changed.
protime sync people clockings absences --since 2026-01-01
