"""Going about with the Tab key, and seeing where one is."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

PRESSES = 150
STILL = 500

IS_HERE = "element => element === document.activeElement"

#: What the browser draws around the element, the drawing inside it, or the field it stands in.
SHOWN = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return true;
  const box = here.getBoundingClientRect();
  const onScreen =
    box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const marked = style =>
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) ||
    style.boxShadow !== 'none';
  const inner = here.querySelector('path');
  const field = here.closest('.ds-field');
  return onScreen && (
    here.matches('.ds-skip-link') ||
    marked(getComputedStyle(here)) ||
    (field !== null && marked(getComputedStyle(field))) ||
    marked(getComputedStyle(here, '::before')) ||
    (inner !== null && parseFloat(getComputedStyle(inner).strokeWidth) >= 2)
  );
}"""


def is_shown(page: Page) -> bool:
    """Whether the focus is seen. A page that grows meanwhile may push it away: back and forth."""
    if page.evaluate(SHOWN):
        return True
    page.wait_for_timeout(STILL)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    return bool(page.evaluate(SHOWN))


def tab_to(target: Locator) -> None:
    """Press Tab until the target has the focus, and see the focus at every step."""
    page = target.page
    for _press in range(PRESSES):
        if target.evaluate(IS_HERE):
            return
        page.keyboard.press("Tab")
        assert is_shown(page), f"No visible focus on {name_of_focus(target)} at {page.url}"
    raise AssertionError(f"{PRESSES} presses of Tab do not lead to {target} at {page.url}")


def go(target: Locator) -> None:
    """Tab to a link or a button, and press it."""
    tab_to(target)
    target.page.keyboard.press("Enter")


def write(target: Locator, words: str) -> None:
    """Tab to a field, and write."""
    tab_to(target)
    target.page.keyboard.insert_text(words)


def choose(target: Locator, words: str) -> None:
    """Tab to a list, and type the beginning of what is wanted."""
    tab_to(target)
    target.page.keyboard.type(words)


def unfold(page: Page, words: str) -> None:
    """Tab to what is folded, and open it."""
    tab_to(page.locator("summary").filter(has_text=words))
    page.keyboard.press("Enter")


def name_of_focus(target: Locator) -> str:
    return str(target.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
