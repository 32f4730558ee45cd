"""The words one chooses among about strengths and discoveries, in the guide's order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Advantage(models.TextChoices):
    """The five kinds of advantage the guide names (R033)."""

    SKILLS = "skills", _("competence")
    SUPPLIERS = "suppliers", _("suppliers")
    CHANNELS = "channels", _("channels to the market")
    EDUCATION = "education", _("special education")
    OTHER = "other", _("something else")


class Path(models.TextChoices):
    """The ways a region can go from what it is good at to something new (R230–R237)."""

    PRODUCTS = "products", _("more refined products")
    SERVICES = "services", _("services tied to products")
    BRAND = "brand", _("a brand")
    COMBINE = "combine", _("advantages from several industries together")
    LEARN = "learn", _("sectors that learn from each other")
    CIRCULAR = "circular", _("circular economy")
    CHAIN = "chain", _("a new value chain")
    EXPERIENCE = "experience", _("together with experiences")
    INDUSTRY = "industry", _("together with manufacturing or technology")
    SUPPLIERS = "suppliers", _("suppliers that find new customers")
    KNOWLEDGE = "knowledge", _("new knowledge")


class Lever(models.TextChoices):
    """What public bodies can do (R073, R241)."""

    REGULATION = "regulation", _("rules and permits")
    LAND = "land", _("use of land and sea")
    KNOWLEDGE = "knowledge", _("investment in knowledge")
    INFRASTRUCTURE = "infrastructure", _("investment in infrastructure")
    INSTRUMENTS = "instruments", _("grants, loans and other instruments")
    PROCUREMENT = "procurement", _("public procurement")
    ALLIANCES = "alliances", _("strategic alliances")


class AlongTheWay(models.TextChoices):
    """What those who go first usually come to need (R242)."""

    MARKET = "market", _("market analysis")
    MODEL = "model", _("a business model")
    BRANDING = "branding", _("branding")
    PROFITABILITY = "profitability", _("a study of profitability")
    RESEARCH = "research", _("research")
    PEOPLE = "people", _("people to employ")
    COURSE = "course", _("a new course of study")
    CAPITAL = "capital", _("capital")


class YesNo(models.TextChoices):
    """A question with three answers; nobody knows is empty."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class Renewal(models.TextChoices):
    """What an effort does to what is there (R056)."""

    RENEWS = "renews", _("mostly renewal")
    BOTH = "both", _("as much of each")
    PRESERVES = "preserves", _("mostly preservation")


class Degree(models.TextChoices):
    """Three steps; not known is empty."""

    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class Openness(models.TextChoices):
    """OECD's first axis: whether the way is laid out."""

    DIRECTED = "directed", _("directed: we know where we are going")
    OPEN = "open", _("open: we follow what turns up")


class Certainty(models.TextChoices):
    """OECD's second axis: whether the surroundings are known."""

    CERTAIN = "certain", _("fairly certain surroundings")
    UNCERTAIN = "uncertain", _("uncertain surroundings")
