"""Going about with the Tab key, and seeing where one is."""

from __future__ import annotations

from playwright.sync_api import Locator

PRESSES = 80

IS_HERE = "element => element === document.activeElement"

#: What the browser draws around the element, the drawing inside it, or the field's own border.
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
  return onScreen && (
    here.matches('.ds-skip-link') ||
    marked(getComputedStyle(here)) ||
    marked(getComputedStyle(here, '::before')) ||
    (inner !== null && parseFloat(getComputedStyle(inner).strokeWidth) >= 2)
  );
}"""


def tab_to(target: Locator) -> None:
    """Press Tab until the target has the focus, and see the focus at every step."""
    page = target.page
    for _press in range(PRESSES):
        if target.evaluate(IS_HERE):
            return
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWN), f"No visible focus on {name_of_focus(target)} at {page.url}"
    raise AssertionError(f"{PRESSES} presses of Tab do not lead to {target} at {page.url}")


def name_of_focus(target: Locator) -> str:
    return str(target.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
