"""What people wrote down round a meeting: decisions, the meeting record, action updates."""

import papers
import referrals as r
from forms import clock, day
from papers import CHANGED, NOT_DONE, heard, present
from sheets import new_workbook, table, title, widths

CHAIR = "Chief Inspector R. Standfirst (chair)"
COORDINATOR = "B. Prototypical (co-chair)"


def decided(case, *answers, **more):
    """A row of decisions.xlsx."""
    return papers.decided(r.reference(case), *answers, **more)


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


def action(number, case, *answers, **more):
    """A row of actions."""
    return papers.action(number, r.reference(case), *answers, **more)


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
    heard(r.reference(r.CUCKOOED), "closed",
          "Back to the primary agencies: the person does not engage with the agencies",
          "Lock changed; housing and police keep visiting", "LBI Housing", "None known", "Low"),
    heard(r.reference(r.HOARDED), "stays open", None,
          "Three boxes a week, at his pace; fire visits monthly", "Floating Support",
          "A baby lives below", "High while the flat is full",
          "Clearances by force are undone within months"),
]


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
