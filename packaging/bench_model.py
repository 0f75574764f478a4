"""What speed is measured with. The document: 24 annexes, 96 sub-heads, 336 paragraphs, 80 tables of 7 x 4,
29,500 words, about 120 pages. The same on every run."""

from __future__ import annotations

import random
from dataclasses import replace

from eopbuilder.document.nodes import (
    Block,
    Column,
    Cover,
    Document,
    Heading,
    Inlines,
    PageBreak,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.domain.catalogue import EdgeType, Pack, Relation
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment, Person, PlanInfo, Record, School

_VOCABULARY = (
    "incident commander evacuate students staff radio assembly area lockdown reunification parent "
    "guardian nurse medical inhaler route alternate north gate fire alarm police liaison custodian "
    "utilities shutoff valve shelter in place hold secure drill annual review signature date phone "
    "extension backup primary role responsibility checklist immediately notify district superintendent "
    "transport bus loop accountability roster classroom teacher substitute interpreter disability access "
    "functional needs evacuation chair medication storage refrigerated generator flood tornado "
    "earthquake threat assessment"
)
_WORDS = _VOCABULARY.split()
_ANNEXES, _HEADS, _PARAGRAPHS, _TABLES, _ROWS = 24, 4, 14, 80, 6
_TITLES = ("Role", "Primary", "Backup", "Actions")


def bench_document(copies: int = 1) -> Document:
    """The model, or several of them one after the other."""
    blocks = tuple(block for copy in range(copies) for block in _blocks(copy))
    return Document(
        title="Emergency Operations Plan",
        language="en-US",
        author="Bench Elementary School",
        subject="School emergency operations plan",
        created="2026-01-01T00:00:00",
        header="Bench Elementary School · Emergency Operations Plan",
        footer="Full edition",
        cover=Cover("Emergency Operations Plan", "Bench Elementary School", ("School year 2026-27",)),
        parts=(Part(blocks),),
    )


def _blocks(copy: int) -> list[Block]:
    """One model's blocks; anchors carry the number of the copy."""
    chance = random.Random(7)
    blocks: list[Block] = []
    tables = 0
    for annex in range(_ANNEXES):
        if blocks or copy:
            blocks.append(PageBreak())
        blocks.append(Heading(1, f"Annex {annex + 1}: {_sentence(chance, 5)[:-1]}", f"c{copy}a{annex}"))
        for head in range(_HEADS):
            title = f"{annex + 1}.{head + 1} {_sentence(chance, 4)[:-1]}"
            blocks.append(Heading(2, title, f"c{copy}a{annex}h{head}"))
            for _ in range(_PARAGRAPHS // _HEADS + (head < _PARAGRAPHS % _HEADS)):
                sentences = (_sentence(chance, chance.randint(9, 20)) for _ in range(chance.randint(3, 6)))
                blocks.append(Paragraph((Run(" ".join(sentences)),)))
            wanted = (annex * _HEADS + head + 1) * _TABLES // (_ANNEXES * _HEADS)
            while tables < wanted:
                tables += 1
                blocks.append(_table(chance, tables, copy))
    return blocks


def _table(chance: random.Random, number: int, copy: int) -> Table:
    rows = tuple(
        (
            _cell(_sentence(chance, 2)[:-1]),
            _cell(f"{_sentence(chance, 1)[:-1]} 555-01{chance.randint(10, 99)}"),
            _cell(f"{_sentence(chance, 1)[:-1]} 555-01{chance.randint(10, 99)}"),
            _cell(_sentence(chance, chance.randint(5, 10))),
        )
        for _ in range(_ROWS)
    )
    return Table(f"Table {number}", f"c{copy}t{number}", tuple(Column(title) for title in _TITLES), rows)


def _cell(text: str) -> Inlines:
    return (Run(text),)


def _sentence(chance: random.Random, words: int) -> str:
    text = " ".join(chance.choice(_WORDS) for _ in range(words))
    return f"{text[0].upper()}{text[1:]}."


def bench_pack(roles: int = 1_000, relations: int = 5_000) -> Pack:
    """The federal pack with a command structure of another size: a tree of roles and random relations between them."""
    from eopbuilder import packs

    chance = random.Random(11)
    pack = packs.load_pack("k12-federal")
    command, model = next((key, role) for key, role in pack.roles.items() if role.reports_to is None)
    ids = [command, *(f"role-{number}" for number in range(1, roles))]
    made = {
        name: replace(
            model, id=name, title=f"Role {number}", reports_to=ids[(number - 1) // 5] if number else None, opens_at=1
        )
        for number, name in enumerate(ids)
    }
    kinds: tuple[EdgeType, ...] = ("needs", "informs", "backs_up", "hands_off_to")
    links = tuple(
        Relation(f"link-{number}", chance.choice(kinds), source, target, "", "during")
        for number, (source, target) in enumerate(chance.sample(ids, 2) for _ in range(relations))
    )
    sections = tuple(replace(one, owner=chance.choice(ids)) for one in pack.sections)
    return replace(pack, roles=made, nodes={}, relations=links, sections=sections)


def bench_staff(pack: Pack, people: int = 300) -> Plan:
    """A plan in which three of these people are named for every role of a pack."""
    chance = random.Random(5)
    names = [f"person-{number}" for number in range(people)]
    records: list[Record] = [Person(id=name, given_name=name, work_days="M-F 7:00-15:30") for name in names]
    for place, role in enumerate(pack.roles):
        for order, person in enumerate(chance.sample(names, 3)):
            made = Assignment(id=f"{role}-{order}", position=place, role=role, person=person, order=order)
            records.append(made)
    return Plan.of(PlanInfo(id="plan"), School(id="school"), records)
