"""An empty workbook to fill in: a sheet per table, lists to choose from, a note on every column, three examples."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from coalition.model.vocabulary import COLUMNS, Act, Coverage, EvidenceKind, Grade, Kind, Position, Visibility, YesNo

WORDS: dict[str, type[StrEnum]] = {
    "visibility": Visibility,
    "grade": Grade,
    "act": Act,
    "leadership": YesNo,
    "coverage": Coverage,
    "position": Position,
    "contestable": YesNo,
}
"""Columns with a list to choose from; `kind` has one by table."""
REFERENCES = {
    "regional_group": "groups", "evidence_id": "evidence", "actor_id": "actors", "recommendation_id": "recommendations",
    "target_evidence": "evidence",
}  # fmt: skip
"""Columns with a list of the ids of another sheet."""
NOTES = {
    "id": "A short code of your own: letters, digits, '.', '_' and '-'. States: their three letters, such as CHL.",
    "name": "As people say it.",
    "long_name": "The name in full.",
    "source": "Where it can be read: a link or a citation. Needed in every row.",
    "kind": "Choose from the list.",
    "regional_group": "An id of the sheet groups; empty where there is none.",
    "country": "Three letters of the country of the seat, such as CHL; may be empty.",
    "blocs": "Ids of the sheet blocs, joined by ';'; may be empty.",
    "visibility": "protected: left out of whatever leaves the room.",
    "note": "Anything worth knowing; may be empty.",
    "grade": "seen: read in the named source. derived: follows from it by one stated step.",
    "paragraph": "Paragraph of the report it stands in; may be empty.",
    "theme": "A word or two to group by.",
    "text": "The recommendation in one sentence.",
    "addressed_to": "Kinds of actor that it asks, joined by ';', such as state;business.",
    "target_evidence": "An id of the sheet evidence that tells supporters from others; may be empty.",
    "title": "What it is called.",
    "citation": "Its symbol, or where it stands.",
    "act": f"What support cost. {'; '.join(act.meaning for act in Act)}.",
    "leadership": "yes: whoever stands here leads (core group, main sponsor). no: joined.",
    "date_from": "YYYY, YYYY-MM or YYYY-MM-DD.",
    "date_to": "YYYY, YYYY-MM or YYYY-MM-DD; the same as date_from for one day.",
    "coverage": "complete: everybody who took part is listed. partial: others may have done the same.",
    "body": "Where only members of a body could take part, its name; empty: open to all.",
    "family": "Texts that recur bear the same word here; may be empty.",
    "evidence_id": "An id of the sheet evidence.",
    "recommendation_id": "An id of the sheet recommendations.",
    "why": "Why the evidence speaks to the recommendation.",
    "contestable": "yes: a critic could dispute the link.",
    "actor_id": "An id of the sheet actors. Names of States are understood as well.",
    "position": "support, abstain, oppose or absent. Silence is not opposition: leave the row out.",
    "ended": "When support ended, such as a membership: YYYY, YYYY-MM or YYYY-MM-DD. Empty where it holds.",
}
_EXAMPLE = "example, replace by your own"
EXAMPLES: dict[str, list[tuple[str, ...]]] = {
    "groups": [
        ("north", "North", "Cities of the north", _EXAMPLE),
        ("south", "South", "Cities of the south", _EXAMPLE),
        ("islands", "Islands", "Island cities", _EXAMPLE),
    ],
    "blocs": [
        ("harbours", "Harbours", _EXAMPLE),
        ("capitals", "Capitals", _EXAMPLE),
        ("hosts", "Hosts", _EXAMPLE),
    ],
    "actors": [
        ("city-a", "City A", "municipality", "north", "", "harbours;capitals", "public", "", "seen", _EXAMPLE),
        ("union-b", "Union B", "trade_union", "south", "", "", "public", "", "seen", _EXAMPLE),
        ("ngo-c", "NGO C", "ngo", "islands", "", "", "protected", "", "seen", _EXAMPLE),
    ],
    "recommendations": [
        ("X1", "1", "shelter", "Open a shelter in every city.", "municipality", "pledge-1", _EXAMPLE),
        ("X2", "2", "work", "Pay equal wages for equal work.", "municipality;business", "", _EXAMPLE),
        ("X3", "3", "voice", "Hear residents before a decision.", "municipality", "", _EXAMPLE),
    ],
    "evidence": [
        ("pledge-1", "Shelter pledge", "Pledge 1", "signature", "joined", "no", "2024-05-03", "2024-05-03", "complete",
         "", "", "public", "seen", _EXAMPLE),
        ("letter-1", "Letter on wages", "Letter 1", "statement", "led", "yes", "2024-06", "2024-06", "partial", "", "",
         "public", "seen", _EXAMPLE),
        ("vote-1", "Vote on hearings", "Vote 1", "vote", "voted", "no", "2025", "2025", "complete", "Council of cities",
         "", "public", "seen", _EXAMPLE),
    ],
    "bears_on": [
        ("pledge-1", "X1", "it promises shelters", "no"),
        ("letter-1", "X2", "it asks for equal wages", "no"),
        ("vote-1", "X3", "it decides on hearings", "yes"),
    ],
    "stances": [
        ("city-a", "pledge-1", "support", "", "", "seen", _EXAMPLE),
        ("union-b", "letter-1", "support", "", "", "seen", _EXAMPLE),
        ("city-a", "vote-1", "abstain", "", "", "seen", _EXAMPLE),
    ],
}  # fmt: skip
ROWS = 5_000
"""Rows that the lists to choose from reach over."""


def write_template(path: str | Path) -> None:
    """Write the workbook; with its examples it is a small valid map."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for table, columns in COLUMNS.items():
        sheet = book.create_sheet(table)
        sheet.append(list(columns))
        for row in EXAMPLES[table]:
            sheet.append(list(row))
        sheet.freeze_panes = "A2"
        for number, column in enumerate(columns, start=1):
            letter = get_column_letter(number)
            head = sheet.cell(1, number)
            head.font = Font(bold=True)
            head.comment = Comment(NOTES[column], "coalition", width=320, height=110)
            sheet.column_dimensions[letter].width = 34 if column in ("text", "title", "source", "why") else 16
            for cell in sheet[letter]:
                cell.number_format = "@"  # text, so that a spreadsheet changes no date and no leading zero
            if choices := _choices(table, column):
                strict = column not in ("actor_id",)
                rule = DataValidation("list", formula1=choices, allow_blank=True, showErrorMessage=strict)
                rule.error = NOTES[column]
                sheet.add_data_validation(rule)
                rule.add(f"{letter}2:{letter}{ROWS}")
    book.save(path)


def _choices(table: str, column: str) -> str:
    """The list of a column as a formula of a spreadsheet; "" where anything may stand."""
    if target := REFERENCES.get(column):
        return f"={target}!$A$2:$A${ROWS}"
    words = (Kind if table == "actors" else EvidenceKind) if column == "kind" else WORDS.get(column)
    return f'"{",".join(words)}"' if words else ""
