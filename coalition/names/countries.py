"""Names of States: in many languages and by code, former ones, abbreviations, those of several; States that ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pycountry
from babel import Locale


@dataclass(frozen=True)
class FormerState:
    """A State that no longer exists; `start` and `end` are when the name was in use."""

    id: str
    name: str
    start: str
    end: str
    also: tuple[str, ...]


FORMER = {
    state.id: state
    for state in (
        FormerState("SUN", "Soviet Union", "1922-12-30", "1991-12-26", (
            "USSR", "U.S.S.R.", "Union of Soviet Socialist Republics", "USSR, Union of Soviet Socialist Republics",
            "Union of Soviet Socialist Rep.", "URSS", "UdSSR", "Sowjetunion", "Union soviétique", "Unión Soviética",
            "Unione Sovietica", "União Soviética", "Sovyetler Birliği", "СССР", "Советский Союз", "苏联",
            "苏维埃社会主义共和国联盟",
            "الاتحاد السوفيتي", "Union des Républiques socialistes soviétiques",
            "Unión de Repúblicas Socialistas Soviéticas")),
        FormerState("YUG", "Yugoslavia", "1918-12-01", "2003-02-04", (
            "Socialist Federal Republic of Yugoslavia", "Federal Republic of Yugoslavia", "SFR Yugoslavia", "SFRY",
            "FR Yugoslavia", "Former Yugoslavia", "Federal People's Republic of Yugoslavia",
            "Socialist Federal Rep. of Yugoslavia", "Yougoslavie", "Jugoslawien", "Iugoslavia", "Jugoslavia",
            "Iugoslávia", "Yugoslavya", "Югославия", "南斯拉夫", "يوغوسلافيا")),
        FormerState("CSK", "Czechoslovakia", "1918-10-28", "1992-12-31", (
            "Czechoslovak Socialist Republic", "Czech and Slovak Federal Republic",
            "Czech and Slovak Federative Republic", "CSSR", "ČSSR", "CSFR", "Czecho-Slovakia",
            "Tchécoslovaquie", "Checoslovaquia", "Tschechoslowakei",
            "Cecoslovacchia", "Checoslováquia", "Tchecoslováquia", "Çekoslovakya", "Чехословакия", "捷克斯洛伐克",
            "تشيكوسلوفاكيا")),
        FormerState("DDR", "German Democratic Republic", "1949-10-07", "1990-10-03", (
            "GDR", "East Germany", "Germany, Dem. Rep.", "Deutsche Demokratische Republik", "RDA",
            "République démocratique allemande", "República Democrática Alemana", "Repubblica Democratica Tedesca",
            "República Democrática Alemã", "Германская Демократическая Республика", "ГДР", "德意志民主共和国", "东德",
            "DDR", "Allemagne de l'Est", "Alemania Oriental", "Ostdeutschland", "German Dem. Rep.")),
        FormerState("SCG", "Serbia and Montenegro", "2003-02-04", "2006-06-03", (
            "State Union of Serbia and Montenegro", "Serbie-et-Monténégro", "Serbia y Montenegro",
            "Serbien und Montenegro", "Сербия и Черногория", "塞尔维亚和黑山", "صربيا والجبل الأسود")),
        FormerState("YAR", "Yemen Arab Republic", "1962-09-27", "1990-05-22", (
            "North Yemen", "Yemen (Sana'a)", "Yemen Arab Rep.", "Mutawakkilite Kingdom of Yemen")),
        FormerState("YMD", "Democratic Yemen", "1967-11-30", "1990-05-22", (
            "South Yemen", "People's Democratic Republic of Yemen", "Yemen People's Republic", "PDRY", "Yemen (Aden)",
            "Yemen, Democratic", "Southern Yemen", "People's Republic of Southern Yemen", "Yemen, People's Dem. Rep.",
            "Yemen, People's Democratic Republic of")),
        FormerState("UAR", "United Arab Republic", "1958-02-22", "1961-09-28", ("République arabe unie",)),
        FormerState("TGK", "Tanganyika", "1961-12-09", "1964-04-26", ("Republic of Tanganyika",)),
        FormerState("ZAN", "Zanzibar", "1963-12-10", "1964-04-26", ("People's Republic of Zanzibar and Pemba",)),
        FormerState("VDR", "Democratic Republic of Viet Nam", "1945-09-02", "1976-07-02", (
            "North Vietnam", "North Viet Nam", "Democratic Republic of Vietnam")),
        FormerState("RVN", "Republic of Viet Nam", "1955-10-26", "1975-04-30", (
            "South Vietnam", "South Viet Nam", "Republic of Vietnam", "Vietnam, Republic of")),
        FormerState("AUH", "Austria-Hungary", "1867-03-30", "1918-10-31", ("Austro-Hungarian Empire",)),
        FormerState("OTT", "Ottoman Empire", "1299", "1922-11-01", ()),
    )
}  # fmt: skip
"""By id. Names count as ISO 3166-3 has them: "Yugoslavia" is one name until 2003. None is taken for a successor."""

FURTHER = {
    "ARE": ("Emiratos Arabes", "Utd. Arab Emirates"),
    "ATG": ("Antigua",),
    "AUS": ("Commonwealth of Australia",),
    "BEN": ("Dahomey", "DHY"),
    "BFA": ("HVO",),
    "BIH": ("Bosnia", "Bosnia-Hercegovina", "BiH", "Bosnia-Herzegovina"),
    "BLR": ("Byelorussian SSR", "Belorussia", "Byelorussian Soviet Socialist Republic", "BYS"),
    "BOL": ("Bolivia, Plurinational State of",),
    "BRN": ("Brunei",),
    "CAF": ("Central African Empire", "Central African Rep.", "C.A.R."),
    "CHN": ("PRC", "P.R. China", "People's Republic of China", "China, People's Republic of", "Mainland China"),
    "CIV": ("Cote divoire", "Ivory Coast"),
    "COD": ("Congo (Kinshasa)", "Congo (Leopoldville)", "Congo-Leopoldville", "Democratic Congo", "D.R.C.", "RDC",
            "Congo, Democratic Republic", "Congo Dem Rep", "Congo DR", "ZAR", "République démocratique du Congo",
            "República Democrática del Congo", "Demokratische Republik Kongo",
            "Демократическая Республика Конго", "Congo, DRC", "RD Congo", "Dem. Congo"),
    "COG": ("Congo (Brazzaville)", "Republic of the Congo", "Congo, Rep.", "People's Republic of the Congo",
            "Congo Republic", "République du Congo", "República del Congo", "Республика Конго"),
    "CPV": ("Cape Verde Islands", "Cabo Verde Islands"),
    "CUB": ("Republic of Cuba",),
    "CZE": ("Czech Rep.",),
    "DEU": ("Federal Republic of Germany", "German Federal Republic", "West Germany", "FRG", "BRD", "RFA",
            "Germany, Federal Republic of", "Germany, Fed. Rep."),
    "DOM": ("Dominican Rep.", "Rep. Dominicana"),
    "EGY": ("Egypt, Arab Rep.", "Arab Republic of Egypt"),
    "FSM": ("Micronesia, Fed. Sts.", "Federated States of Micronesia", "F.S. Micronesia",
            "Micronesia (Federated States of)"),
    "GBR": ("United Kingdom of Great Britain", "U.K.", "United Kingdom of Great Britain & N. Ireland",
            "United Kingdom of Great Britain and N Ireland", "UK of Great Britain and Northern Ireland"),
    "GMB": ("Gambia, The", "Republic of The Gambia"),
    "GNB": ("Guinea Bissau",),
    "GNQ": ("Eq. Guinea", "Equat. Guinea"),
    "IRN": ("Islamic Republic of Iran", "Iran, Islamic Rep.", "Persia", "Iran (I.R.)", "I.R. Iran"),
    "KGZ": ("Kyrgyz Republic", "Kirghizia", "Kirgizstan", "Kirghizstan", "Kyrghyzstan"),
    "KHM": ("Democratic Kampuchea", "Khmer Republic", "People's Republic of Kampuchea"),
    "KNA": ("Saint Kitts-Nevis", "Saint Christopher and Nevis", "St. Kitts", "Saint Kitts-Nevis-Anguilla"),
    "KOR": ("Korea, South", "Korea, Rep.", "Rep. of Korea", "Korea (Republic of)", "S. Korea", "Korea Rep",
            "R.O. Korea", "R.O.K."),
    "LAO": ("Lao PDR", "Lao People's Dem. Rep.", "Lao"),
    "LBY": ("Libyan Arab Jamahiriya", "Libyan Arab Republic", "Great Socialist People's Libyan Arab Jamahiriya",
            "Socialist People's Libyan Arab Jamahiriya", "Libyan A.J."),
    "MDA": ("Republic of Moldova", "Moldavia"),
    "MDG": ("Malagasy Republic", "Democratic Republic of Madagascar"),
    "MDV": ("Maldive Islands", "Maldive Is."),
    "MHL": ("Marshall Is.",),
    "MKD": ("Macedonia FYR", "FYR Macedonia", "TFYR Macedonia", "TFYROM", "The former Yugoslav Republic of Macedonia",
            "Former Yugoslav Republic of Macedonia", "Macedonia, FYR", "Republic of Macedonia", "Macedonia, TFYR",
            "N. Macedonia", "Macedonia, Former Yugoslav Republic of", "Republic of North Macedonia"),
    "MMR": ("Myanmar (Burma)", "BUR"),
    "MYS": ("Federation of Malaya", "Malaya"),
    "NLD": ("Kingdom of the Netherlands", "The Netherlands"),
    "PNG": ("P.N.G.", "Papua-New Guinea", "Papua N. Guinea"),
    "PRK": ("Korea, North", "Korea, Dem. People's Rep.", "D.P.R.K.", "DPR Korea", "DPR of Korea",
            "Korea (Democratic People's Republic of)", "N. Korea", "Democratic People's Rep. of Korea", "Korea, DPR",
            "RPDC", "North Korea (DPRK)", "D.P.R. of Korea"),
    "PSE": ("Palestine, State of", "Occupied Palestinian Territory", "Palestinian Territories", "State of Palestine"),
    "RUS": ("Russian Fed.", "Russian Federation"),
    "SLB": ("Solomon Is.",),
    "STP": ("Sao Tome", "S. Tome and Principe", "São Tomé"),
    "SVK": ("Slovak Republic", "Slovak Rep."),
    "SWZ": ("Eswatini (Swaziland)", "Kingdom of Eswatini", "eSwatini (formerly Swaziland)"),
    "SYR": ("Syrian A.R.", "Syria Arab Republic"),
    "THA": ("Siam",),
    "TLS": ("TMP", "Timor Leste"),
    "TTO": ("Trinidad",),
    "TUR": ("Turkiye", "Republic of Turkey", "Republic of Türkiye"),
    "TZA": ("Tanzania, United Rep.", "U.R. Tanzania", "United Rep. of Tanzania"),
    "UKR": ("Ukrainian SSR", "Ukrainian Soviet Socialist Republic"),
    "USA": ("U.S.", "United States of America", "Etats-Unis", "EE.UU.", "EEUU", "EUA", "United States (USA)"),
    "VAT": ("Holy See", "Vatican City", "Saint-Siège", "Santa Sede"),
    "VCT": ("St. Vincent", "Saint Vincent", "St. Vincent & Grenadines"),
    "VEN": ("Venezuela, RB", "Bolivarian Republic of Venezuela", "Venezuela, Bolivarian Rep."),
    "VNM": ("Vietnam", "Socialist Republic of Viet Nam"),
    "YEM": ("Yemen, Rep.", "Republic of Yemen"),
}  # fmt: skip
"""Former names of States that only changed their name, abbreviations and spellings, by ISO 3166-1 alpha-3 code."""

AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "Congo": ("COD", "COG"),
    "Kongo": ("COD", "COG"),
    "Korea": ("KOR", "PRK"),
    "Korea, Dem. Rep.": ("KOR", "PRK"),
    "People's Republic of Korea": ("KOR", "PRK"),
    "Corea": ("KOR", "PRK"),
    "Corée": ("KOR", "PRK"),
    "Корея": ("KOR", "PRK"),
    "Конго": ("COD", "COG"),
    "الكونغو": ("COD", "COG"),
    "刚果": ("COD", "COG"),
    "كوريا": ("KOR", "PRK"),
    "Virgin Islands": ("VGB", "VIR"),
    "Samoan Islands": ("ASM", "WSM"),
    "Saint Martin": ("MAF", "SXM"),
    "New Guinea": ("PNG", "GIN"),
    "Republic of China": ("CHN", "TWN"),
    "Dominica Republic": ("DMA", "DOM"),
    "Domincan": ("DMA", "DOM"),
    "Guiana": ("GUY", "GUF"),
    "Timor": ("TLS", "IDN"),
}
"""Names in use for several: never guessed, always asked."""

SIBLINGS = (
    ("COD", "COG"),
    ("KOR", "PRK"),
    ("GIN", "GNB", "GNQ", "PNG"),
    ("NER", "NGA"),
    ("SDN", "SSD"),
    ("DMA", "DOM"),
    ("ASM", "WSM"),
    ("VGB", "VIR"),
    ("MAF", "SXM"),
    ("CHN", "TWN", "HKG", "MAC"),
    ("IRN", "IRQ"),
    ("AUS", "AUT"),
    ("SVK", "SVN"),
    ("MRT", "MUS"),
    ("MLI", "MLT", "MDV", "MWI"),
    ("GUY", "GUF"),
    ("DEU", "DDR"),
    ("YEM", "YMD", "YAR"),
    ("VNM", "VDR", "RVN"),
    ("SRB", "SCG", "YUG", "MNE"),
    ("CZE", "SVK", "CSK"),
    ("RUS", "SUN", "BLR"),
    ("LTU", "LVA"),
    ("ZMB", "GMB"),
    ("UGA", "UKR"),
    ("IRL", "ISL"),
    ("SWE", "CHE", "SWZ"),
    ("PRY", "URY"),
)
"""Actors that a misspelling can stand for; where one is proposed, the others are named beside it."""

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
