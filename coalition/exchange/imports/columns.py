"""Which column of a sheet means which field: a guess from its name, in several languages, that a person can change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from coalition.exchange.readers.incoming import ACTOR_NAME
from coalition.model.sheet import Sheet
from coalition.model.vocabulary import COLUMNS, KEYS, Position
from coalition.names.normalise import normalised

FLAT = ("actor", "recommendation", "evidence", "position", "date", "source", "note", "kind")
"""Fields of a flat list: one row says that an actor took a position, on what, when, and where that stands."""
LEFT_OUT = ""
"""The field of a column that is not read."""
FIELDS = tuple(dict.fromkeys([*FLAT, ACTOR_NAME, *(column for table in COLUMNS.values() for column in table)]))
"""What a column can be said to mean: a field of a flat list, or a column of a table."""
REASON = "reason"
"""Column that a file of refused rows has more; it is not read again."""
SYNONYMS = {
    "actor": (
        "actor", "actor id", "actor name", "name", "country", "state", "member state", "ms name",
        "party", "organization",
        "organisation", "who", "delegation", "stakeholder", "country name", "acteur", "pays", "etat", "nom", "pais",
        "estado", "nombre", "organizacion", "land", "staat", "akteur", "страна", "государство", "国家",
        "الدولة", "البلد",
    ),
    "recommendation": (
        "recommendation", "recommendation id", "recommendations", "rec", "issue", "goal", "recommandation",
        "recomendacion", "empfehlung", "рекомендация", "建议", "توصية", "التوصية",
    ),
    "evidence": (
        "evidence", "evidence id", "resolution", "document", "text", "title", "vote on", "treaty",
        "statement", "symbol", "what", "on what", "subject",
        "preuve", "titre", "texte", "resolucion", "documento", "titulo", "texto", "beleg", "dokument", "titel",
        "резолюция", "документ", "决议", "القرار", "وثيقة",
    ),
    "position": (
        "position", "stance", "vote", "ms vote", "voting", "decision", "support", "posicion", "voto", "haltung",
        "stimme", "позиция", "голос", "голосование", "立场", "投票", "موقف", "تصويت",
    ),
    "date": (
        "date", "date from", "day", "when", "year", "jour", "annee", "fecha", "ano", "datum", "jahr",
        "дата", "год", "日期",
        "年份", "التاريخ", "تاريخ",
    ),
    "source": (
        "source", "sources", "url", "link", "reference", "lien", "fuente", "enlace", "quelle",
        "источник", "ссылка", "来源",
        "المصدر", "مصدر",
    ),
    "note": (
        "note", "notes", "comment", "comments", "remark", "remarks", "commentaire", "nota", "notiz", "примечание",
        "备注",
    ),
    "kind": ("kind", "actor kind", "kind of actor", "type of actor", "actor type"),
}  # fmt: skip
"""Names of columns, folded, by field; an earlier one counts before a later one."""
WORDS = {
    Position.SUPPORT: (
        "support", "supports", "supported", "supporting", "yes", "y", "for", "in favour", "in favor",
        "favour", "favor", "pro",
        "signed", "cosponsor", "cosponsored", "co sponsor", "oui", "pour", "si", "a favor", "ja",
        "dafur", "да", "за", "赞成",
        "نعم", "مؤيد", "leads", "lead",
    ),
    Position.ABSTAIN: (
        "abstain", "abstains", "abstained", "abstaining", "abstention", "a", "s abstient", "abstencion", "enthaltung",
        "воздержался", "воздержались", "弃权", "امتناع",
    ),
    Position.OPPOSE: (
        "oppose", "opposes", "opposed", "against", "no", "n", "contra", "non", "contre", "en contra", "nein", "dagegen",
        "нет", "против", "反对", "لا", "معارض",
    ),
    Position.ABSENT: (
        "absent", "x", "not voting", "non voting", "did not vote", "no vote", "ausente", "abwesend",
        "отсутствовал", "缺席",
        "غائب",
    ),
}  # fmt: skip
_POSITIONS = {word: position.value for position, words in WORDS.items() for word in words}


@lru_cache(maxsize=10_000)
def position_of(cell: str) -> str:
    """The position that a word stands for, in the vocabulary; the word itself where it is none.

    >>> position_of("In favour"), position_of("Abstención"), position_of("perhaps")
    ('support', 'abstain', 'perhaps')
    """
    return _POSITIONS.get(normalised(cell), cell)


def table_of(sheet: Sheet, title: str, mapping: Mapping[str, str]) -> str:
    """Which of the seven tables a sheet is; "" for a flat list, or for what is neither."""
    name = title.strip().lower()
    header = {"actor_id" if column == ACTOR_NAME else column for column in renamed(sheet, mapping)}
    if name in COLUMNS and set(KEYS[name]) <= header:
        return name
    flat = guess(sheet.header, mapping)
    if is_flat(flat):
        return ""
    fits = {
        table: len(header & set(columns)) / len(columns)
        for table, columns in COLUMNS.items()
        if set(KEYS[table]) <= header
    }
    best = max(fits, key=lambda table: fits[table], default="")
    return name if name in COLUMNS and not sheet.rows else best if fits.get(best, 0) >= 0.5 else ""


def is_flat(fields: Mapping[str, str]) -> bool:
    """Whether the columns are enough for a flat list."""
    found = set(fields.values())
    return {"actor", "position"} <= found and bool(found & {"evidence", "recommendation"})


def guess(header: list[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Column -> field of a flat list, or `LEFT_OUT`. What `mapping` says of a column counts before the guess.

    >>> guess(["Pays", "Résolution", "Vote", "Colour"], {})
    {'Pays': 'actor', 'Résolution': 'evidence', 'Vote': 'position', 'Colour': ''}
    """
    said = {normalised(column): field for column, field in mapping.items()}
    fields = {column: said.get(normalised(column), LEFT_OUT) for column in header}
    taken = set(fields.values()) - {LEFT_OUT}
    for field, synonyms in SYNONYMS.items():
        if field in taken:
            continue
        by_name = {normalised(column.replace("_", " ")): column for column in reversed(header)}
        free = [by_name[name] for name in map(normalised, synonyms) if name in by_name]
        free = [column for column in free if not fields[column] and normalised(column) not in said]
        if free:
            fields[free[0]] = field
    return fields


def renamed(sheet: Sheet, mapping: Mapping[str, str]) -> list[str]:
    """The header of a sheet of one of the tables, with the columns that `mapping` names anew."""
    said = {normalised(column): field for column, field in mapping.items()}
    return [said.get(normalised(column), column) for column in sheet.header]
