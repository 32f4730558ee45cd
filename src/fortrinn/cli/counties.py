"""``fortrinn counties``."""

from __future__ import annotations

import typer

from fortrinn.cli.terminal import AsJson, Language, answer


def counties(lang: Language = "nb", as_json: AsJson = False) -> None:
    """List the 15 counties of 2024.

    Number, name, address word, people and municipalities.

    \b
    Examples:
      fortrinn counties
      fortrinn counties --json
    """
    from fortrinn.language import number, require_language
    from fortrinn.reference import counties as all_counties

    require_language(lang)
    shown = all_counties()
    if as_json:
        answer(
            [
                {
                    "code": county.code,
                    "name": county.name,
                    "slug": county.slug,
                    "population": county.population,
                    "municipalities": county.municipalities,
                }
                for county in shown
            ]
        )
        return
    for county in shown:
        people = number(county.population, lang)
        typer.echo(
            f"{county.code}  {county.name:<18}{county.slug:<18}{people:>10}"
            f"{county.municipalities:>5}"
        )
