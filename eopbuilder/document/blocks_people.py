"""Generated content on people, agencies, buildings and the school's population."""

from __future__ import annotations

from collections.abc import Mapping

from eopbuilder.document.context import Context, Node, label, lines, marked, or_dash, table, words
from eopbuilder.document.facts_text import date_text, phone_text
from eopbuilder.document.nodes import Column, Inlines, Missing, Run
from eopbuilder.document.withheld import HERE
from eopbuilder.domain.damage import looks_damaged
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Person, Training, field_spec


def contact_list(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Everybody on staff with job, emergency role, phones and e-mail. Whoever holds a role needs a phone."""
    roles = roles_by_person(context)
    columns = (
        Column("Name", 0.9),
        Column("Job", 1.05),
        Column("Emergency role", 1.8),
        Column("Phone and e-mail", 2),
    )
    rows = (
        (
            _name(person),
            context.cell(person, "job_title"),
            or_dash("\n".join(roles.get(person.id, ()))),
            _reached_by(context, person, phone_wanted=person.id in roles),
        )
        for person in sorted(context.present_people(), key=lambda one: one.filed_under)
    )
    return table("Staff contacts", "contacts", columns, rows, none="who works here and how to reach them")


def _name(person: Person) -> Inlines:
    """The name, with a mark where letters of it were lost: nobody finds a person in a list by half a name."""
    if looks_damaged(person.name):
        return lines((words(label(person)), (Missing("how the name is spelled", "Check the spelling"),)))
    return words(label(person))


def roles_by_person(context: Context) -> dict[str, list[str]]:
    """Person id to lines naming the roles they hold, and in the last line those they are an alternate for."""
    held: dict[str, list[str]] = {}
    stands_in: dict[str, list[str]] = {}
    for role in context.pack.roles.values():
        for assignment in context.plan.holders(role.id):
            lists = held if assignment.order == 0 else stands_in
            lists.setdefault(str(assignment.person), []).append(role.title)
    for person, titles in stands_in.items():
        held.setdefault(person, []).append(f"Alternate: {', '.join(titles)}")
    return held


def _reached_by(context: Context, person: Person, *, phone_wanted: bool) -> Inlines:
    """Phones and e-mail, each on its line: side by side both columns would be too narrow for either."""
    numbers = (("cell", person.mobile_phone), ("work", person.work_phone), ("home", person.home_phone))
    known = [f"{phone_text(clean_text(number))} {kind}" for kind, number in numbers if number]
    ways: list[Inlines] = [words(one) for one in known]
    if not known and phone_wanted and not context.withholds(Person, "mobile_phone", "home_phone"):
        ways.append((Missing("phone number", "No phone number"),))
    if person.email or "email" in person.not_applicable:
        ways.append(context.cell(person, "email"))
    if person.email and looks_damaged(person.email):
        ways.append((Missing("how the e-mail address is spelled", "Check the spelling"),))
    return lines(ways) if ways else or_dash("")


def agency_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Partners that respond, decide or must be told."""
    columns = (
        Column("Agency", 1.3),
        Column("Kind", 1),
        Column("Contact", 1.1),
        Column("Phone", 1.15),
        Column("Radio", 1.1),
        Column("Usual arrival", 0.95),
    )
    rows = (
        (
            words(label(one)),
            context.cell(one, "kind"),
            context.cell(one, "contact"),
            context.cell(one, "phone", wanted=True),
            context.cell(one, "radio"),
            context.cell(one, "response_minutes"),
        )
        for one in context.plan.agencies
    )
    return table("Partner agencies", "agencies", columns, rows, none="which agencies respond to this school")


def building_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Buildings, how they are locked and reached, and where life-saving equipment is."""
    columns = (
        Column("Building", 1.1),
        Column("What it is", 1.7),
        Column("Doors lock from inside", 0.8),
        Column("PA heard in every room", 0.8),
        Column("Phone in every room", 0.8),
        Column("AED", 1),
        Column("Bleeding-control kit", 1),
    )
    fields = ("description", "locks_from_inside", "reached_by_pa", "reached_by_phone", "aed", "bleeding_kit")
    wanted = {
        "locks_from_inside": "whether its doors lock from inside",
        "reached_by_pa": "whether the public address system is heard in every room",
        "reached_by_phone": "whether every room has a phone",
    }
    rows = (
        (
            words(label(one)),
            *(context.cell(one, field, wanted=field in wanted, lacking=wanted.get(field, "")) for field in fields),
        )
        for one in context.plan.buildings
    )
    return table("Buildings", "buildings", columns, rows, none="which buildings the school has")


def utilities_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Where water, gas and power are shut off."""
    columns = (Column("Building"), Column("Water"), Column("Gas"), Column("Electricity"))
    fields = ("water_shutoff", "gas_shutoff", "electric_shutoff")
    rows = (
        (words(label(one)), *(context.cell(one, field, wanted=True) for field in fields))
        for one in context.plan.buildings
    )
    return table("Utility shut-offs", "utilities", columns, rows, none="where utilities are shut off")


def language_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Languages at home, how many families speak them, and who on staff does."""
    columns = (Column("Language", 1), Column("Share of families", 0.8, "right"), Column("Staff who speak it", 2.5))
    rows = (
        (words(label(one)), context.cell(one, "share", wanted=True), _speakers(context, one.name or ""))
        for one in context.plan.languages
    )
    return table("Languages at home", "languages", columns, rows, none="which languages families speak")


def _speakers(context: Context, language: str) -> Inlines:
    if context.withholds(Person, "languages"):
        return HERE
    spoken = language.casefold()
    speakers = (
        label(person) for person in context.present_people() if spoken in {one.casefold() for one in person.languages}
    )
    return or_dash(", ".join(speakers))


_NEEDS = (
    "iep_students",
    "wheelchair_users",
    "deaf_or_hard_of_hearing",
    "blind_or_low_vision",
    "emergency_medication",
)


def needs_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """How many students need help to move, hear, see or get medication. Numbers only, never names."""
    school = context.plan.school
    rows = (
        (
            words(field_spec(type(school), field).label),
            _number(context.cell(school, field, wanted=True, lacking="how many")),
        )
        for field in _NEEDS
    )
    columns = (Column("Access and functional need", 3), Column("Students", 1, "right"))
    return table("Access and functional needs", "needs", columns, rows, none="which students need help")


def _number(cell: Inlines) -> Inlines:
    """The number alone: the head of the column says what is counted."""
    return tuple(
        Run(one.text.split(" ")[0]) if isinstance(one, Run) and one.text[:1].isdigit() else one for one in cell
    )


def training_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The training expected of each group of roles, then what the people in roles have on file."""
    tiers = (
        (
            marked(tier.title, tier.citations),
            or_dash("\n".join(tier.required)),
            or_dash("\n".join(tier.recommended)),
        )
        for tier in context.pack.tiers.values()
    )
    expected = table(
        "Training expected of each group of roles",
        "training-expected",
        (Column("Group", 1.4), Column("Required", 1.4), Column("Recommended", 1.2)),
        tiers,
        none="which training each role needs",
    )
    return (*expected, *_training_on_file(context))


def _training_on_file(context: Context) -> tuple[Node, ...]:
    if context.withholds(Training):
        return ()
    roles = roles_by_person(context)
    finished: dict[str, list[Training]] = {}
    for training in context.plan.trainings:
        finished.setdefault(training.person or "", []).append(training)
    rows = (
        (words(label(person)), words("\n".join(roles[person.id])), _courses(context, finished.get(person.id, [])))
        for person in context.present_people()
        if person.id in roles
    )
    columns = (Column("Name", 1), Column("Roles", 2.1), Column("Training on file", 1.8))
    return table("Training on file", "training-on-file", columns, rows, none="who holds a role and so needs training")


def _courses(context: Context, trainings: list[Training]) -> Inlines:
    if not trainings:
        return words("None on file")
    return (Run("\n".join(_course(context, one) for one in trainings)),)


def _course(context: Context, training: Training) -> str:
    course = label(training)
    if training.expires_on and training.expires_on < context.as_of:
        return f"{course} (expired {date_text(training.expires_on)})"
    return f"{course} ({date_text(training.completed_on)})" if training.completed_on else course
