"""Names that the sample tenant's people and catalogs are made of."""

from __future__ import annotations

FIRST_NAMES = (
    ("Anna", "Female"),
    ("Bram", "Male"),
    ("Chloé", "Female"),
    ("Daan", "Male"),
    ("Elif", "Female"),
    ("Farid", "Male"),
    ("Greet", "Female"),
    ("Hugo", "Male"),
    ("Ines", "Female"),
    ("Jonas", "Male"),
    ("Katrien", "Female"),
    ("Luca", "Male"),
    ("Marie", "Female"),
    ("Noah", "Male"),
    ("Olga", "Female"),
    ("Pieter", "Male"),
    ("Robin", "Other"),
    ("Sofie", "Female"),
    ("Thomas", "Male"),
    ("Yasmina", "Female"),
)
LAST_NAMES = (
    "Peeters",
    "Janssens",
    "Maes",
    "Jacobs",
    "Mertens",
    "Willems",
    "Claes",
    "Goossens",
    "Wouters",
    "De Smet",
    "Dubois",
    "Lambert",
    "Martin",
    "Van Damme",
    "El Amrani",
    "Öztürk",
    "Nowak",
)
STREETS = (
    "Kerkstraat",
    "Stationsstraat",
    "Molenstraat",
    "Rue de la Gare",
    "Grote Markt",
)
TOWNS = (
    ("2630", "Aartselaar"),
    ("2000", "Antwerpen"),
    ("1000", "Brussel"),
    ("9000", "Gent"),
)

CATALOGS: dict[str, tuple[str, ...]] = {
    "departments": (
        "Production",
        "Logistics",
        "Maintenance",
        "Administration",
        "Sales",
    ),
    "employers": ("Acme Belgium", "Acme Nederland"),
    "jobs": ("Operator", "Driver", "Technician", "Clerk", "Manager"),
    "job-categories": ("Blue collar", "White collar"),
    "sectors": ("Industry", "Services"),
    "work-locations": ("Aartselaar", "Gent", "Rotterdam"),
}
"""Names of the catalogs' items; their ids count from 1."""

LEVELS: tuple[tuple[str, ...], ...] = (
    ("Projects", "Support", "Internal"),
    ("Line A", "Line B", "Helpdesk", "Field", "Training", "Meetings"),
    ("Build", "Test", "Clean", "Repair", "Call", "Visit", "Course", "Review"),
)
"""Names of activity definitions, by level of the activity structure."""
