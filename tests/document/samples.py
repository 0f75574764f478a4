"""A template pack small enough to read, and plans for it: empty, half filled and full."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime

from eopbuilder.document.build import build_document
from eopbuilder.document.nodes import Block, Document, Table, plain_text
from eopbuilder.domain import prose
from eopbuilder.domain.catalogue import (
    ActivationLevel,
    AudienceKind,
    ChannelKind,
    Citation,
    GraphNode,
    Hotline,
    MessageTemplate,
    Pack,
    Part,
    Question,
    Relation,
    Role,
    Section,
    Source,
    Term,
    Tier,
    ZoneKind,
)
from eopbuilder.domain.facts import Choice, FieldSpec, Kind
from eopbuilder.domain.images import image_id
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    Agency,
    Agreement,
    Answer,
    Assignment,
    Audience,
    Building,
    Channel,
    Language,
    Marker,
    Person,
    Picture,
    PlanInfo,
    Provider,
    Record,
    School,
    Site,
    Training,
    Zone,
)
from tests.images import PLAIN_JPEG, PLAIN_PNG

AS_OF = date(2026, 9, 1)
CREATED = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
READ = (Citation("S1", "v"),)
RECALLED = (Citation("S2", "r"),)
OWN = (Citation("d", "d"),)


def question(name: str, kind: Kind, label: str, *, section: str, refers_to: str = "", unit: str = "") -> Question:
    choices = (Choice("one", "The first way"), Choice("two", "The second way"))
    chosen = choices if kind in {Kind.CHOICE, Kind.CHOICES} else ()
    spec = FieldSpec(name, kind, label, "", True, chosen, refers_to, unit)
    return Question(spec, section, "" if name == "q-number" else f"what {name} says", "why", READ)


def block(name: str, **parameters: object) -> prose.Generated:
    return prose.Generated(name, parameters)


def paragraph(*pieces: prose.Inline | str) -> prose.Paragraph:
    return prose.Paragraph(tuple(prose.Text(one) if isinstance(one, str) else one for one in pieces))


FACTS = Section(
    "facts",
    "Facts",
    "basic",
    "1",
    0,
    "role-ic",
    "always",
    (
        question("q-long", Kind.LONG_TEXT, "How is it done?", section="facts"),
        question("q-texts", Kind.TEXTS, "Which hazards?", section="facts"),
        question("q-choice", Kind.CHOICE, "Which way?", section="facts"),
        question("q-choices", Kind.CHOICES, "Which ways?", section="facts"),
        question("q-yes", Kind.YES_NO, "Is it so?", section="facts"),
        question("q-number", Kind.NUMBER, "Buses at hand", section="facts", unit="buses"),
        question("q-decimal", Kind.DECIMAL, "How far?", section="facts", unit="miles"),
        question("q-date", Kind.DATE, "Since when?", section="facts"),
        question("q-phone", Kind.PHONE, "Which number?", section="facts"),
        question("q-person", Kind.REFERENCE, "Who decides?", section="facts", refers_to="people"),
        question("q-roles", Kind.REFERENCES, "Which roles?", section="facts", refers_to="pack.roles"),
    ),
    (
        paragraph(prose.Placeholder("school.name"), " has ", prose.Placeholder("school.enrollment"), " students."),
        prose.Heading(1, "Details"),
        paragraph(prose.Placeholder("q-long")),
        paragraph(prose.Placeholder("q-texts"), " "),
        prose.ListBlock(
            tuple(
                (prose.Text(f"{name}: ", bold=True), prose.Placeholder(name))
                for name in ("q-choice", "q-choices", "q-yes", "q-number", "q-decimal", "q-date", "q-phone", "q-person")
            ),
            ordered=True,
        ),
        prose.Heading(2, "Deeper"),
        paragraph("Roles: ", prose.Placeholder("q-roles", italic=True), " at ", prose.BlankToFill("time"), "."),
        paragraph(
            prose.Placeholder("role:role-ic", bold=True),
            " is ",
            prose.Placeholder("holder:role-ic"),
            ", then ",
            prose.Placeholder("alternates:role-ic"),
            "; there are ",
            prose.Placeholder("count:people"),
            " people and ",
            prose.Placeholder("count:sites"),
            " sites.",
        ),
        paragraph(
            "See ", prose.SectionLink("the roles", "roles"), " or ", prose.SectionLink("the sites", "sites"), "."
        ),
    ),
    "facts.md",
    (*READ, *OWN),
)


def _section(name: str, title: str, part: str, number: str, *blocks: prose.Block, when: str = "always") -> Section:
    return Section(name, title, part, number, 1, "", when, (), blocks, f"{name}.md", RECALLED)


ROLES = _section(
    "roles",
    "Roles",
    "basic",
    "2",
    paragraph("Who does what."),
    block("role-table"),
    block("role-table", level="act-1"),
    block("role-duties"),
    block("role-duties", group="command"),
    block("level-table"),
    block("succession-table", roles=["role-ic"]),
    block("dependency-table"),
    prose.Heading(1, "Chart"),
    block("graph", level="act-3"),
    block("training-table"),
)
PEOPLE = _section(
    "people",
    "People",
    "annexes",
    "F1",
    *(
        block(name)
        for name in (
            "contact-list",
            "agency-table",
            "building-table",
            "utilities-table",
            "language-table",
            "needs-table",
            "reunification-numbers",
            "staffing-ratios",
            "provider-table",
            "hotline-table",
            "channel-table",
            "audience-matrix",
        )
    ),
    block("message-library", language="en"),
    block("message-library", language="es"),
    block("message-library", language="vi"),
)
SITES = _section(
    "sites",
    "Sites",
    "annexes",
    "",
    block("site-table"),
    prose.Heading(1, "Sheets"),
    block("site-sheets"),
    prose.Heading(2, "Zones"),
    block("zone-catalogue"),
    block("agreement-table", kinds=["host"]),
    block("agreement-table"),
    block("pictures", pictures=["site-plan", "photo"], title="Pictures"),
    when="has-sites",
)
BACK = _section(
    "back",
    "Back Matter",
    "appendices",
    "A1",
    block("answers", questions=["q-long", "q-yes", "q-choice"], caption="Answers"),
    block("record-table", columns=["Date", "What"], rows=3, caption="Changes"),
    block("glossary-table"),
    block("source-list"),
    block("signature-lines", names=["Principal"], roles=["role-ic"]),
    block("missing-list"),
)


def _role(name: str, title: str, **other: object) -> Role:
    values: dict[str, object] = {
        "group": "command",
        "rank": "lvl-section",
        "reports_to": "role-ic",
        "duties": (f"Does the work of {title}.",),
        "held_by": (),
        "min_alternates": 0,
        "tier": "T1",
        "opens_at": 1,
        "citations": READ,
        **other,
    }
    return Role(id=name, title=title, **values)  # type: ignore[arg-type]


def tiny_pack(sections: tuple[Section, ...] = (FACTS, ROLES, PEOPLE, SITES, BACK)) -> Pack:
    roles = (
        _role("role-ic", "Incident Commander", rank="lvl-command", reports_to=None, min_alternates=2),
        _role("role-ops", "Operations Section Chief", group="operations", opens_at=2, citations=RECALLED),
        _role(
            "role-team", "Team", opens_at=3, needs_primary=False, group="operations", reports_to="role-ops", duties=()
        ),
        _role("role-spare", "Spare", opens_at=0),
    )
    return Pack(
        id="tiny",
        title="Tiny pack",
        edition="1",
        language="en",
        parts=(Part("basic", "Basic Plan"), Part("annexes", "Annexes"), Part("appendices", "Appendices")),
        sources={
            one.id: one
            for one in (
                Source("S1", "First source", "example.org", "2026-01-31"),
                Source("S2", "Second source", "", "spring"),
            )
        },
        levels=(
            ActivationLevel("act-1", "Level 1: minor", 1, "Small.", "note", READ),
            ActivationLevel("act-3", "Level 3: major", 3, "Large.", "error", READ),
        ),
        roles={one.id: one for one in roles},
        nodes={"external-ic": GraphNode("external-ic", "Outside commander", "partner", "policy-group-named", "text")},
        relations=(
            Relation("r1", "needs", "role-ops", "external-ic", "Needs help", "during", READ),
            Relation("r2", "needs_approval", "role-ops", "role-ic", "Asks first", "any", RECALLED),
            Relation("r3", "informs", "role-spare", "role-ic", "Not used here", "any", READ),
        ),
        tiers={"T1": Tier("T1", "Everyone", ("IS-100",), (), READ)},
        zones={
            "zn-check": ZoneKind("zn-check", "Check-in", "Parents arrive", "One line", "role-ops", citations=READ),
            "zn-rest": ZoneKind("zn-rest", "Rest", "Quiet", "", "", citations=RECALLED),
        },
        channels={"ch-sms": ChannelKind("ch-sms", "Text message", "Phones", "Short", "160", (), READ)},
        audiences={
            "au-family": AudienceKind("au-family", "Families", ""),
            "au-media": AudienceKind("au-media", "Media", ""),
            "au-state": AudienceKind("au-state", "State", "", expected=False),
        },
        messages=(
            MessageTemplate(
                "m1", "Hold", "during", "au-family", "ch-sms", "en", "{school}: hold since {time}. Wait.", READ
            ),
            MessageTemplate("m2", "Espera", "during", "all", "sms", "es", "{school}: espera desde {time}.", RECALLED),
        ),
        hotlines=(
            Hotline("h1", "988", "Call or text 988", "2026-08-01", READ),
            Hotline("h2", "Line", "Call", "soon", READ),
        ),
        glossary=(Term("t2", "Zone", "A place"), Term("t1", "AED", "A defibrillator")),
        sections=sections,
        steps=(),
    )


def empty_plan() -> Plan:
    return Plan.of(PlanInfo(id="plan"), School(id="school"))


def half_plan() -> Plan:
    records: tuple[Record, ...] = (
        Person(id="p1", given_name="Ana", family_name="Lopez", job_title="Principal"),
        Person(id="p2", given_name="Ben", family_name="Gone", job_title="School Counselor", end_date=date(2026, 6, 1)),
        Person(id="p3", given_name="Cy", family_name="Half", job_title="School Nurse"),
        Assignment(id="a1", role="role-ic", person="p1", order=0),
        Assignment(id="a2", role="role-ic", person="p3", order=1),
        Assignment(id="a3", role="role-ops", person="p2", order=0),
        Site(id="s1", name="Church", reach="walking"),
        Site(id="s2", name="Field", reach="on-campus"),
        Agreement(id="g1", kind="host", site="s1", state="signed", valid_until=date(2026, 8, 31)),
        Agreement(id="g2", kind="mutual-aid", partner="Next school", state="none"),
        Channel(id="c1", name="ReachAll", kind="ch-sms"),
        Audience(id="u1", audience="au-family", primary="c1"),
        Audience(id="u2", audience="gone"),
        Zone(id="z1", site="s1", zone="zn-gone"),
        Zone(id="z2", site="s1", zone="zn-check", supervisor="role-ic"),
        Provider(id="v1", name="Clinic"),
        Answer(id="q-yes", value=False),
        Answer(id="q-choice", not_applicable={"value": "there is one way only"}),
        Answer(id="q-long", not_applicable={"value": "nothing to do"}),
        Answer(id="q-person", value="nobody"),
        Answer(id="q-roles", value=("nothing",)),
    )
    school = School(id="school", name="Hill School", enrollment=251, not_applicable={"website": "we have none"})
    return Plan.of(PlanInfo(id="plan", title="Safety Plan"), school, records)


_ANSWERS: Mapping[str, object] = {
    "q-long": "First we stop.\n\n- Look\n- Listen\nThen:\n1. Go\n2. Come back\n7. Not a list",
    "q-texts": ("Smoke", "Wind, strong", "Flood"),
    "q-choice": "one",
    "q-choices": ("one", "two"),
    "q-yes": True,
    "q-number": 1,
    "q-decimal": 1234.5,
    "q-date": "2026-08-31",
    "q-phone": "+15055550100",
    "q-person": "p1",
    "q-roles": ("role-ic", "role-ops"),
}


IMAGES = {image_id(one): one for one in (PLAIN_PNG, PLAIN_JPEG)}
PICTURES: tuple[Record, ...] = (
    Picture(
        id="grounds", title="Grounds", kind="site-plan", image=image_id(PLAIN_PNG), description="Two rooms", north=90,
        scale="Not to scale", source="Fire department", as_of=date(2026, 8, 1),
    ),
    Picture(id="street", position=1, title="Street", kind="photo", image=image_id(PLAIN_JPEG)),
    Marker(id="m1", picture="grounds", kind="gas", x=0.0, y=1.0, name="Meter", note="Wrench beside it"),
    Marker(id="m2", position=1, picture="grounds", kind="exit", x=0.5, y=0.5),
)  # fmt: skip


def full_plan() -> Plan:
    records: list[Record] = [
        Person(
            id="p1",
            given_name="Ana",
            family_name="Lopez",
            job_title="Principal",
            mobile_phone="+15055550101",
            work_phone="x12",
            email="ana@school.example",
            languages=("Spanish",),
        ),
        Person(id="p2", given_name="Ben", family_name="Ray", job_title="School Counselor", home_phone="555", fte=0.5),
        Person(id="p3", given_name="Cy", family_name="Poe", job_title="Nurse", fte=1.0, position=2),
        Training(id="t1", person="p1", course="IS-100", completed_on=date(2025, 1, 2)),
        Training(id="t2", person="p1", course="CPR", expires_on=date(2026, 1, 2), position=1),
        Training(id="t3", person="p2", course="IS-700"),
        Assignment(id="a1", role="role-ic", person="p1", order=0),
        Assignment(id="a2", role="role-ic", person="p2", order=1),
        Assignment(id="a3", role="role-ic", person="p3", order=2),
        Assignment(id="a4", role="role-ops", person="p2", order=0),
        Assignment(id="a5", role="role-team", person="p3", order=0),
        Language(id="l1", name="Spanish", share=31.5),
        Building(
            id="b1", name="Main", locks_from_inside=True, reached_by_pa=False, reached_by_phone=True, aed="Office"
        ),
        Agency(id="n1", name="Police", kind="police", phone="+15055550111", response_minutes=1),
        Site(id="s1", name="Church", reach="walking", rank="primary", capacity=1600, distance_miles=0.4),
        Site(id="s2", name="Field", reach="on-campus", rank="secondary", capacity=300),
        Zone(id="z1", site="s1", zone="zn-check", place="Lobby", capacity=40),
        Agreement(
            id="g1", kind="host", site="s1", partner="Church board", state="signed", valid_until=date(2027, 8, 31)
        ),
        Agreement(id="g2", kind="provider", provider="v1", partner="Clinic", state="informal", covers="Two clinicians"),
        Agreement(id="g3", kind="media", state="signed", position=2),
        Provider(
            id="v1", name="Clinic", kind="mh-community", contact="Dr. Poe", phone="+15055550122", response_hours=4.0
        ),
        Channel(
            id="c1", name="ReachAll", kind="ch-sms", operators=("p1",), outside_senders="District", reaches=("deaf",)
        ),
        Channel(id="c2", name="PA", kind="ch-sms", operators=("p1",), last_tested_on=date(2026, 8, 1), position=1),
        Audience(id="u1", audience="au-family", primary="c1", alternate="c2", approver="role-ic"),
        Audience(id="u2", audience="au-media", primary="c1", alternate="c2", approver="role-ic", position=1),
        *(Answer(id=name, value=value) for name, value in _ANSWERS.items()),  # type: ignore[arg-type]
    ]
    school = School(
        id="school",
        name="Hill School",
        district="Hill District",
        address="1 Hill Road",
        city="Hilltown",
        state="NM",
        postal_code="87000",
        enrollment=412,
        wheelchair_users=4,
    )
    info = PlanInfo(id="plan", title="Hill School Safety Plan", school_year="2026-2027")
    records.extend(PICTURES)
    return Plan.of(info, dataclasses.replace(school, logo=image_id(PLAIN_PNG)), records, IMAGES)


def built(plan: Plan, pack: Pack | None = None) -> Document:
    return build_document(plan, pack or tiny_pack(), AS_OF, CREATED)


def only(*blocks: prose.Block, **changes: object) -> Section:
    """The section of facts with these blocks as its whole body."""
    return dataclasses.replace(FACTS, body=blocks, owner="", citations=(), **changes)  # type: ignore[arg-type]


def document_of(plan: Plan, *blocks: prose.Block) -> Document:
    return built(plan, tiny_pack((only(*blocks),)))


def content(plan: Plan, *blocks: prose.Block) -> tuple[Block, ...]:
    """The blocks below the part's and the section's heading and above the note on sources."""
    return tuple(document_of(plan, *blocks).blocks())[2:-1]


def rows_of(plan: Plan, name: str, **parameters: object) -> list[list[str]]:
    (found,) = [one for one in content(plan, block(name, **parameters)) if isinstance(one, Table)]
    return [[plain_text(cell) for cell in row] for row in found.rows]
