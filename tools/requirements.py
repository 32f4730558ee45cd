"""What the method asks for, and where it is met: ``docs/requirements.md`` from tests and content.

    python tools/requirements.py          write the page
    python tools/requirements.py check    fail unless the page is up to date

A requirement is *met* when a test that goes through the page carries its number, or when it is a
question of the question book. One that only a reminder speaks of is *reminded of*. Any other comes
*later*, with the reason from ``content/requirements.yaml``: its own, or that of its section.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "requirements.md"
CONTENT = ROOT / "src" / "fortrinn" / "content"
NOT_YET = "no test goes through a page for it yet"
SHOWN_TESTS = 2
HEAD = """# Requirements

What the ministry's guide of 2018 asks of a workbench, in its order, in our own words, and where it
stands. Made by `tools/requirements.py` from the marks on the tests, the question book and the
reminders; do not edit it by hand.

*met*: a test that goes through the page carries the number, or it is a question of the question
book. *reminded of*: a reminder speaks when it is forgotten, and nothing more. *later*: with the
reason.

"""
COLUMNS = "| | type | what | state | where, or why not |"


@dataclass
class Evidence:
    """What speaks for each requirement, by its number."""

    tests: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    questions: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    checks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def state(self, number: str) -> str:
        """Met, reminded of, or later."""
        if self.tests[number] or self.questions[number]:
            return "met"
        return "reminded of" if self.checks[number] else "later"


def gathered() -> Evidence:
    """Read the tests, the question book and the checks."""
    found = Evidence()
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name, numbers in marked(ast.parse(path.read_text(encoding="utf-8"))):
            for number in numbers:
                place = path.relative_to(ROOT / "tests").as_posix().removesuffix(".py")
                found.tests[number].append(f"{name} ({place})")
    for path in sorted((CONTENT / "questions").glob("*.yaml")):
        for question in yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]:
            found.questions[question["requirement"]].append(question["en"])
    for path in sorted((ROOT / "src").rglob("checks.py")):
        for key, numbers in checks_in(ast.parse(path.read_text(encoding="utf-8"))):
            for number in numbers:
                found.checks[number].append(key.replace("_", " "))
    return found


def marked(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """Each test with the numbers its mark carries, as a sentence."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and named(decorator.func) == "requirement":
                    sentence = node.name.removeprefix("test_").replace("_", " ")
                    yield sentence, texts(decorator.args)


def checks_in(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """Each check's key with the numbers it speaks of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and named(node.func) == "check":
            words = {keyword.arg: keyword.value for keyword in node.keywords}
            if {"key", "requirements"} <= words.keys():
                key, numbers = words["key"], words["requirements"]
                if isinstance(key, ast.Constant) and isinstance(numbers, ast.Tuple):
                    yield str(key.value), texts(numbers.elts)


def named(node: ast.expr) -> str:
    """The last word of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def texts(nodes: list[ast.expr]) -> list[str]:
    """The texts written out among some arguments."""
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def page() -> str:
    """The whole page."""
    source = yaml.safe_load((CONTENT / "requirements.yaml").read_text(encoding="utf-8"))
    evidence = gathered()
    numbers = [row[0] for section in source["sections"] for row in section["requirements"]]
    states = [evidence.state(number) for number in numbers]
    unknown = sorted({*evidence.tests, *evidence.questions, *evidence.checks} - {*numbers})
    if unknown:
        raise SystemExit(f"No requirement has the number {', '.join(unknown)}.")
    counted = ", ".join(
        f"{states.count(state)} {state}" for state in ("met", "reminded of", "later")
    )
    parts = [f"{HEAD}Of {len(numbers)} requirements: {counted}.\n"]
    parts += [section_text(section, source["later"], evidence) for section in source["sections"]]
    return "\n".join(parts)


def section_text(section: dict[str, Any], later: dict[str, str], evidence: Evidence) -> str:
    """One section as a table."""
    rows = [
        f"| {number} | {kind} | {what(number, text, evidence)} | {evidence.state(number)} | "
        f"{proof(number, evidence, later.get(number) or later.get(section['key'], NOT_YET))} |"
        for number, kind, text in section["requirements"]
    ]
    head = [f"## {section['key']} {section['heading']}", "", COLUMNS, "| --- " * 5 + "|"]
    return "\n".join([*head, *rows, ""])


def what(number: str, text: str, evidence: Evidence) -> str:
    """What is asked for; a question of the book is said as it stands there."""
    asked = evidence.questions[number]
    return " ".join(asked) if asked else text.replace("|", "/")


def proof(number: str, evidence: Evidence, reason: str) -> str:
    """The tests, the book or the reminders that speak for it; else the reason."""
    tests, checks = evidence.tests[number], evidence.checks[number]
    if tests:
        more = len(tests) - SHOWN_TESTS
        return "; ".join(tests[:SHOWN_TESTS]) + (f"; {more} more" if more > 0 else "")
    if evidence.questions[number]:
        return "question book"
    return f"reminder: {'; '.join(checks)}" if checks else reason


def main(arguments: list[str]) -> int:
    """Write the page, or say that it is out of date."""
    text = page()
    if arguments == ["check"]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        sys.stdout.write("docs/requirements.md is out of date. Run python tools/requirements.py.\n")
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
