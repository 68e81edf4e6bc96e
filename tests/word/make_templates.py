"""Makes templates/agenda.docx, letter.docx, letter-application.docx, invitation.docx and
invitation-to-sign.docx:

    python3 tests/word/make_templates.py

They say what the Typst templates of the same names say, in the same order; a test compares them.
A person may edit the files in Word as well: then this script no longer makes them, and goes.
"""

from docx import (
    alarm, bold, bullets, cell, each, either, grid, label, p, paragraphs, row, run, sheet, tag, when, write,
)


def opening(title):
    return p("Kicker", "{{ frame.panel }}") + p("Heading1", title) + p("Subtitle", "{{ frame.meeting }}")


def detail(name, value, condition=None):
    line = p("Detail", bold(f"{name}: "), value)
    return when(condition, line) if condition else line


def note(field, style="TableNote"):
    return when(field, p(style, "{{ " + field + " }}"))


def agenda():
    running_order = sheet(
        "The running order of the meeting", [1250, 4388, 4000], ["Time", "Matter", "Attending"],
        "row", "agenda.running_order",
        [
            p("TableText", bold("{{ row.time }}")),
            p("TableText", bold("{{ row.what }}"), "{% if row.reference %}  {{ row.reference }}{% endif %}")
            + when("row.person", p("TableText", "{{ row.person }}{% if row.role %} ({{ row.role }}){% endif %}"))
            + when("row.risk", p("TableText", "Risk {{ row.risk }}"))
            + when("row.flags", p("TableNote", '{{ row.flags | join(sep=", ") }}')),
            when("row.reference and not row.attending", p("TableNote", "nobody named yet"))
            + each("name", "row.attending", p("TableText", "{{ name }}")),
        ],
    )
    open_actions = sheet(
        "Actions of earlier meetings that are not done", [3400, 2838, 3400],
        ["Action", "Owner and due", "Why not done"],
        "action", "agenda.unmet_actions",
        [
            note("action.reference")
            + when("action.case and action.case != action.reference",
                   p("TableNote", "{% if action.reference %}for {% endif %}{{ action.case }}"))
            + p("TableText", "{{ action.action }}"),
            note("action.owner", "TableText")
            + when("action.agency and action.agency != action.owner", p("TableText", "{{ action.agency }}"))
            + p("TableText", "Due {{ action.due }}")
            + when("action.overdue", p("TableText", alarm("{{ action.overdue }}"))),
            note("action.why", "TableText") + note("action.note"),
        ],
    )
    needed = sheet(
        "Who is needed when", [2500, 2938, 2600, 1600], ["Name", "Agency", "Time", "Cases"],
        "row", "agenda.needed",
        [
            p("TableText", "{{ row.name }}"),
            p("TableText", "{{ row.agency }}"),
            note("row.time", "TableText") + note("row.note"),
            p("TableText", "{{ row.cases }}"),
        ],
    )
    twelve_months = sheet(
        "People heard in the past twelve months", [2300, 2000, 1938, 3400],
        ["Meeting", "Person", "Reference", "Outcome"],
        "row", "agenda.twelve_months",
        [
            p("TableText", "{{ row.meeting }}"),
            p("TableText", "{{ row.person }}"),
            note("row.reference", "TableText") + when("row.now", p("TableNote", "Now {{ row.now }}")),
            p("TableText", "{{ row.outcome }}"),
        ],
    )
    not_heard = sheet(
        "What is not heard at this meeting", [2138, 2400, 5100], ["Reference", "Outcome", "Reason"],
        "row", "agenda.not_heard",
        [
            p("TableText", "{{ row.reference }}"),
            note("row.outcome", "TableText") + note("row.standing"),
            p("TableText", "{{ row.reason }}"),
        ],
        # A document cannot end with a table, and a whole line could have a page of its own.
        after="LastLine",
    )
    body = "".join([
        opening("{{ agenda.frame.title }}"),
        detail("Time", "{{ agenda.time }}"),
        detail("Place", '{{ agenda.venue | join(sep=", ") }}'),
        detail("To join online", "{{ agenda.link }}", "agenda.link"),
        detail("{{ agenda.chair_title }}", "{{ agenda.chair }}", "agenda.chair"),
        detail("Co-chair", "{{ agenda.co_chair }}", "agenda.co_chair"),
        detail("Next meeting", "{{ agenda.next_meeting }}", "agenda.next_meeting"),
        p("Heading2", "Running order"),
        running_order,
        p("Heading2", "Confidentiality statement"),
        each("text", "agenda.confidentiality",
             either("loop.last", p("StatementEnd", "{{ text }}"), p("Statement", "{{ text }}"))),
        p("Heading2", "Unmet actions"),
        either("agenda.unmet_actions", open_actions, p("Normal", "{{ agenda.nothing_unmet }}")),
        p("Heading2", "Who is needed when"),
        either("agenda.needed", needed, p("Normal", "{{ agenda.nobody_needed }}")),
        when("agenda.waiting", p("Normal", "{{ agenda.waiting }}")),
        p("Heading2", "Heard in the past twelve months"),
        either("agenda.twelve_months", twelve_months, p("Normal", "{{ agenda.nobody_heard }}")),
        p("Heading2", "{{ agenda.not_heard_title }}"),
        either("agenda.not_heard", not_heard, p("Normal", "No other referral has come in.")),
    ])
    write("agenda.docx", body, ", {{ frame.meeting }}")


def address_block(height):
    widths = [5000, 4638]
    to = each("line", "letter.to", p("Address", "{{ line }}"))
    office = (
        p("Office", "{{ frame.organisation }}")
        + each("line", "letter.office_address", p("Office", "{{ line }}"))
        + when("not letter.sent_by and letter.phone", p("Office", "{{ letter.phone }}"))
        + when("not letter.sent_by and letter.email", p("Office", "{{ letter.email }}"))
    )
    room = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    return row(widths, [to, office], room)


def letter_opening():
    """Letterhead, addresses, references: what the window of an envelope shows stands where it is."""
    widths = [5000, 4638]
    either_row = lambda text: row(widths, [tag(text), p("Tag")])
    addresses = (
        '<w:tbl><w:tblPr><w:tblW w:w="9638" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        '<w:tblCaption w:val="Who is written to, and who writes"/></w:tblPr>' + grid(widths)
        + either_row("{% if letter.sent_by %}") + address_block(100)
        + either_row("{% else %}") + address_block(2320)
        + either_row("{% endif %}") + "</w:tbl>" + p("AfterTable")
    )
    reference = lambda style, name, field: when(
        field, p(style, label(name), run("\t"), "{{ " + field + " }}"))
    return "".join([
        p("Letterhead", "{{ frame.panel }}"),
        addresses,
        reference("Reference", "Our reference", "letter.our_reference"),
        reference("Reference", "Your reference", "letter.your_reference"),
        reference("Reference", "Date", "letter.date"),
        when("letter.sent_by", p("Office", "{{ letter.sent_by }}")),
        when(
            "frame.draft and not frame.copy_for",
            p("WarningTitle", alarm("Draft: "), bold("not to be sent")),
            p("Warning", "What this letter says is proposed. It may be sent when the panel has signed off all of it."),
        ),
        p("Salutation", "{{ letter.salutation }}"),
    ])


def heading(text):
    return p("LetterHeading1", text)


def part(text):
    return p("LetterHeading2", text)


ABOUT = p("Normal", bold("{{ letter.person }}"),
          "{% if letter.received %} (received {{ letter.received }}){% endif %}")
OPENING = p("Normal", "{{ letter.opening }}")
WORDS = paragraphs("letter.words")


def appointment(*rows):
    """Label and value; a row whose value is empty is left out."""
    lines = "".join(
        (when(condition, line) if condition else line)
        for name, value, condition in rows
        for line in [p("Appointment", label(name), run("\t"), bold(value))]
    )
    return lines + p("AfterTable")


def advice(title):
    return when(
        "letter.advice",
        part(title),
        each(
            "advice", "letter.advice",
            p("Advice", "{{ advice.title }}"),
            p("AdviceText", "{{ advice.text }}"),
            when("advice.contact", p("AdviceText", label("Contact: "), "{{ advice.contact }}")),
        ),
    )


def answers_wanted():
    return sheet(
        "The answers that are wanted", [3638, 3200, 2800], ["Question", "What is wrong", "Where in your form"],
        "answer", "letter.missing",
        [
            p("TableText", bold("{{ answer.question }}")),
            p("TableText", "{{ answer.problem }}"),
            p("TableText", "{{ answer.place }}"),
        ],
    )


def must_not_wait(title):
    return p("WarningTitle", title) + p("WarningEnd", "{{ letter.must_not_wait }}")


def sign_off():
    return (
        p("Ending", "{{ letter.closing }}") + p("SignatureRoom", "Yours sincerely")
        + p("Signatory", "{{ letter.signatory }}")
    )


def closing():
    return must_not_wait("This must not wait for the panel") + sign_off()


def first_and_missing(title):
    return (
        when("letter.first", part("What must happen first"), p("Normal", "{{ letter.first_words }}"),
             bullets("letter.first"))
        + when("letter.missing", part(title), p("Normal", "{{ letter.missing_words }}"), answers_wanted(),
               p("Normal", "{{ letter.missing_how }}"))
    )


OTHER_AREA = when(
    "letter.other_panel.name",
    appointment(
        ("Goes to", "{{ letter.other_panel.name }}", None),
        ("Contact", "{{ letter.other_panel.contact }}", "letter.other_panel.contact"),
    ),
)
LATER = (
    " Until then, please tell us of new incidents and of anything that changes the risk."
)


def referrers_letters():
    acceptance = [
        heading("We have accepted your referral"), ABOUT, OPENING,
        appointment(
            ("Meeting", "{{ letter.sooner }}", "letter.sooner"),
            ("Place kept", "{{ frame.meeting }}, if no day before it is agreed", "letter.sooner"),
            ("Meeting", "{{ frame.meeting }}", "frame.meeting and not letter.sooner"),
            ("Your time", "{{ letter.slot }}", "letter.slot"),
            ("Place", '{{ letter.venue | join(sep=", ") }}', "letter.venue"),
            ("Online", "{{ letter.link }}", "letter.link"),
        ),
        either("letter.decided",
               part("Why we accepted it") + WORDS + p("Normal", "{{ letter.decided }}"),
               WORDS),
        when("letter.grounds", part("Why we accepted it"), bullets("letter.grounds")),
        part("How to prepare"), bullets("letter.prepare"),
        when("letter.asked", part("Who else we have asked"),
             p("Normal", "We have asked these agencies for what they know:"), bullets("letter.asked")),
        part("How to send us information"), paragraphs("letter.how_to_send"),
        part("Who acts"), paragraphs("letter.responsibility"),
    ]
    open_case = [
        heading("The panel will hear this case again"), ABOUT, OPENING,
        appointment(
            ("Meeting", "{{ frame.meeting }}", "frame.meeting"),
            ("Time", "{{ letter.slot }}", "letter.slot"),
            ("Place", '{{ letter.venue | join(sep=", ") }}', "letter.venue"),
            ("Online", "{{ letter.link }}", "letter.link"),
        ),
        WORDS,
        part("Why it is heard again"), bullets("letter.grounds"),
        part("What we ask of you"),
        p("Normal", "Please come, or send somebody who knows the case, and tell the panel:"), bullets("letter.prepare"),
        p("Normal", "If you no longer work with this person, please tell us who does."),
        part("How to send us information"), paragraphs("letter.how_to_send"),
        part("Who acts"), paragraphs("letter.responsibility"),
    ]
    decline = [
        heading("We have not accepted your referral"), ABOUT, OPENING, WORDS,
        part("Why it does not meet the threshold"), bullets("letter.reasons"),
        advice("What we advise"),
        part("You can refer again"), paragraphs("letter.refer_again"),
    ]
    returned = [
        heading("We need more before we can decide"), ABOUT, OPENING,
        appointment(
            ("Send it back", "By {{ letter.send_back_by }}", None),
            ("To be heard", "{{ frame.meeting }}", "frame.meeting"),
            ("Workbook", "{{ letter.workbook }}", "letter.workbook"),
        ),
        WORDS,
        first_and_missing("The answers we need"),
        advice("What we advise"),
        part("How to send it back"), paragraphs("letter.how_to_send"),
        when("letter.next_meeting",
             p("Normal", "If it comes later, the panel can hear the case at the following meeting, on "
                         "{{ letter.next_meeting }}.{% if letter.next_deadline %} The deadline for that meeting is "
                         "{{ letter.next_deadline }}.{% endif %}")),
    ]
    deferral = [
        heading("Your referral is {% if letter.next_meeting %}listed for our next meeting{% else %}"
                "kept for a later meeting{% endif %}"),
        ABOUT,
        p("Normal", "{{ letter.opening }}{% if letter.deadline %} The deadline for the meeting on "
                    "{{ frame.meeting }} was {{ letter.deadline }}.{% endif %}"),
        appointment(
            ("Meeting", "{% if letter.next_meeting %}{{ letter.next_meeting }}{% else %}"
                        "Its day is not fixed yet: we will tell you{% endif %}", None),
        ),
        when("letter.grounds", part("Why the panel will hear it"), bullets("letter.grounds")),
        WORDS,
        part("What happens next"),
        p("Normal", "We will write {% if letter.hears %}{{ letter.hears }}{% else %}a week before that meeting"
                    "{% endif %} with your time and how to prepare." + LATER),
        part("If it cannot wait"), paragraphs("letter.urgent_how"),
    ]
    redirection = [
        heading("Your referral belongs to another panel"), ABOUT, OPENING,
        appointment(
            ("Panel", "{{ letter.other_panel.name }}", "letter.other_panel.name"),
            ("Contact", "{{ letter.other_panel.contact }}", "letter.other_panel.contact"),
        ),
        part("Why it belongs there"), p("Normal", "{{ letter.other_panel.why }}"), bullets("letter.reasons"), WORDS,
        part("What you need to do"),
        p("Normal", "Please speak to that panel now, and check that it has the whole of what you told us. We have not "
                    "passed your referral on. If that panel closes the case and the risk remains, refer to us again."),
        advice("What we advise"),
    ]
    transfer = [
        heading("Your referral goes to another area"), ABOUT, OPENING, OTHER_AREA,
        when("letter.reasons", part("Why it goes there"), paragraphs("letter.reasons")),
        WORDS,
        part("What happens next"), paragraphs("letter.next"),
        advice("What we advise"),
    ]
    kinds = {
        "acceptance": acceptance, "open-case": open_case, "decline": decline, "return": returned, "deferral": deferral,
        "redirection": redirection, "transfer": transfer,
    }
    write("letter.docx", letter_opening() + by_kind(kinds, "") + closing(), FOOT)


FOOT = "{% if frame.meeting %}, {{ frame.meeting }}{% endif %}"


def by_kind(kinds, before):
    parts = []
    for number, (kind, blocks) in enumerate(kinds.items()):
        word = "elif" if number else "if"
        parts.append(tag("{% " + word + ' letter.kind == "' + before + kind + '" %}'))
        parts.extend(blocks)
    return "".join(parts) + tag("{% endif %}")


def applicants_letters():
    title = heading("{{ letter.application.title }}")
    received = when("letter.received", p("Normal", bold("Received {{ letter.received }}")))
    reports = part("What we checked") + paragraphs("letter.application.checked") + when(
        "letter.application.reports",
        sheet(
            "The reports that were listed, and whether each counts", [700, 3238, 2700, 3000],
            ["No.", "What happened", "Reported", "Does it count?"],
            "report", "letter.application.reports",
            [
                p("TableText", "{{ report.number }}"),
                p("TableText", bold("{{ report.date }}"))
                + p("TableText", "{{ report.what }}{% if report.place %}, {{ report.place }}{% endif %}"),
                p("TableText", "{{ report.reported }}"),
                note("report.counts", "TableText").replace("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t")
                + note("report.why", "TableText"),
            ],
        ),
    )
    so_that_it_counts = part("How to report so that it counts") + bullets("letter.application.report_properly")
    write_to_us = part("How to write to us") + paragraphs("letter.how_to_send")
    kinds = {
        "acceptance": [
            title, received, OPENING, appointment(("Review", "{{ frame.meeting }}", "frame.meeting")), WORDS,
            part("What happens next"), paragraphs("letter.responsibility"),
            part("How you can help the review"), bullets("letter.prepare"),
            reports, write_to_us,
        ],
        "open-case": [
            title, received, OPENING, appointment(("Review", "{{ frame.meeting }}", "frame.meeting")), WORDS,
            part("What happens next"), paragraphs("letter.responsibility"),
            part("How you can help the review"), bullets("letter.prepare"), write_to_us,
        ],
        "decline": [
            title, received, OPENING, part("Why there is no review"), bullets("letter.reasons"), WORDS,
            reports, so_that_it_counts, advice("What else may help"),
            part("You can apply again"), paragraphs("letter.refer_again"),
        ],
        "return": [
            title, received, OPENING,
            appointment(
                ("Send it back", "By {{ letter.send_back_by }}", None),
                ("Workbook", "{{ letter.workbook }}", "letter.workbook"),
            ),
            WORDS, first_and_missing("What we need from you"), reports, write_to_us, advice("What else may help"),
        ],
        "deferral": [
            title, received, OPENING,
            when("letter.next_meeting", appointment(("Review", "{{ letter.next_meeting }}", None))),
            WORDS, so_that_it_counts, part("If it cannot wait"), paragraphs("letter.urgent_how"),
        ],
        "redirection": [
            title, received, OPENING,
            appointment(
                ("Who", "{{ letter.other_panel.name }}", "letter.other_panel.name"),
                ("Contact", "{{ letter.other_panel.contact }}", "letter.other_panel.contact"),
            ),
            p("Normal", "{{ letter.other_panel.why }}"), bullets("letter.reasons"), WORDS, so_that_it_counts,
            advice("What else may help"),
        ],
        "transfer": [
            title, received, OPENING, OTHER_AREA, WORDS,
            part("What happens next"), paragraphs("letter.next"),
        ],
    }
    ending = (
        part("What the review is") + paragraphs("letter.application.about")
        + must_not_wait("{{ letter.application.in_danger }}") + sign_off()
    )
    write("letter-application.docx", letter_opening() + by_kind(kinds, "application-") + ending, FOOT)


def invitations():
    to_case = [
        heading("We invite you to one case"),
        appointment(
            ("Person", "{{ letter.person }}", "letter.person"),
            ("Born", "{{ invitation.born }}", "invitation.born"),
            ("Meeting", "{{ frame.meeting }}", "frame.meeting"),
            ("Your time", "{{ invitation.slot }}", "invitation.slot"),
            ("Place", '{{ invitation.venue | join(sep=", ") }}', "invitation.venue"),
            ("Online", "{{ invitation.link }}", "invitation.link"),
            ("Answer by", "{{ invitation.answer_by }}", "invitation.answer_by"),
        ),
        paragraphs("invitation.opening"),
        part("What we ask of you"), bullets("invitation.asks"),
        part("How to answer"), paragraphs("invitation.how_to_send"),
        part("What everybody at the meeting agrees to"), paragraphs("invitation.confidentiality"),
        closing(),
    ]
    to_sign = [
        heading("Will you sign our information sharing agreement?"),
        paragraphs("invitation.opening"),
        part("What we ask of you"), bullets("invitation.asks"),
        sign_off(),
    ]
    write("invitation.docx", letter_opening() + "".join(to_case), FOOT)
    write("invitation-to-sign.docx", letter_opening() + "".join(to_sign), FOOT)


if __name__ == "__main__":
    agenda()
    referrers_letters()
    applicants_letters()
    invitations()
