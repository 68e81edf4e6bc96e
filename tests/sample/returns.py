"""What partner agencies sent back for December's meeting."""

import papers
import referrals as r
from forms import day
from papers import CORE, NOBODY, officer, row


def agency(name, by, domain, completed):
    """A function that makes this agency's returns."""
    return papers.agency(name, by, domain, completed, r.reference)


def without_reference(given):
    """The same return with no case reference."""
    return {**given, "Case reference": None}


police = agency("Police", "Tomasz Stencil", "police.example", "30/11/2026")
OFFICER = officer("Morgan Illustra", "police.example", "10:00", "12:30")
POLICE = [
    police(r.DEFERRED,
           row("victim", "Fact", "22/10/2026", "Report of distraction and pressure at a cash "
               "machine. Footage asked for; one vehicle known from three other reports."),
           row("victim", "Opinion", "30/11/2026", "The same group is likely to try again before "
               "Christmas, when she is known to draw money for presents."),
           risk="Higher", action="Put a marker on the address so that calls are attended at once",
           attending=OFFICER),
    police(r.ON_SCORE,
           row("victim", "Fact", "12/09/2026", "Rubbish alight in the common hall. No suspect "
               "named; recorded as arson."),
           row("perpetrator", "Fact", "26/10/2026", "One adult of the household above was "
               "interviewed about the bottle and denied it.", CORE),
           risk="Same", action="One named officer for both households", attending=OFFICER),
    police(r.ON_ESCALATION,
           row("victim", "Fact", "31/10/2026", "Firework through the letterbox, attended within "
               "eleven minutes. Two young people identified from the camera."),
           row("perpetrator", "Opinion", None, "The two follow an older man who keeps out of "
               "sight of the camera.", CORE),
           risk="Higher", action="Visit the two families together with the landlord",
           attending=OFFICER),
    police(r.ON_JUDGEMENT,
           row("perpetrator", "Fact", "18/11/2026", "The shop is of interest to a live "
               "investigation.", NOBODY, "A live investigation could be lost, and informants put "
               "in danger, if this is known."),
           row("victim", "Opinion", "30/11/2026", "No officer should visit. A visit would tell "
               "those watching that she has spoken.", CORE),
           risk="Higher"),
    police(r.THIRTY_ONE,
           row("both", "Fact", "07/11/2026", "Six calls since January, from both sides."),
           risk="Same"),
    police(r.WRONG_TOTAL),
    police(r.EIGHTEEN_POLICE,
           row("both", "Fact", "14/11/2026", "Chased by three men on mopeds; no arrests yet."),
           row("both", "Fact", "20/06/2026", "The charge for carrying a blade is to be heard in "
               "January.", "Named agencies: Adult Social Care; Probation"),
           risk="Higher", action="Patrols at the lift from 3pm to 7pm", attending=OFFICER),
    police(r.REPEAT,
           row("victim", "Fact", "20/11/2026", "Bruising seen by the beat officer, who was let in "
               "by Rosalind herself."),
           row("perpetrator", "Fact", "23/11/2026", "Swabs from the letterbox tested positive for "
               "cocaine.", CORE),
           risk="Higher", action="Apply for a closure order", attending=OFFICER),
    police(r.THIRTY_TWO,
           row("victim", "Fact", "19/11/2026", "Assault on one of the twins, reported at the "
               "station by their mother."),
           row("other", "Fact", "02/05/2019", "A neighbour of hers has an old caution for theft.",
               confirmed="No"),
           risk="Same", action="Screens at court, if it comes to that", attending=OFFICER),
]

support = agency("Victim Support", "Deepa Exemplary", "victims.example", "01/12/2026")
VICTIM_SUPPORT = [
    support(r.ON_SCORE),
    support(r.ON_ESCALATION,
            row("victim", "Fact", "25/11/2026", "Has not used the bedroom on the walkway since "
                "the firework; all four sleep in the kitchen."),
            row("child", "Opinion", "25/11/2026", "The eldest watches the door the whole time and "
                "seems to think it is his job."),
            risk="Higher", action="Ask the school to let him talk to someone"),
    support(r.THIRTY_ONE,
            row("victim", "Opinion", "27/11/2026", "He told our volunteer he would “end the "
                "banging one way or another”. She thought he meant himself."),
            risk="Higher", action="Same-day call from his nurse"),
    support(r.EIGHTEEN_POLICE,
            row("victim", "Fact", "24/11/2026", "The family packed bags and slept at an aunt's."),
            risk="Same", action="Help the family with an emergency move"),
    support(r.REPEAT),
]

care = agency("Adult Social Care", "Siobhan Mockingham", "islington.example", "27/11/2026")
SOCIAL_CARE = {
    "return ASC 1": care(
        r.DEFERRED,
        row("victim", "Fact", "12/11/2026", "Assessed at home: has capacity about money on a calm "
            "day, not when pressed at the door."),
        row("victim", "Opinion", "12/11/2026", "She would accept a card with a daily limit if her "
            "niece, and not we, explained it."),
        risk="Same", action="Card with a daily limit, set up with her niece",
        attending=officer("Alma Vignette", "islington.example", "10:00", "11:30")),
    "return ASC 2": care(
        r.ON_JUDGEMENT,
        row("victim", "Fact", "26/11/2026", "Seen on four Thursdays out of four. Sleeps in her "
            "coat, with the bag packed.", CORE),
        row("other", "Fact", "19/11/2026", "Her brother-in-law rang our duty line and asked for "
            "her worker by name.", NOBODY, "He may have a contact in a service at this table."),
        row("victim", "Opinion", "26/11/2026", "She will speak to one person if it is always the "
            "same one."),
        risk="Higher", action="A third address, outside the borough",
        attending=officer("Siobhan Mockingham", "islington.example", "10:30", "12:30")),
    "return ASC 3": care(
        r.REPEAT,
        row("victim", "Fact", "24/11/2026", "Missed six of nine days at the day centre in "
            "November."),
        risk="Higher", action="A respite bed on the day of the closure",
        attending=officer("Alma Vignette", "islington.example", "10:00", "11:30")),
}

trust = agency("Mental Health Assessment and Advice Team", "Ruth Casestudy", "health.example",
               "26/11/2026")
TRUST = [
    trust(r.THIRTY_ONE,
          row("victim", "Fact", "20/11/2026", "Did not collect his last two prescriptions."),
          row("victim", "Opinion", "26/11/2026", "He is becoming unwell faster than in 2024.",
              "Named agencies: Police; Adult Social Care"),
          risk="Higher", action="Home visit by two nurses this week"),
    trust(r.WRONG_TOTAL),
    trust(r.REPEAT),
]

noise = agency("Out-of-Hours ASB/Noise Team", "Femi Demonstra", "islington.example", "25/11/2026")
NOISE = [
    noise(r.ON_SCORE,
          row("perpetrator", "Fact", "15/11/2026", "Party upstairs until 3:20am – second notice "
              "served, £110 fixed penalty."),
          risk="Same"),
    noise(r.THIRTY_ONE,
          row("both", "Fact", "11/11/2026", "Sound meter in the flat: the café’s extractor is "
              "6 dB over its limit after 11pm."),
          risk="Lower", action="Notice to the café about its extractor"),
    noise(r.REPEAT),
]

brigade = agency("Fire Brigade", "Hal Emberton-Mock", "fire.example", "24/11/2026")
FIRE = [
    brigade(r.ON_SCORE,
            row("victim", "Fact", "14/09/2026", "Attended; fire out on arrival. He could not have "
                "left by any other way."),
            action="Arson-proof letterbox and a second detector"),
    brigade(r.ON_ESCALATION,
            row("victim", "Fact", "02/11/2026", "Letterbox guard fitted, alarms tested, escape "
                "plan drawn with the children."),
            risk="Lower"),
    brigade(r.WRONG_TOTAL,
            row("victim", "Fact", "18/11/2026", "Seven gas bottles counted on the balcony; the "
                "hall is passable sideways only."),
            row("both", "Opinion", "18/11/2026", "If it burns, the stair goes with it."),
            risk="Higher", action="Remove the bottles within seven days",
            attending=officer("Hal Emberton-Mock", "fire.example", "11:30", "13:00")),
]

housing = agency("LBI Housing", "Marcia Templateby", "islington.example", "26/11/2026")
HOUSING = [
    housing(r.REPEAT,
            row("victim", "Fact", "25/11/2026", "Tenancy is secure; no arrears until October, "
                "£412 now."),
            risk="Same"),
    housing(r.REPEAT,
            row("victim", "Fact", "01/12/2026", "Lock changed again on 30 November. The old key "
                "was handed in by a man who gave no name."),
            row("perpetrator", "Opinion", "01/12/2026", "The concierge thinks the third man "
                "decides, and the other two are afraid of him too."),
            risk="Higher", action="Camera at the entrance for eight weeks", on="01/12/2026"),
]

larkfield = agency("Larkfield Housing Association", "Niamh Formsby", "larkfield.example",
                   "01/12/2026")
LARKFIELD = without_reference(larkfield(
    r.ON_ESCALATION,
    row("victim", "Fact", "16/11/2026", "Offered a move within the estate; the family wish to "
        "think about the school first."),
    row("perpetrator", "Fact", "20/11/2026", "Tenancy interviews booked with two households on "
        "the walkway.", CORE),
    risk="Same", action="Close the walkway gate from 8pm",
    attending=officer("Niamh Formsby", "larkfield.example", "10:15", "11:15")))

recovery = agency("Drug and Alcohol Service", "Ines Pseudonym", "recovery.example", "04/12/2026")
RECOVERY = recovery(
    r.WRONG_TOTAL,
    row("victim", "Fact", "03/12/2026", "Came to his first appointment in a year, alone."),
    row("victim", "Opinion", "03/12/2026", "He would come again if someone met him at the bus."),
    risk="Lower", action="Meet him at the bus for the next four appointments")

probation = agency("Probation", "Lena Archetype", "probation.example", "30/11/2026")
STRANGER = {"Surname": "Nobodyknown", "Forenames": "Terence", "Date of birth": day("01/04/1991")}
PROBATION = [
    probation(r.EIGHTEEN_POLICE),
    {**probation(r.EIGHTEEN_POLICE,
                 row("perpetrator", "Fact", "28/11/2026", "Released on licence with a condition "
                     "not to enter the estate.")),
     **STRANGER, "Case reference": None},
]

floating = agency("Floating Support", "Kwame Trialson", "support.example", "30/11/2026")
people = agency("Supporting People", "Greta Standin", "islington.example", "27/11/2026")
safety = agency("Community Safety", "Bryn Prototypical", "islington.example", "02/12/2026")
NOTHING = {
    "Floating Support nil return": [floating(r.DEFERRED), floating(r.REPEAT)],
    "Supporting People nil return": [people(r.ON_SCORE), people(r.DONT_KNOW)],
}
SAFETY = [
    safety(r.EIGHTEEN_POLICE,
           row("both", "Fact", "26/11/2026", "A letter about the injunction on the estate was "
               "delivered to four men; Jaden is not one of them."),
           risk="Same"),
    safety(r.DONT_KNOW,
           row("victim", "Opinion", "02/12/2026", "The concierge last saw him on 3 October and is "
               "worried. “He used to bring me the paper.”"),
           risk="Higher", action="Welfare visit with a locksmith standing by"),
]
