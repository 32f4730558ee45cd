"""What people write in their own lists of actors, above the columns and in them."""

from __future__ import annotations

from fortrinn.web.organising.actors import ActorType, CanAct, From

HEADINGS = {
    word: name
    for name, words in {
        "title": "navn, namn, aktør, bedrift, organisasjon, virksomhet, verksemd, firma, company",
        "type": "type, aktørtype, slag, kind",
        "place": "kommune, sted, stad, poststed, municipality, place",
        "sector": "bransje, næring, sektor, fagfelt, felt, industry, sector",
        "number": "orgnr, org.nr, org nr, org.nr., orgnummer, organisasjonsnr",
        "contributes": "bidrag, kan bidra med, bidrar med, contribution",
        "cares_for": "viktig for dem, viktig for aktøren, hva er viktig",
        "interests": "interesser, interests",
        "wanted": "ønsket engasjement, ønskt engasjement",
        "actual": "engasjement, faktisk engasjement",
        "comes_from": "region, fra",
        "can_act": "kan handle, gjennomfører",
    }.items()
    for word in words.split(", ")
}

TYPES = {
    word: str(kind)
    for kind, words in {
        ActorType.BUSINESS: "bedrift, firma, næring, selskap, as, business, company, firm",
        ActorType.PUBLIC: "offentlig, offentleg, kommune, fylkeskommune, stat, etat, public",
        ActorType.ORGANISATION: "organisasjon, forening, foreining, fagforening, lag, ngo",
        ActorType.CLUSTER: "klynge, nettverk, næringsklynge, næringshage, cluster, network",
        ActorType.RESEARCH: (
            "forskning, forsking, utdanning, universitet, høgskole, høgskule, fagskole, "
            "fou, forskningsinstitutt, research, university"
        ),
        ActorType.ENTREPRENEUR: "gründer, grunder, entreprenør, entrepreneur",
        ActorType.CITIZENS: "innbygger, innbyggere, innbyggjar, befolkning, citizens",
        ActorType.INVESTOR: "fond, bank, kapital, investorer, investors, fund",
    }.items()
    for word in words.split(", ")
}

SPOKEN = {
    "type": TYPES,
    "can_act": {"ja": CanAct.YES.value, "nei": CanAct.NO.value},
    "comes_from": {
        "regionen": From.REGION.value,
        "norge": From.NORWAY.value,
        "noreg": From.NORWAY.value,
        "utlandet": From.ABROAD.value,
    },
}
