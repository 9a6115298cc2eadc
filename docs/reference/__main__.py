"""`make docs`: writes every generated page, and says which of them changed."""

import sys

from docs.reference import FOLDER, PAGES, written


def main() -> None:
    """Write the pages."""
    for name in PAGES:
        path, text = FOLDER / name, written(name)
        is_new = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {'written' if is_new else 'unchanged'}\n")


if __name__ == "__main__":
    main()
