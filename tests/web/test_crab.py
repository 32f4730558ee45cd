"""The imagined example: whole, in the right order, and never taken for a real county."""

import csv
import io
import zipfile

import docx
import pptx
import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import Q
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fortrinn import content
from fortrinn.web import demo
from fortrinn.web.analysis.models import AnalysisRun
from fortrinn.web.arenas.models import Arena, Card
from fortrinn.web.organising.actors import PERSON_TYPES
from fortrinn.web.organising.models import Tie
from fortrinn.web.priorities.models import Assessment, Discovery
from fortrinn.web.records.models import Record
from fortrinn.web.records.thread import walk
from fortrinn.web.strategies.models import Strategy

HOME = "/havland/s/krabba/"
LEADER = demo.PEOPLE[0].email


class Crab(TestCase):
    """Loaded once for all of these; what each changes is taken back."""

    @classmethod
    def setUpTestData(cls):
        demo.load()
        cls.crab = Strategy.objects.get(place="havland")

    def setUp(self):
        assert self.client.login(email=LEADER, password=demo.PASSWORD)

    def page(self, address):
        return self.client.get(address).content.decode()

    def how_many(self, kind):
        return Record.objects.filter(strategy=self.crab, kind=kind).count()

    @pytest.mark.requirement("R016")
    def test_it_holds_everything_its_texts_tell_of(self):
        cards = sum(len(arena["cards"]) for arena in content.crab("arenas")["arenas"])
        wanted = {"actor": 25, "finding": 12, "arena": 3, "card": cards, "discovery": 10}
        wanted |= {"need": 6, "specialisation": 3, "vision": 1, "goal": 3, "priority": 3}
        wanted |= {"decision": 2, "criterion": 5, "partnership": 1, "member": 5, "story": 2}
        wanted |= {
            "driver": 5,
            "driver-judgement": 30,
            "scenario-frame": 1,
            "scenario": 4,
            "aim": 4,
        }
        wanted |= {"orientation": 1, "log-entry": 1, "quick-note": 1, "action": 3}
        assert {kind: self.how_many(kind) for kind in wanted} == wanted
        people = Assessment.objects.filter(strategy=self.crab).values("person").distinct()
        assert people.count() == 6

    def test_politicians_meet_a_case_with_alternatives_and_who_loses(self):
        case = "cases/skal-vi-betale-proveturene-med-levende-krabbe/"
        assert f"{HOME}{case}" in self.page(f"{HOME}for-politicians/")
        page = self.page(f"{HOME}{case}brief/")
        for words in ("Si nei, og la bedriftene betale selv", "Reiselivsbedriftene", "rundt sju"):
            assert words in page
        assert "Vi prøvde dette med hummer" in page

    def test_loading_again_changes_nothing(self):
        before = Record.objects.count()
        demo.load()
        assert Record.objects.count() == before

    @pytest.mark.requirement("R016")
    def test_every_page_says_that_it_is_imagined_and_whose_figures_they_are(self):
        for path in (HOME, f"{HOME}actors/", f"{HOME}findings/", f"{HOME}runs/"):
            page = self.page(path)
            assert "Tenkt eksempel: Havland fylkeskommune finnes ikke" in page
            assert "Tallene er lånt fra Finnmark" in page

    def test_a_real_county_s_example_is_not_called_imagined(self):
        assert "Tenkt eksempel" not in self.page("/nordland/s/smart-spesialisering/")

    def test_nothing_that_was_said_is_left_unanswered(self):
        assert not Card.cards.filter(strategy=self.crab).unanswered().exists()
        statuses = Arena.objects.filter(strategy=self.crab).values_list("status", flat=True)
        assert set(statuses) == {"answered"}

    def test_what_was_laid_aside_stays_with_its_reason(self):
        aside = Discovery.objects.filter(status="laid_aside")
        assert aside.count() == 4
        for discovery in aside:
            assert discovery.aside_because in self.page(discovery.get_absolute_url())

    def test_the_main_priority_names_what_it_sets_aside(self):
        page = self.page(f"{HOME}priorities/levende-frakt-fra-hav-til-bord/")
        aside = page.split("Dette legger den til side")[1][:900]
        assert "Krabbesafari hele året" in aside
        assert "Kitosan til sårbandasjer" in aside

    def test_each_priority_has_an_action_and_what_nobody_knows_of_it_is_unknown(self):
        page = self.page(f"{HOME}actions/en-maler-alle-havner-kan-lane/")
        assert "Måling i kaldt vann" in page
        assert page.count("Ukjent</span>") == 3
        assert "Tre prøveturer" in self.page(f"{HOME}priorities/levende-frakt-fra-hav-til-bord/")

    @pytest.mark.requirement("R080")
    def test_the_thread_leads_from_the_decision_to_a_card_and_to_the_figures(self):
        decision = Record.objects.get(title="Fylkestinget velger tre satsinger")
        membership = self.crab.memberships.get(user__email=LEADER)
        reached = {step.record.kind for step in walk(decision.as_kind(), "back", membership)}
        assert {"priority", "discovery", "card", "arena", "finding", "analysis-run"} <= reached
        thread = self.page(f"{decision.get_absolute_url()}thread/")
        assert "Kassa mi holder krabba i live i 60 timer" in thread

    def test_whoever_declared_an_interest_gave_no_points(self):
        declared = Assessment.objects.get(strategy=self.crab, interest__gt="")
        assert declared.points == {}
        assert declared.person.name == "Tor Vik"

    def test_the_stopped_project_says_what_was_learned(self):
        plane = Discovery.objects.get(title="Eget fraktfly")
        page = self.page(plane.get_absolute_url())
        assert "Neste gang spør vi kjøperne først" in page
        assert "Prosjektet «Krabbeflyet» stoppes" in page

    def test_organisations_are_tied_and_whoever_may_be_one_person_is_not(self):
        ties = Tie.objects.filter(strategy=self.crab)
        assert ties.count() == 27
        assert not ties.filter(Q(one__type__in=PERSON_TYPES) | Q(other__type__in=PERSON_TYPES))

    def test_partners_say_what_each_wants_for_itself(self):
        page = self.page(f"{HOME}partnerships/levende-til-bord/")
        assert "Fulle biler sørover også i januar og februar" in page

    def test_what_may_come_is_judged_by_six_and_every_choice_is_held_against_it(self):
        page = self.page(f"{HOME}foresight/")
        for words in ("9,0 i midten, 7–10 (6 har svart)", "Bestanden halveres", "Stille kai"):
            assert words in page
        fares = self.page(f"{HOME}scenario-frames/kysten-i-2040/robustness/")
        assert "Når hvert dyr er dyrt" in fares
        chosen = self.page(f"{HOME}priorities/levende-frakt-fra-hav-til-bord/")
        assert "Når hvert dyr er dyrt" not in chosen, "how it fares is no reason why it stands"
        assert "ukjent</td>" not in fares, "the regret of every choice is known"

    def test_what_others_aim_at_goes_with_us_or_against_us(self):
        page = self.page(f"{HOME}vision/")
        against = page.split("Trekker mot vårt")[1]
        assert "Krabba skal ikke spre seg videre langs kysten" in against
        assert "Ytterhavn kommune (tenkt)" in page
        tagged = self.page(f"{HOME}aims/?tag=sdg:14")
        assert "Krabba skal ikke spre seg" in tagged
        assert "Skole og barnehage" not in tagged

    def test_the_log_is_written_by_the_researcher(self):
        entry = Record.objects.get(strategy=self.crab, kind="log-entry")
        assert entry.owner.name == "Henrik Dahl"

    def test_what_was_promised_at_an_arena_stands_on_the_home(self):
        assert "Sende veiplanen til innbyggerpanelet" in self.page(HOME)

    def test_its_home_takes_few_queries_and_each_table_once_after_something_has_happened(self):
        cache.clear()
        with CaptureQueriesContext(connection) as anew:
            self.page(HOME)
        with CaptureQueriesContext(connection) as again:
            self.page(HOME)
        assert len(anew) <= 50
        assert len(again) <= 20

    def test_every_paper_says_that_it_is_imagined_and_so_does_its_name(self):
        arena = Arena.objects.filter(strategy=self.crab).first()
        minutes = self.client.get(reverse("arenas:minutes", args=["havland", "krabba", arena.slug]))
        assert 'filename="tenkt-eksempel-' in minutes["Content-Disposition"]
        said = [one.text for one in docx.Document(io.BytesIO(minutes.content)).paragraphs]
        assert any("Havland fylkeskommune finnes ikke" in text for text in said)
        slides = self.client.get(reverse("arenas:slides", args=["havland", "krabba", arena.slug]))
        for slide in pptx.Presentation(io.BytesIO(slides.content)).slides:
            assert any("Tenkt eksempel" in one.text_frame.text for one in slide.shapes)

    def test_every_table_of_figures_says_that_it_is_imagined(self):
        run = AnalysisRun.objects.filter(strategy=self.crab).first()
        points = reverse("priorities:points", args=["havland", "krabba", "csv"])
        for address in (f"{run.get_absolute_url()}table.csv", points):
            taken = self.client.get(address)
            assert 'filename="tenkt-eksempel-' in taken["Content-Disposition"]
            rows = list(csv.DictReader(io.StringIO(taken.content.decode("utf-8-sig"))))
            assert rows
            assert all("Havland fylkeskommune finnes ikke" in row["source"] for row in rows)
        sheet = self.client.get(f"{run.get_absolute_url()}table.xlsx").content
        words = zipfile.ZipFile(io.BytesIO(sheet)).read("xl/sharedStrings.xml").decode()
        assert "Havland fylkeskommune finnes ikke" in words

    @pytest.mark.requirement("R016", "R051")
    def test_what_is_chosen_is_coded_and_can_be_compared(self):
        looked = self.page(f"{HOME}prioritising/diagnostics/")
        assert "merket med 6 av de 68 næringene" in looked
        strength = Record.objects.get(strategy=self.crab, title="Måling og sporing i kaldt vann")
        assert "Sensorer og tingenes internett" in self.page(strength.get_absolute_url())
        search = self.page(f"{strength.get_absolute_url()}search/")
        assert "Hvem tallene foreslår å spørre" in search
