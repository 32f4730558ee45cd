"""Nothing grows so long that one cannot hold it in one's head."""

import ast
from pathlib import Path

import fortrinn

SOURCE = Path(fortrinn.__file__).parent
MODULES = {
    str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8")
    for path in sorted(SOURCE.rglob("*.py"))
    if "migrations" not in path.parts
}
LINES_OF_A_MODULE, LINES_OF_A_FUNCTION = 500, 60


def functions():
    """Every function with its number of lines; the formula and example above it do not count."""
    for name, code in MODULES.items():
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                has_words = ast.get_docstring(node) is not None
                first = node.body[0].end_lineno if has_words else node.lineno
                yield f"{name}: {node.name}", node.end_lineno - first


def test_no_module_is_longer_than_five_hundred_lines():
    long = {name: len(code.splitlines()) for name, code in MODULES.items()}
    assert not {name: lines for name, lines in long.items() if lines > LINES_OF_A_MODULE}


def test_no_function_is_longer_than_sixty_lines():
    assert not {name: lines for name, lines in functions() if lines > LINES_OF_A_FUNCTION}
