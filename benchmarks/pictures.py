"""Screenshots of each page, light and dark, into docs/pictures: `python benchmarks/pictures.py`."""

from __future__ import annotations

from pathlib import Path

from _site import PAGES, browser, settled, site

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = {"width": 1366, "height": 768}
STILL = 1500  # milliseconds: what is drawn on a canvas comes after the words
DARK = ("partners", "gaps")
LIST = (
    "Country,Evidence,Vote,Date,Source,Recommendation\n"
    "Chile,Pledge on shelter,yes,2024-05-03,letter of 3 May,R18\n"
    "Côte d'Ivoire,Pledge on shelter,abstained,2024-05-03,letter of 3 May,R18\n"
    "Congo,Pledge on shelter,yes,2024-05-03,letter of 3 May,R18\n"
    "Peru,Pledge on shelter,perhaps,2024-05-03,letter of 3 May,R18\n"
)
"""What is brought in on the picture of Import: two good rows, a name to confirm, a word that is no position."""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with site() as address, browser() as chromium:
        for scheme in ("light", "dark"):
            page = chromium.new_context(viewport=SIZE, color_scheme=scheme).new_page()
            page.goto(address)
            settled(page)  # the first visit fills the map
            for name, path in PAGES.items():
                if scheme == "light" or name in DARK:
                    page.goto(f"{address}/{path}")
                    settled(page)
                    if name == "imports":
                        page.set_input_files(
                            "input[type=file]", {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
                        )
                        page.wait_for_selector("text=of list.csv would be written")
                    page.wait_for_timeout(STILL)
                    file = FOLDER / f"{name}{'' if scheme == 'light' else '_dark'}.png"
                    page.screenshot(path=file)
                    print(file.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()
