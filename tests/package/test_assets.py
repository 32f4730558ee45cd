"""The vendored front-end files are those VENDOR.json names, whole and with their licences."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools import assets


def test_the_vendored_files_are_unchanged() -> None:
    assert list(assets.differences()) == []


def test_a_changed_a_lost_and_a_strange_file_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(assets.VENDOR, tmp_path / "web/static/vendor")
    shutil.copytree(assets.FONTS, tmp_path / "reports/fonts")
    monkeypatch.setattr(assets, "PACKAGE", tmp_path)
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "web/static/vendor")
    monkeypatch.setattr(assets, "FONTS", tmp_path / "reports/fonts")
    (assets.VENDOR / "htmx/htmx.min.js").write_text("alert(1)")
    (assets.VENDOR / "inter/LICENSE").unlink()
    (assets.VENDOR / "theme/more.css").write_text("")
    assert list(assets.differences()) == [
        "web/static/vendor/htmx/htmx.min.js was changed after it was vendored.",
        "web/static/vendor/inter/LICENSE is missing.",
        "web/static/vendor/theme/more.css is not in VENDOR.json.",
    ]


def test_every_package_has_a_version_and_a_permissive_licence() -> None:
    packages = json.loads(assets.record_path().read_text())["packages"]
    pinned = json.loads((assets.ROOT / "package.json").read_text())["dependencies"]
    assert {name: packages[name]["version"] for name in pinned} == pinned
    assert {about["licence"] for about in packages.values()} <= {
        "BSD-0-Clause",
        "BSD-3-Clause",
        "MIT",
        "OFL-1.1",
    }


def test_the_dark_colours_are_for_screens() -> None:
    theme = (assets.VENDOR / "theme/fortrinn.css").read_text(encoding="utf-8")
    dark = theme[theme.index("@layer ds.theme.color-scheme.dark") :]
    assert dark.index("@media screen {") < dark.index('[data-color-scheme="dark"] {')
    assert "@media (prefers-color-scheme: dark)" not in theme
    assert assets.dark_on_screens('[data-color-scheme="dark"] {\n  --ink: #fff;\n}') == (
        '@media screen {\n[data-color-scheme="dark"] {\n  --ink: #fff;\n}\n}'
    )


def test_every_vendored_folder_holds_its_licence() -> None:
    folders = {path.parent for path in assets.VENDOR.rglob("*.*") if path.parent != assets.VENDOR}
    ours = {assets.VENDOR / "theme"}
    assert {folder.name for folder in folders - ours if not (folder / "LICENSE").exists()} == set()
    assert "Open Font License" in (assets.FONTS / "OFL.txt").read_text()


def test_the_style_sheets_and_scripts_ask_for_nothing_that_is_not_there() -> None:
    for path in assets.VENDOR.rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", path.read_text(encoding="utf-8")):
            assert address.startswith("data:") or (path.parent / address).is_file(), address
    for path in [*assets.VENDOR.rglob("*.css"), *assets.VENDOR.rglob("*.js")]:
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8"), path.name


def test_the_fonts_for_documents_have_norwegian_and_sami_letters() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib")
    for name, (weight, _style) in assets.FONT_STYLES.items():
        font = ttlib.TTFont(assets.FONTS / name)
        assert font["name"].getBestFamilyName() == "Inter"
        assert font["OS/2"].usWeightClass == weight
        assert not set("ÆØÅæøåÁáČčĐđŊŋŠšŦŧŽž−–«»\u00a0") - set(map(chr, font.getBestCmap()))


def test_no_registry_address_is_committed() -> None:
    lock = (assets.ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    tracked = subprocess.run(
        ["git", "ls-files", "requirements", "package.json", ".npmrc", "pyproject.toml"],
        cwd=assets.ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    for name in tracked:
        assert "registry." not in (assets.ROOT / name).read_text(), name
