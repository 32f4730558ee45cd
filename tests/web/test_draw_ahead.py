"""The charts are there before the first reader comes."""

from fortrinn.reference import counties
from fortrinn.web.publishing import ahead, figures


def test_every_chart_of_every_county_is_drawn_and_kept(tmp_path, monkeypatch, settings):
    monkeypatch.setattr(figures, "CHARTS", tmp_path)
    settings.LANGUAGES = [("nb", "Bokmål")]
    monkeypatch.setattr("fortrinn.reference.counties", lambda: counties()[:1])
    drawn = ahead.draw_all()
    kept = len(list(tmp_path.rglob("*.*")))
    assert drawn > 10
    assert kept >= drawn
    ahead.draw_all()
    assert len(list(tmp_path.rglob("*.*"))) == kept
