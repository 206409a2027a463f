"""Screenshots of each page, light and dark, into docs/pictures: `python benchmarks/pictures.py`."""

from __future__ import annotations

from pathlib import Path

from _site import PAGES, browser, settled, site

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = {"width": 1366, "height": 768}
STILL = 1500  # milliseconds: what is drawn on a canvas comes after the words
DARK = ("partners", "gaps")


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
                    page.wait_for_timeout(STILL)
                    file = FOLDER / f"{name}{'' if scheme == 'light' else '_dark'}.png"
                    page.screenshot(path=file)
                    print(file.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()
