"""How the sample in input/brent was made: python3 tests/sample/make_brent.py

Needs what make_islington.py needs. Run it again after a change here; nothing else in the repository
needs it. It reads the risk instrument from panel.toml, and writes neither that nor register.csv.
Everybody and every place in it is invented.
"""

import shutil

import papers
from forms import Forms
from papers import CORE, NOBODY, NOT_DONE, action, heard, officer, present, row
from people import NO, YES, People, referrer
from sheets import save

FORMS = Forms("brent", "Brent Community MARAC", assessment="Risk assessment and referral form")
FEBRUARY, MARCH = FORMS.folder / "2027-02-17", FORMS.folder / "2027-03-17"
DAY = "17 March 2027"
PEOPLE = People(FORMS, "BRE", Area_of_residence="Brent")
VULNERABILITY = "Vulnerability (who in the case, and how)"
SUPPORTING = "Referrer is supporting the person and will continue"
ESCALATING, HOW = "Incidents are escalating", "How incidents are escalating"

HOUSING = referrer("Brent Housing", "Owen Layoutson", "Tenancy manager", "0641", "brent.example",
                   "BH-1201")
NEEDS = referrer("Housing Needs", "Marta Outliner", "Homelessness prevention officer", "0642",
                 "brent.example")
POLICE = referrer("Police", "Warren Prototype", "Neighbourhood inspector", "0643",
                  "police.example", "BR/771")
FIRE = referrer("Fire Brigade", "Paula Drillman", "Fire safety officer", "0644", "fire.example",
                "FS-30")
NURSE = referrer("Mental Health Services", "Joel Trialton", "Community psychiatric nurse", "0645",
                 "health.example", "MH-088")
LANDLORD = referrer("Eastmere Homes", "Tessa Mockingbird-Hall", "Neighbourhood officer", "0646",
                    "eastmere.example", "EM-5561")
MONEY = referrer("Example Money Advice", "Dolores Makebelieve", "Money adviser", "0647",
                 "advice.example")
VICTIMS = referrer("Victim Support", "Samir Exemplarson", "Senior caseworker", "0648",
                   "victims.example", "VS-3301")

HIGH = dict(frequency="Daily or almost", duration="One to six months", harm="Injury or damage",
            threats="Threats of violence", weapons="Seen", targeted="Yes", fear="Afraid",
            isolation="Alone", substances="Often", home="Yes", exploitation="Yes")
LOW = dict(frequency="Weekly", harm="Distress", threats="Vague threats", fear="Worried",
           isolation="Some support")

# ---------------------------------------------------------------- February's meeting

EVICTION = PEOPLE.case("21/01/2027 11:10", "Testerman", "Lorcan", "09/06/1969", NEEDS, {
    "Gender": "Man", "Address": "Flat 4, 12 Invented Parade", "Postcode": "HA9 0XA",
    "Housing tenure": "Private tenant", "Categories": "Risk of homelessness",
    VULNERABILITY: "Lorcan has a brain injury and signs whatever is put in front of him.",
    "Summary of concerns": "His landlord's nephew sleeps in the flat, has taken the keys, and "
    "tells "
        "him to be gone by spring. His benefits are paid into the nephew's account.",
    "Most recent incident": "16 January: he slept on the stairs.",
    "Action already tried": "Letter to the landlord", "Agencies involved": "Police",
    "Outcome sought": "His home, his keys and his money", "Safeguarding referral made": YES,
    "Views of the person": "“He says it is his flat now.”",
}, risk=HIGH)

SMOKED = PEOPLE.case("25/01/2027 15:40", "Placeworth", "Bernice", "27/12/1946", FIRE, {
    "Gender": "Woman", "Address": "30 Example Drive", "Postcode": "HA0 0YB",
    "Housing tenure": "Home owner", "Categories": "Fire risk",
    VULNERABILITY: "Bernice is 80, on oxygen, and smokes in bed.",
    "Summary of concerns": "Burns on the bedding and carpet; oxygen bottles beside the bed.",
    "Most recent incident": "12 January: a hole burned through the mattress",
    "Action already tried": "Fire-retardant bedding", "Agencies involved": "Adult Safeguarding",
    ESCALATING: YES, HOW: "One burn in autumn, six since Christmas",
    "Outcome sought": "Oxygen and cigarettes apart", "Safeguarding referral made": YES,
    "Views of the person": "She will not stop smoking and does not want to burn.",
}, risk=LOW)

MINUTE_LATE = PEOPLE.case("03/02/2027 17:01", "Deferworth", "Callum", "19/04/1990", VICTIMS, {
    "Gender": "Man", "Address": "7 Rehearsal Close", "Postcode": "NW10 0ZC",
    "Housing tenure": "Council tenant", "Landlord": "Brent Housing", "Categories": "Hate crime",
    VULNERABILITY: "Callum has Down's syndrome and has lived alone since his mother died.",
    "Summary of concerns": "Two boys take his telephone each week and sell it back to him.",
    "Most recent incident": "1 February: they made him hand over his front door key.",
    ESCALATING: YES, HOW: "A telephone in November; each week since January; now a key",
    "Action already tried": "New lock", "Agencies involved": "Police; Brent Housing",
    "Outcome sought": "The boys found, and somebody who calls in",
    "Views of the person": "“They say they are my friends on Fridays.”",
    **officer("Samir Exemplarson", "victims.example", "13:45", "15:30"),
}, risk=dict(LOW, targeted="Yes", hate="Yes", exploitation="Yes", isolation="Alone"))

# ---------------------------------------------------------------- March's meeting

NO_SAFEGUARDING = PEOPLE.case("18/02/2027 09:50", "Exampleby", "Winnie", "03/03/1955", LANDLORD, {
    "Gender": "Woman", "Address": "51 Pattern Way", "Postcode": "NW2 0WD",
    "Housing tenure": "Housing association tenant", "Landlord": "Eastmere Homes",
    "Categories": "Difficulty keeping a property",
    VULNERABILITY: "Winnie has dementia, and her carer comes less and less.",
    "Summary of concerns": "The flat is cold and dirty. The carer holds her bank card, and the "
        "rent is three months behind.",
    "Most recent incident": "15 February: found in the yard without shoes",
    "Action already tried": "Two home visits", "Agencies involved": "Adult Social Care",
    "Outcome sought": "Somebody to look after her properly", "Safeguarding referral made": NO,
    "Views of the person": "She asks where her sister is.",
}, risk=HIGH)

NOT_SUPPORTING = PEOPLE.case("19/02/2027 16:30", "Dummyson", "Terrence", "08/11/1980", POLICE, {
    "Gender": "Man", "Address": "2 Nowhere Rise", "Postcode": "NW9 0VE",
    "Categories": "Perpetrator of anti-social behaviour", "Person's role": "perpetrator",
    SUPPORTING: NO, "Consent": None,
    VULNERABILITY: "Terrence hears voices and has stopped his medicine.",
    "Behaviour poses a risk to others": YES, "Summary of concerns": None,
    "Most recent incident": "14 February: shouting in the street with a metal bar",
    "Action already tried": "Arrested twice and released", "Agencies involved": "Mental health",
    "Outcome sought": "Assessment", "Views of the person": "Not asked",
}, risk=dict(HIGH, exploitation="No"))

NO_REASON = PEOPLE.case("22/02/2027 10:15", "Modelby", "Safia", "14/07/1993", HOUSING, {
    "Gender": "Woman", "Address": "18 Specimen Road", "Postcode": "HA9 0UF",
    "Area of residence": "LB Brent", "Housing tenure": "Council tenant",
    "Landlord": "Brent Housing", "Categories": "Victim of anti-social behaviour",
    "Consent": "refused", VULNERABILITY: "Safia is pregnant and has panic attacks.",
    "Summary of concerns": "A dealer uses the lobby of her block, and has told her that he knows "
        "which window is hers.",
    "Most recent incident": "20 February: he was waiting by the lift.",
    "Action already tried": "Camera asked for", "Agencies involved": "Police",
    "Outcome sought": "A move before the birth", "Views of the person": "She wants no trouble.",
}, risk=HIGH)

REFUSED = PEOPLE.case("23/02/2027 13:25", "Sampleworth", "Dilys", "01/09/1938", MONEY, {
    "Gender": "Woman", "Address": "44 Rehearsal Close", "Postcode": "NW10 0TG",
    "Area of residence": "L.B. Brent", "Address must be kept confidential": NO,
    "Housing tenure": "Home owner", "Categories": "Financial abuse or fraud",
    "Consent": "refused", "Reason if no consent":
        "Her grandson was in the room. Shared because of serious concern for her safety; we will "
        "ask her again when she is alone.",
    "Phone": "020 7946 0657", "Safe to call": NO,
    "How and when to contact safely": "At the library on Wednesdays",
    "People who must not be told": "Her grandson",
    VULNERABILITY: "Dilys is 88, deaf, and trusts nobody else to read her post.",
    "Summary of concerns": "£14,000 has gone to a “builder” who is her grandson's friend. The "
        "house is now for sale, and she did not know.",
    "Most recent incident": "19 February: an estate agent took photographs.",
    "Action already tried": "Bank told", "Agencies involved": "Trading Standards",
    "Outcome sought": "The sale stopped", "Safeguarding referral made": YES,
    "Views of the person": "“He is a good boy.”",
    **officer("Dolores Makebelieve", "advice.example", "14:00", "16:00"),
}, risk=dict(HIGH, weapons="No", frequency="Weekly", harm="Serious injury"))

ELSEWHERE = PEOPLE.case("24/02/2027 08:40", "Otherton", "Jerome", "22/05/1985", NURSE, {
    "Gender": "Man", "Address": "6 Faraway Street", "Postcode": "W5 0SH",
    "Area of residence": "London Borough of Elsewhere", "Housing tenure": "Hostel",
    "Categories": "Victim of anti-social behaviour",
    VULNERABILITY: "Jerome is in recovery and is followed by men he used to buy from.",
    "Summary of concerns": "He is followed from our clinic in Brent to his hostel elsewhere.",
    "Most recent incident": "17 February: pushed into the road",
    "Action already tried": "Appointments at changing times", "Agencies involved": "Police",
    "Outcome sought": "A safe way to the clinic", "Views of the person": "He will not give up.",
}, risk=HIGH)

CHILDREN = PEOPLE.case("25/02/2027 12:05", "Madeupton", "Grace", "30/10/1987", VICTIMS, {
    "Gender": "Woman", "Address": "9 Example Drive", "Postcode": "HA0 0RJ",
    "Area of residence": "the london borough of brent", "Your reference": "VS-3340",
    "Housing tenure": "Council tenant", "Landlord": "Brent Housing",
    "Categories": "Hate crime; fire risk", "Children involved": YES, "Number of children": 2,
    "Children details": "Boys of 5 and 11; the elder sleeps in his clothes",
    VULNERABILITY: "Grace has epilepsy and is alone with two boys.",
    "Summary of concerns": "Burning paper has come through the letterbox twice, with words about "
        "her faith on it. The block's only stair is wooden.",
    "Most recent incident": "22 February: the second fire, in the middle of the night",
    ESCALATING: YES, HOW: "Words on the door in December; fire in January and February",
    "Action already tried": "Letterbox sealed", "Agencies involved": "Fire Brigade; Police",
    "Outcome sought": "A safe flat for three", "Safeguarding referral made": YES,
    "Views of the person": "She wants the boys to stay at their school.",
    "Another panel is dealing with the case now": "Child protection conference",
    **officer("Samir Exemplarson", "victims.example", "13:45", "15:30"),
}, risk=dict(HIGH, hate="Yes"))

NO_ABODE = PEOPLE.case("26/02/2027 14:55", "Roverson", "Michael", "05/01/1974", NEEDS, {
    "Gender": "Man", "Address": None, "Postcode": None, "Area of residence": "No fixed abode",
    "Categories": "Risk of homelessness; victim of anti-social behaviour",
    VULNERABILITY: "Michael sleeps behind the stadium and has a heart condition.",
    "Summary of concerns": "His tent was set alight, and his things are thrown away each week.",
    "Most recent incident": "21 February: the tent", "Action already tried": "Night shelter, once",
    ESCALATING: YES, HOW: "Things taken in autumn, kicked in January, a fire in February",
    "Agencies involved": "Police", "Outcome sought": "A bed that he can trust",
    "Views of the person": "“I have been in Brent since I was ten.”",
}, risk=dict(LOW, weapons="Seen", home="Yes", isolation="Alone"))

THIRTY_ONE = PEOPLE.case("01/03/2027 10:30", "Trialby", "Nerys", "16/08/1961", FIRE, {
    "Gender": "Woman", "Address": "73 Model Avenue", "Postcode": "NW6 0QK",
    "Housing tenure": "Leaseholder", "Categories": "Fire risk; difficulty keeping a property",
    VULNERABILITY: "Nerys cannot throw anything away since her husband died.",
    "Summary of concerns": "Four rooms are full to the ceiling. Neighbours want her out; someone "
        "put a match to the hedge.",
    "Most recent incident": "24 February: the hedge", "Action already tried": "Two visits",
    "Agencies involved": "Brent Housing", "Outcome sought": "Exits kept clear",
    "Another panel is dealing with the case now": "MAPPA",
    "Views of the person": "“It is all I have of him.”",
}, risk=dict(frequency="Weekly", duration="Over a year", harm="Injury or damage",
             threats="Vague threats", targeted="Possibly", fear="Worried", mental_health="Severe",
             isolation="Alone", substances="Sometimes", home="Yes",
             self_harm="Attempt in the past year"))

LIST_ENDS = PEOPLE.case("03/03/2027 17:01", "Afterward", "Pauline", "12/12/1952", HOUSING, {
    "Gender": "Woman", "Address": "5 Invented Parade", "Postcode": "HA9 0PL",
    "Your reference": "BH-1260", "Housing tenure": "Council tenant", "Landlord": "Brent Housing",
    "Categories": "Victim of anti-social behaviour",
    VULNERABILITY: "Pauline uses a frame and cannot get past the people on her stairs.",
    "Summary of concerns": "Up to ten people drink on her landing every night.",
    "Most recent incident": "2 March: she was not let past to the chemist.",
    ESCALATING: YES, HOW: "Three people before Christmas, ten now",
    "Action already tried": "Patrols", "Agencies involved": "Police; Community Safety",
    "Outcome sought": "A door that locks", "Views of the person": "She will speak to anybody.",
}, risk=LOW)

REFERENCES = PEOPLE.numbered(
    2027, EVICTION, SMOKED, MINUTE_LATE, NO_SAFEGUARDING, NOT_SUPPORTING, NO_REASON, REFUSED,
    ELSEWHERE, CHILDREN, NO_ABODE, THIRTY_ONE, LIST_ENDS)


def ref(case):
    """A case's reference."""
    return PEOPLE.reference(case)


CHAIR, COORDINATOR = "Head of Community Protection (chair)", "L. Framework (coordinator)"
CAME = [
    present("Police", "Warren Prototype", "police.example", sent="10/02/2027"),
    present("Community Protection", "Leila Framework", "brent.example", sent=None),
    present("Adult Safeguarding", "Chidi Stencilby", "brent.example", sent="09/02/2027"),
    present("Housing Needs", "Marta Outliner", "brent.example", sent="10/02/2027"),
    present("Fire Brigade", "Paula Drillman", "fire.example", sent="10/02/2027"),
    present("Children and Young People", "Anwen Sampler", "brent.example", "apologies",
            "15/02/2027", None),
    present("Mental Health Services", "Joel Trialton", "health.example", "absent", None, None),
]
AGREED = [
    action(1, ref(EVICTION), "Get Lorcan's keys back and record the nephew's threats", "Police",
           "Warren Prototype", "24/02/2027", "done", "22/02/2027", year=2027),
    action(2, ref(EVICTION), "Have his benefits paid to an account of his own",
           "Adult Safeguarding", "Chidi Stencilby", "10/03/2027", "not done", "10/03/2027",
           NOT_DONE, "The form waits for a signature.", year=2027),
    action(3, ref(EVICTION), "Find him a room in case the landlord evicts him", "Housing Needs",
           "Marta Outliner", "12/03/2027", year=2027),
    action(4, ref(SMOKED), "Move the oxygen out of the bedroom", "Fire Brigade", "Paula Drillman",
           "19/02/2027", "done", "18/02/2027", year=2027),
]
HEARD = [
    heard(ref(EVICTION), "stays open", None, "Keys, money and a room in reserve", "Housing Needs",
          "None", "Low", "Nobody checks whose account a benefit is paid into"),
    heard(ref(SMOKED), "closed", "The management plan is in place, and its agencies carry it on",
          "Oxygen in the living room; weekly visit", "Fire Brigade", "None",
          "High: a fire would take the terrace",
          "Oxygen is delivered to smokers without a word to the fire service"),
]
MARCH_DECISIONS = [
    papers.decided(ref(NO_SAFEGUARDING), "return-process", "agree", COORDINATOR, "08/03/2027",
                   Reason_for_the_file="Rang the referrer as well: the referral goes in today."),
    papers.decided(ref(NOT_SUPPORTING), "return-process", "agree", COORDINATOR, "08/03/2027"),
    papers.decided(ref(NO_REASON), "return-incomplete"),
    papers.decided(ref(REFUSED), "accept", "agree", COORDINATOR, "08/03/2027",
                   Attendees_to_add="Trading Standards"),
    papers.decided(ref(ELSEWHERE), "decline", "agree", CHAIR, "09/03/2027",
                   Words_for_the_letter="Because he is followed on the way from a clinic in Brent, "
                                        "our police member will ring you about the journey."),
    papers.decided(ref(NO_ABODE), "to-decide"),
    papers.decided(ref(THIRTY_ONE), "to-decide", "accept", CHAIR, "09/03/2027",
                   Reason_for_the_file="The total is 31 and the threshold, above 31, is only ours. "
                                       "The hedge fire and what the fire brigade saw decide it.",
                   Words_for_the_letter="The chair has decided that the panel will hear this "
                       "case."),
]


def agency(name, by, domain, completed):
    """A function that makes this agency's returns."""
    return papers.agency(name, by, domain, completed, PEOPLE.reference)


police = agency("Police", "Warren Prototype", "police.example", "09/03/2027")
adults = agency("Adult Safeguarding", "Chidi Stencilby", "brent.example", "10/03/2027")
children = agency("Children and Young People", "Anwen Sampler", "brent.example", "08/03/2027")
fire = agency("Fire Brigade", "Paula Drillman", "fire.example", "09/03/2027")
trading = agency("Trading Standards", "Ingrid Specimena", "brent.example", "10/03/2027")
needs = agency("Housing Needs", "Marta Outliner", "brent.example", "10/03/2027")
housing = agency("Brent Housing", "Owen Layoutson", "brent.example", "08/03/2027")

POLICE_RETURNS = [
    police(MINUTE_LATE, row("perpetrator", "Fact", "02/03/2027", "Two boys identified; one is 15."),
           risk="Higher", action="Visit both families with a youth worker",
           attending=officer("Warren Prototype", "police.example", "13:45", "16:00")),
    police(CHILDREN, row("perpetrator", "Fact", "26/02/2027", "A fingerprint on the paper."),
           row("perpetrator", "Opinion", None, "The writer lives in the block.", CORE),
           risk="Higher", action="Arrest, and bail conditions that keep him away"),
    police(REFUSED, row("other", "Fact", "05/03/2027", "The “builder” is under investigation.",
                        NOBODY, "He would hear of it through the family."), risk="Higher"),
    police(THIRTY_ONE),
]


def february():
    """The meeting before: referrals, and its filled-in record."""
    folder = FEBRUARY / "referrals"
    save(FORMS.referral_form(EVICTION), folder / "Housing Needs referral.xlsx")
    save(FORMS.old_referral_form(SMOKED), folder / "Fire Brigade form.xls")
    save(FORMS.referral_form(MINUTE_LATE), folder / "Victim Support/Referral VS-3301.xlsx")
    save(papers.meeting_record("17 February 2027", CAME, AGREED, HEARD),
         FEBRUARY / "meeting-record.xlsx")


def march():
    """The meeting: referrals, returns and decisions."""
    folder = MARCH / "referrals"
    save(FORMS.referral_form(NO_SAFEGUARDING), folder / "Eastmere Homes/Referral EM-5561.xlsx")
    save(FORMS.referral_form(NOT_SUPPORTING), folder / "Police/Referral BR-771.xlsx")
    save(FORMS.referral_form(REFUSED), folder / "Money advice.ods")
    save(FORMS.referral_form(ELSEWHERE), folder / "Clinic referral 24 Feb.xlsx")
    save(FORMS.referral_form(CHILDREN), folder / "Victim Support/Referral VS-3340.xlsx")
    save(FORMS.old_referral_form(THIRTY_ONE), folder / "Fire Brigade form (hedge).xlsx")
    FORMS.export_csv(folder / "housing-needs-export.csv", [NO_ABODE], encoding="cp1252",
                     separator=";")
    FORMS.online_export(folder / "Housing online 4-3-2027.xlsx", [NO_REASON, LIST_ENDS],
                        exported="04/03/2027 09:00", first=7101)
    folder = MARCH / "returns"
    FORMS.return_table(folder / "Police.xlsx", POLICE_RETURNS, DAY)
    FORMS.return_forms(folder / "Adult Safeguarding.xlsx", [
        adults(MINUTE_LATE, row("victim", "Fact", "09/03/2027", "Assessed; entitled to six hours "
                                "a week of support."), risk="Same", action="Start the support"),
        adults(REFUSED, row("victim", "Fact", "10/03/2027", "Seen alone at the library. She has "
                            "capacity about the house, and had not been told of the sale."),
               risk="Higher", action="An advocate before anything is signed")])
    FORMS.return_forms(folder / "Family front door.xlsx", [
        children(CHILDREN, row("child", "Fact", "08/03/2027", "Both boys are on a plan; the school "
                               "will keep their places."), risk="Same",
                 action="Place for the younger at breakfast club",
                 attending=officer("Anwen Sampler", "brent.example", "13:45", "15:00"))])
    FORMS.return_table(folder / "Fire Brigade.xls", [
        fire(THIRTY_ONE, row("both", "Fact", "04/03/2027", "No way out from two of four rooms."),
             row("both", "Opinion", "04/03/2027", "A fire here would reach both neighbours."),
             risk="Higher", action="Alarms, and one clear path by Easter"),
        fire(CHILDREN, row("victim", "Fact", "23/02/2027", "Letterbox sealed; alarms fitted."),
             risk="Higher")], DAY)
    FORMS.return_csv(folder / "trading-standards.csv", [
        trading(REFUSED, row("other", "Fact", "09/03/2027", "Two other complaints name the same "
                             "builder."), risk="Higher", action="Stop the work by notice",
                attending=officer("Ingrid Specimena", "brent.example", "14:00", "15:30"))])
    FORMS.return_table(folder / "Housing.xlsx", [
        housing(MINUTE_LATE, row("victim", "Fact", "04/03/2027", "Rent paid; tenancy secure."),
                risk="Same"),
        needs(NO_ABODE), housing(CHILDREN)], DAY)
    save(papers.decisions(MARCH_DECISIONS, DAY), MARCH / "decisions.xlsx")


def main():
    """Writes the two meeting folders anew."""
    for folder in (FEBRUARY, MARCH):
        shutil.rmtree(folder, ignore_errors=True)
    february()
    march()


if __name__ == "__main__":
    main()
