"""What people wrote down round a meeting: decisions, the meeting record, action updates."""

import referrals as r
from forms import clock, day
from sheets import new_workbook, table, title, widths

DECISIONS = [
    "Case reference", "Proposed outcome", "Decision", "Reason for the file",
    "Words for the letter", "Decided by", "Date", "Received", "Time slot", "Attendees to add",
    "Agencies to leave out (with reason)",
    "Share with an agency outside the agreement (which, on what basis)"]
CHAIR = "Chief Inspector R. Standfirst (chair)"
COORDINATOR = "B. Prototypical (co-chair)"


def decided(case, proposed, decision=None, by=None, on=None, **more):
    """A row of decisions.xlsx."""
    return {"Case reference": r.reference(case), "Proposed outcome": proposed,
            "Decision": decision, "Decided by": by, "Date": day(on) if on else None,
            **{key.replace("_", " "): value for key, value in more.items()}}


NOVEMBER = [
    decided(r.NO_NEED, "decline", "decline", CHAIR, "30/10/2026",
            Reason_for_the_file="One warning worked. Nothing for several agencies to do."),
]

DECEMBER = [
    decided(r.ON_ESCALATION, "accept", "accept", COORDINATOR, "26/11/2026",
            Time_slot=clock("10:30"),
            Reason_for_the_file="Slot fixed: the interpreter for the caseworker's call is booked."),
    decided(r.THIRTY_ONE, "decline", "decline", CHAIR, "26/11/2026",
            Reason_for_the_file="Score is 31, and above 31 is needed. Signed before the returns "
                                "came in; look again when they have."),
    decided(r.WRONG_TOTAL, "accept", "accept", COORDINATOR, "26/11/2026",
            Attendees_to_add="Drug and Alcohol Service",
            Reason_for_the_file="Total corrected with the referrer by telephone: two lines had "
                                "been left out of the sum."),
    decided(r.DONT_KNOW, "to-decide", "accept", CHAIR, "27/11/2026",
            Reason_for_the_file="Whether there is a weapon decides the score, and nobody can ask "
                                "him. The bank's report to police of 25 November is enough for us.",
            Words_for_the_letter="The chair has decided that this referral will be heard, although "
                                 "one answer of the risk assessment is not known. Please do not "
                                 "visit again before the meeting without speaking to Adult Social "
                                 "Care."),
    decided(r.ONE_BLANK, "return-incomplete", "return-incomplete", COORDINATOR, "26/11/2026",
            Reason_for_the_file="Referrer told by telephone that the form is on its way back."),
    decided(r.EIGHTEEN_POLICE, "accept", "accept", COORDINATOR, "26/11/2026",
            Attendees_to_add="Probation",
            Reason_for_the_file="18 on the day of the meeting. Two referrals, one case."),
    decided(r.SEVENTEEN, "decline", "decline", CHAIR, "26/11/2026",
            Words_for_the_letter="We are sorry that we cannot hear this referral ourselves. We "
                                 "would be glad to talk with you about who can help now."),
    decided(r.OTHER_PANEL, "redirect"),
    decided(r.URGENT_NO_REASON, "to-decide"),
    decided(r.HURRIED, "return-incomplete"),
]


def decisions(rows, meeting):
    """decisions.xlsx as the pre-meeting leaves it."""
    book = new_workbook()
    sheet = book.create_sheet("Decisions")
    widths(sheet, 16, 18, 18, 48, 48, 30, 12, 17, 10, 26, 30, 34)
    title(sheet, f"Decisions for the meeting on {meeting}",
          "A row without a name in Decided by is not signed off.", len(DECISIONS))
    table(sheet, 4, DECISIONS, rows)
    return book


ATTENDANCE = ["Agency", "Name", "Email", "Status", "Information sent on",
              "Confidentiality statement signed"]
ACTIONS = ["Action reference", "Case reference", "Action", "Agency", "Owner", "Due", "Status",
           "Date reported", "Reason", "Note"]
CASES = ["Case reference", "Outcome", "Reason for closing", "Plan agreed", "Primary agency",
         "Risk to children", "Risk to the public", "Policy issue raised"]


def present(agency, name, domain, status="present", sent="04/11/2026", signed="Yes"):
    """A row of attendance."""
    return dict(zip(ATTENDANCE, [
        agency, name, f"{name.lower().replace(' ', '.')}@{domain}", status,
        day(sent) if sent else None, signed]))


WHO_CAME = [
    present("Police", "Rowan Standfirst", "police.example"),
    present("Community Safety", "Bryn Prototypical", "islington.example"),
    present("Adult Social Care", "Alma Vignette", "islington.example"),
    present("LBI Housing", "Marcia Templateby", "islington.example"),
    present("Fire Brigade", "Hal Emberton-Mock", "fire.example"),
    present("Floating Support", "Kwame Trialson", "support.example"),
    present("Victim Support", "Deepa Exemplary", "victims.example"),
    present("Mental Health Assessment and Advice Team", "Ruth Casestudy", "health.example",
            "apologies", "09/11/2026", None),
    present("Out-of-Hours ASB/Noise Team", "Femi Demonstra", "islington.example", "absent", None,
            None),
    present("Supporting People", "Greta Standin", "islington.example", "observer", None),
]


def action(number, case, what, agency, owner, due, status="open", reported=None, reason=None,
           note=None):
    """A row of actions."""
    return dict(zip(ACTIONS, [
        f"A-2026-{number:03}", r.reference(case), what, agency, owner, day(due), status,
        day(reported) if reported else None, reason, note]))


CHANGED, NOT_DONE = "circumstances changed", "agency did not do it"
AGREED = [
    action(1, r.CUCKOOED, "Visit with the tenancy officer and ask the two men to leave", "Police",
           "Morgan Illustra", "18/11/2026", "done", "16/11/2026", note="They left the same day."),
    action(2, r.CUCKOOED, "Take Rosalind to see a flat nearer the day centre", "Adult Social Care",
           "Alma Vignette", "25/11/2026", "not done", "24/11/2026", CHANGED,
           "She stopped answering the door after 17 November."),
    action(3, r.HOARDED, "Agree with Desmond which three boxes go first", "LBI Housing",
           "Marcia Templateby", "25/11/2026"),
    action(4, r.HOARDED, "Home fire safety visit and fire-retardant bedding", "Fire Brigade",
           "Hal Emberton-Mock", "20/11/2026", "done", "19/11/2026"),
    action(5, r.HOARDED, "Offer a bereavement appointment at home",
           "Mental Health Assessment and Advice Team", "Ruth Casestudy", "27/11/2026", "not done",
           "30/11/2026", NOT_DONE, "No nurse was free; now promised for the week of 7 December."),
    action(6, r.HOARDED, "Have the films of Desmond taken down", "Community Safety",
           "Bryn Prototypical", "30/11/2026"),
    action(7, r.CUCKOOED, "Keep the Thursday visit even when she does not answer",
           "Floating Support", "Kwame Trialson", "04/12/2026"),
    action(8, r.HOARDED, "Speak to the family below about the smoke alarm", "LBI Housing",
           "Marcia Templateby", "02/12/2026"),
]
CLOSED = [
    dict(zip(CASES, [
        r.reference(r.CUCKOOED), "closed", 
        "Back to the primary agencies: the person does not engage with the agencies",
        "Lock changed; housing and police keep visiting", "LBI Housing", "None known",
        "Low", None])),
    dict(zip(CASES, [
        r.reference(r.HOARDED), "stays open", None,
        "Three boxes a week, at his pace; fire visits monthly", "Floating Support",
        "A baby lives below", "High while the flat is full",
        "Clearances by force are undone within months"])),
]


def meeting_record():
    """The meeting record as it was filled in at November's meeting."""
    book = new_workbook()
    for name, headings, rows, sizes in [
            ("Attendance", ATTENDANCE, WHO_CAME, (42, 24, 42, 14, 20, 34)),
            ("Actions", ACTIONS, AGREED, (18, 16, 52, 42, 22, 13, 12, 15, 24, 48)),
            ("Cases", CASES, CLOSED, (16, 14, 46, 46, 22, 22, 28, 44))]:
        sheet = book.create_sheet(name)
        widths(sheet, *sizes)
        title(sheet, f"Meeting of 11 November 2026: {name.lower()}", "OFFICIAL-SENSITIVE",
              len(headings))
        table(sheet, 4, headings, rows)
    return book


def housing_update():
    """LBI Housing's own sheet of open actions, filled in before December's meeting."""
    book = new_workbook()
    sheet = book.create_sheet("Actions")
    headings = ["Action reference", "Status", "Date reported", "Reason", "Note"]
    widths(sheet, 18, 14, 16, 26, 60)
    title(sheet, "Open actions: LBI Housing", "Please send back by 2 December 2026.", 5)
    table(sheet, 4, headings, [
        dict(zip(headings, ["A-2026-003", "done", day("01/12/2026"), None,
                            "Three boxes went on 27 November. He chose them himself."])),
        dict(zip(headings, ["A-2026-008", "not done", day("01/12/2026"), NOT_DONE,
                            "The officer was on leave; booked for 10 December."])),
    ])
    return book
