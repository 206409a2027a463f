"""Other names of States: in the UN languages and some others, by code, and those that English used or uses besides."""

from __future__ import annotations

from collections.abc import Iterable

import pycountry
from babel import Locale

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "de", "pt", "it", "tr")
"""The UN languages, and those in which delegations most often look something up besides."""
BESIDES = {
    "ARE": ("UAE", "Emirates"),
    "BFA": ("Upper Volta",),
    "BLR": ("Byelorussia",),
    "CAF": ("CAR",),
    "CIV": ("Ivory Coast",),
    "COD": ("DR Congo", "DRC", "Zaire", "Congo-Kinshasa"),
    "COG": ("Congo-Brazzaville",),
    "CPV": ("Cape Verde",),
    "CZE": ("Czech Republic",),
    "FSM": ("Micronesia",),
    "GBR": ("UK", "Great Britain", "Britain"),
    "KHM": ("Kampuchea",),
    "KOR": ("South Korea", "ROK"),
    "LAO": ("Laos",),
    "LKA": ("Ceylon",),
    "MKD": ("Macedonia", "FYROM"),
    "MMR": ("Burma",),
    "NLD": ("Holland",),
    "PRK": ("North Korea", "DPRK"),
    "PSE": ("Palestine",),
    "RUS": ("Russia",),
    "SWZ": ("Swaziland",),
    "SYR": ("Syria",),
    "TLS": ("East Timor",),
    "TUR": ("Turkey",),
    "USA": ("US", "USA", "America"),
    "VAT": ("Vatican",),
    "WSM": ("Western Samoa",),
}
"""Former, short and everyday names that the lists of countries leave out."""


def other_names(ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Names of the actors whose id is a country's three-letter code (ISO 3166-1); nothing for other actors.

    >>> found = other_names(["CIV", "amnesty"])
    >>> [name in found["CIV"] for name in ("Ivory Coast", "Costa d’Avorio", "CI")], list(found)
    ([True, True, True], ['CIV'])
    """
    locales = [Locale(language) for language in LANGUAGES]
    found = {}
    for key in ids:
        country = pycountry.countries.get(alpha_3=key) if len(key) == 3 else None
        if country is not None and country.alpha_3 == key:
            names = [country.name, getattr(country, "official_name", ""), getattr(country, "common_name", "")]
            names += [country.alpha_2, *BESIDES.get(key, ())]
            names += [locale.territories.get(country.alpha_2, "") for locale in locales]
            found[key] = tuple(dict.fromkeys(str(name) for name in names if name))
    return found
