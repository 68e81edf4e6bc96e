"""How the sample in input/city-domestic-abuse was made: python3 tests/sample/make_city_domestic_abuse.py

Needs what make_islington.py needs. Run it again after a change here; nothing else in the repository
needs it. It reads the risk list from panel.toml, and writes neither that nor register.csv.
"""

import shutil

import papers
from forms import REFERRAL, Forms, clock, day
from papers import CORE, NOBODY, action, heard, officer, present, row
from people import NO, YES, People, referrer
from sheets import save, table, title, widths

# The panel's own form asks for no area of anti-social behaviour.
SECTIONS = [(name, heading.replace("Community MARAC", "Domestic abuse MARAC"),
             [h for h in headings if h != "Anti-social behaviour involved"])
            for name, heading, headings in REFERRAL]
SECTIONS[2] = (*SECTIONS[2][:2], [*SECTIONS[2][2], "Other person 2 area of residence"])

FORMS = Forms("city-domestic-abuse", "Domestic abuse MARAC", sections=SECTIONS,
              assessment="Domestic abuse risk list")
NOVEMBER = FORMS.folder / "2026-11-04"
EMERGENCY = FORMS.folder / "2026-11-19-urgent"
DECEMBER = FORMS.folder / "2026-12-02"
PEOPLE = People(FORMS, "CDA", Area_of_residence="City of London",
                Categories="Coercive or controlling behaviour",
                Vulnerability="Lives with the person who causes harm")

POLICE = referrer("City of London Police", "Imogen Standfast", "Public protection officer",
                  "0511", "citypolice.example", "CP/26/0417")
SUPPORT = referrer("Victim Support", "Deepa Exemplary", "Independent domestic violence adviser",
                   "0531", "victims.example", "VS-8101")
HOUSING = referrer("CoLC Housing", "Marcus Templateby", "Estate manager", "0541",
                   "cityoflondon.example", "EST/212")
HEALTH = referrer("City and Hackney Health", "Ruth Casestudy", "Named nurse for safeguarding",
                  "0551", "health.example")


def yes(*codes, **others):
    """The risk list with a yes to these questions and a no to all others."""
    return {**{code.replace("-", "_"): "Yes" for code in codes}, **others}


FOURTEEN = ["injured", "afraid", "expects-harm", "cut-off", "leaving", "followed", "more-often",
            "worse", "controlled", "threat-to-life", "breath", "money", "own-life",
            "police-record"]


def partner(surname, forenames, area, role="perpetrator", relationship="Former partner",
            address=None):
    """The other person in a case."""
    return {"Other person surname": surname, "Other person forenames": forenames,
            "Other person role": role, "Other person relationship": relationship,
            "Other person area of residence": area, "Other person address": address,
            "People who must not be told": f"{forenames} {surname} and his family"}


# ---------------------------------------------------------------- November's meeting

NADIA = ("Exampleham", "Nadia", "09/02/1988")
FIRST_TIME = PEOPLE.case("20/10/2026 11:05", *NADIA, SUPPORT, {
    "Gender": "Woman", "Address": "Flat 6, 4 Specimen House", "Postcode": "EC2Y 0XA",
    "Safe to call": NO, "How and when to contact safely":
        "Through her adviser only. He reads her phone.",
    **partner("Exampleham", "Gregor", "City of London", relationship="Husband"),
    "Children involved": YES, "Number of children": 1, "Children details": "A girl of 4 at nursery",
    "Summary of concerns":
        "He holds her wages and her passport and counts the minutes she is out. In October he put "
        "his hands round her throat because dinner was late.",
    "Most recent incident": "17 October: choked until her sight went dark.",
    "Outcome sought": "A safe place for her and the child",
    "Views of the person": "She wants to leave and fears that he will find her.",
    "Safeguarding referral made": YES,
}, risk=yes(*FOURTEEN, "contact-dispute"))

HELD_OVER = PEOPLE.case("29/10/2026 09:30", "Testerton", "Philippa", "23/08/1995", POLICE, {
    "Gender": "Woman", "Address": "11 Pattern Court", "Postcode": "EC1A 0YB",
    "Phone": "020 7946 0561", "How and when to contact safely": "At work, weekdays before noon",
    **partner("Stubfield", "Owen", "City of London"),
    "Summary of concerns":
        "Her former partner waits outside her office and sends up to forty messages a day. He has "
        "told a colleague that nobody else will have her.",
    "Most recent incident": "27 October: he followed her on to the train.",
    "Views of the person": "She wants him to stop; she does not want to move.",
}, risk=yes("afraid", "expects-harm", "leaving", "followed", "more-often", "worse", "controlled",
            "threat-to-life", "own-life", "orders-broken", "police-record", "money", "cut-off",
            "despair", "third-person"))

# ---------------------------------------------------------------- the emergency meeting

CANNOT_WAIT = PEOPLE.case("18/11/2026 08:40", "Samplewick", "Yewande", "14/06/1991", HEALTH, {
    "Gender": "Woman", "Ethnicity": "Black African", "Address": "2 Rehearsal Wharf",
    "Postcode": "EC3R 0ZC", "Address must be kept confidential": YES, "Safe to call": NO,
    "How and when to contact safely": "In the ward, through the named nurse",
    **partner("Draftley", "Conrad", "City of London", address="40 Draft Lane"),
    "Children involved": YES, "Number of children": 2, "Children details": "Twins of 3, with her",
    "Summary of concerns":
        "He stabbed the door of the refuge flat on 16 November. She is in hospital with a broken "
        "wrist and is to be discharged on 20 November. He has learned which ward she is on.",
    "Most recent incident": "17 November: he came to the ward with flowers and a knife.",
    "Urgent meeting requested": YES,
    "Reason for urgency": "She is discharged on 20 November and has nowhere safe to go.",
    "Safeguarding referral made": YES,
    "Officer attending": "Ruth Casestudy",
    "Officer attending email": "ruth.casestudy@health.example",
    "Available from": clock("14:00"), "Available to": clock("16:00"),
}, risk=yes(*FOURTEEN, "weapon", "third-person", "orders-broken", "pregnant"))

WORSE_NOW = {**HELD_OVER,
             "Urgent meeting requested": YES,
             "Reason for urgency": "On 17 November he was found in the stairwell of her home with "
                                   "rope and tape in his bag."}

# ---------------------------------------------------------------- December's meeting

FOURTEEN_YES = PEOPLE.case("10/11/2026 14:20", "Mockridge", "Harriet", "30/01/1979", HOUSING, {
    "Gender": "Woman", "Area of residence": "CITY OF LONDON CORPORATION",
    "Address": "8 Model Buildings", "Postcode": "EC1Y 0XD", "Housing tenure": "Council tenant",
    "Landlord": "City of London Corporation",
    **partner("Mockridge", "Alban", "The City", relationship="Husband"),
    "Summary of concerns":
        "Neighbours hear shouting and things thrown most nights. She asked the estate office for "
        "a lock on the bathroom door.",
    "Most recent incident": "8 November: a plate thrown at her, three stitches.",
    "Officer attending": "Marcus Templateby",
    "Officer attending email": "marcus.templateby@cityoflondon.example",
    "Available from": clock("10:00"), "Available to": clock("11:00"),
}, risk=yes(*FOURTEEN))

THIRTEEN_YES = PEOPLE.case("11/11/2026 10:15", "Outlinesby", "Colin", "02/07/1983", SUPPORT, {
    "Gender": "Man", "Address": "17 Example Passage", "Postcode": "EC4V 0XE",
    **partner("Outlinesby", "Petra", "City of London", relationship="Wife"),
    "People who must not be told": "Petra Outlinesby",
    "Summary of concerns": "His wife keeps his bank card and locks him out when they quarrel. "
                           "There has been no injury for a year.",
    "Most recent incident": "5 November: he slept in the office.",
    "Views of the person": "He would like somebody to talk to.",
    "Incidents": [("03/02/2026", "Locked out overnight", "999", "03/02/2026", "CAD 1183"),
                  ("14/07/2026", "Pushed on the stairs", "101", "15/07/2026", "CAD 4027")],
}, risk=yes(*FOURTEEN[1:]))

CAME_HERE = PEOPLE.case("12/11/2026 16:00", "Specimenova", "Irina", "19/03/1986", POLICE, {
    "Gender": "Woman", "First language": "Czech", "Interpreter needed": YES,
    "Area of residence": "Southwark", "Address": "A safe address near the river",
    "Postcode": "EC4R 0XF", "Address must be kept confidential": YES,
    "Safe to call": NO, "How and when to contact safely": "Through the refuge worker",
    **partner("Specimen", "Radek", "Southwark"),
    "Summary of concerns":
        "The MARAC of Southwark heard the case in September and transferred it when she moved "
        "into a flat here. He has asked her cousins where she works.",
    "Most recent incident": "September: threats at her old home.",
    "Transferred from": "Southwark MARAC",
}, risk=yes("afraid", "expects-harm", "cut-off", "leaving", "followed", "controlled",
            "threat-to-life", "money", "police-record"))

THREE_REPORTS = PEOPLE.case("13/11/2026 09:50", "Dummyfield", "Edith", "21/05/1949", HOUSING, {
    "Gender": "Woman", "Address": "Flat 2, 6 Specimen House", "Postcode": "EC2Y 0XM",
    "Disability or communication needs": "Walks with a frame; hard of hearing",
    **partner("Dummyfield", "Roland", "City of London", relationship="Son, lives with her"),
    "Summary of concerns": "Her son takes her pension and shouts until she gives him the rest. "
                           "Neighbours call the police; she asks them not to.",
    "Most recent incident": "2 November: he broke her frame.",
    "Views of the person": "“He is my boy. I only want him to be nice again.”",
    "Incidents": [("19/12/2025", "Shouting, door broken", "999", "19/12/2025", "CAD 8802"),
                  ("30/05/2026", "Pension card taken", "101", "02/06/2026", "CAD 2216"),
                  ("02/11/2026", "Walking frame broken", "999", "02/11/2026", "CAD 9120")],
}, risk=yes("afraid", "cut-off", "more-often", "worse", "controlled", "money", "police-record",
            "drink-drugs-illness", "expects-harm", "despair", "others-hurt"))

AGAIN = PEOPLE.case("16/11/2026 09:10", *NADIA, SUPPORT, {
    "Gender": "Woman", "Address": "Flat 6, 4 Specimen House", "Postcode": "EC2Y 0XA",
    "Safe to call": NO, "How and when to contact safely": "Through her adviser only",
    **partner("Exampleham", "Gregor", "City of London", relationship="Husband"),
    "Children involved": YES, "Number of children": 1, "Children details": "A girl of 4 at nursery",
    "Summary of concerns": "She left on 6 November and came back after four days, because he "
                           "wept on the phone and promised to see a doctor.",
    "Most recent incident": "14 November: he broke her phone when her sister rang.",
    "Previously referred": "Yes, in October",
}, risk=yes("afraid", "cut-off", "leaving", "followed", "controlled", "breath", "money",
            "own-life", "police-record", "contact-dispute"))

NEARLY_SIXTEEN = PEOPLE.case("17/11/2026 12:30", "Youngsample", "Tamsin", "03/12/2010", HEALTH, {
    "Gender": "Young woman", "Address": "1 Invented Court", "Postcode": "EC2A 0XG",
    **partner("Olderman", "Kit", "Hackney", relationship="Boyfriend, 19"),
    "Summary of concerns": "Her boyfriend decides what she wears and has passed her pictures on.",
    "Most recent incident": "13 November: he slapped her outside the school.",
    "Safeguarding referral made": YES,
}, risk=yes(*FOURTEEN))

JUST_SIXTEEN = PEOPLE.case("18/11/2026 15:45", "Newleigh", "Bethan", "02/12/2010", HEALTH, {
    "Gender": "Young woman", "Address": "30 Trial Street", "Postcode": "EC1N 0XH",
    **partner("Newleigh", "Duncan", "City of London", relationship="Stepfather"),
    "Summary of concerns":
        "She came to the clinic with burns that do not fit the story. She answers with one eye on "
        "the door, and her stepfather waits outside it.",
    "Most recent incident": "16 November: burns to her arm, said to be from an iron.",
    "Professional judgement of serious concern": YES,
    "Reasons for professional judgement":
        "She is too afraid to answer the list. Three colleagues who know her have never seen her "
        "like this.",
    "Safeguarding referral made": YES, "Consent": "not sought",
    "Reason if no consent": "She is never without him. Asking would put her in danger.",
}, risk=yes("injured", "afraid", "expects-harm", "cut-off", "controlled",
            sexual="Don't know", breath="Don't know"))

PASSING_THROUGH = PEOPLE.case("19/11/2026 23:55", "Prototype", "Marguerite", "11/11/1990", POLICE, {
    "Gender": "Woman", "Ethnicity": "White French", "Area of residence": "LB Tower Hamlets",
    "Address": "Flat 12, 9 Invented Basin", "Postcode": "E14 0XJ", "Safe to call": NO,
    "Phone": "020 7946 0571",
    "How and when to contact safely": "At her work in the City, Monday to Thursday, by the side "
                                      "door on Model Lane",
    **partner("Beispiel", "Anton", "Tower Hamlets", address="Flat 12, 9 Invented Basin"),
    "Children involved": YES, "Number of children": 1, "Children details": "A boy of 7, at home "
                                                                           "with both",
    "Summary of concerns":
        "Officers were called to a bar in the City, where he had pulled her off her chair by the "
        "hair. She said that it is worse at home. He was arrested and released on bail, not to "
        "come near her.",
    "Most recent incident": "19 November, a bar in the City: pulled by the hair, bruised knee.",
    "Support already in place": "None",
    "Action already tried": "Arrest, bail with conditions; number of the helpline given to her "
                            "alone",
    "Agencies involved": "City of London Police",
    "Views of the person": "She will speak to somebody who does not wear a uniform.",
    "Agencies that must not be told": "Probation Service",
    "Safeguarding referral made": YES,
}, risk=yes(*FOURTEEN, "contact-dispute", "orders-broken"))

NOT_SIGNED = PEOPLE.case("20/11/2026 03:10", "Sketchley", "Dominic", "25/05/1998", POLICE, {
    "Gender": "Man", "Area of residence": "Exampleshire", "Address": "The Old Mockery",
    "Postcode": "EX1 0XK",
    **partner("Roughdraft", "Leo", "Exampleshire"),
    "People who must not be told": "Leo Roughdraft",
    "Summary of concerns": "Punched by his boyfriend on the platform of a City station on the way "
                           "home.",
    "Most recent incident": "20 November, on the platform.",
    "Action already tried": "Statement taken; train company has kept the pictures",
}, risk=yes("injured", "afraid", "more-often", "worse", "police-record"))

NOT_RECORDED = PEOPLE.case("20/11/2026 22:30", "Modelwright", "Fatima", "06/06/1987", POLICE, {
    "Gender": "Woman", "Area of residence": "London Borough of Hackney", "Safe to call": NO,
    "Address": "73 Rehearsal Road", "Postcode": "E8 0XN", "Address must be kept confidential": YES,
    "How and when to contact safely": "Through her sister, whose number we hold",
    **partner("Modelwright", "Imran", "Hackney", relationship="Husband"),
    "Summary of concerns": "He came to the hotel in the City where she cleans and shouted for her "
                           "at the desk. She hid in the linen room until we came. He must not "
                           "learn that she sleeps at 73 Rehearsal Road.",
    "Most recent incident": "20 November, in the hotel.",
    "Action already tried": "Escorted to her sister's; incident recorded",
}, risk=yes(*FOURTEEN[:12]))

NO_ADDRESS = PEOPLE.case("23/11/2026 13:00", "Blankley", "Sorcha", "08/10/1999", SUPPORT, {
    "Gender": "Woman", "Area of residence": "no fixed abode",
    **partner("Vagueman", "Seth", None),
    "Summary of concerns": "Sleeps in doorways with a man who takes her money and beats her.",
    "Most recent incident": "22 November: two teeth broken.",
    "How and when to contact safely": "At the day centre, Tuesdays",
}, risk=yes(*FOURTEEN))

TONIGHT = PEOPLE.case("24/11/2026 17:40", "Placeholder", "Juliet", "17/04/1984", SUPPORT, {
    "Gender": "Woman", "Area of residence": "Camden", "Address": "5 Mock Mews",
    "Postcode": "NW1 0XL", "Safe to call": NO,
    "How and when to contact safely": "Text only, before 9am, and never on Sundays",
    **partner("Placeholder", "Victor", "Square Mile", relationship="Husband, separated"),
    "Summary of concerns":
        "He lives here and works nights above her office. Since the court date was set he leaves "
        "things on her desk.",
    "Most recent incident": "23 November: a funeral wreath with her name.",
    "Incidents are escalating": YES,
    "How incidents are escalating": "Letters until October; since then something every few days.",
    "Urgent meeting requested": YES,
    "Reason for urgency": "The court sits on 30 November and he has said she will not get there.",
}, risk=yes("afraid", "expects-harm", "leaving", "followed", "more-often", "worse", "controlled",
            "threat-to-life", "third-person", "own-life", "orders-broken", "cut-off"))

PEOPLE.numbered(2026, FIRST_TIME, HELD_OVER, start=1)
PEOPLE.numbered(2026, CANNOT_WAIT, start=3)
PEOPLE.order[id(WORSE_NOW)] = PEOPLE.reference(HELD_OVER)
PEOPLE.numbered(2026, FOURTEEN_YES, THIRTEEN_YES, CAME_HERE, THREE_REPORTS, AGAIN, NEARLY_SIXTEEN,
                JUST_SIXTEEN, PASSING_THROUGH, NOT_SIGNED, NOT_RECORDED, NO_ADDRESS, TONIGHT, start=4)

# ---------------------------------------------------------------- what people decided

CHAIR = "DI I. Standfast (chair)"
COORDINATOR = "B. Prototypical (coordinator)"


def decided(case, *answers, **more):
    """A row of decisions.xlsx."""
    return papers.decided(PEOPLE.reference(case), *answers, **more)


SHARE = "Share with an agency outside the agreement (which, on what basis)"

URGENT_DECISIONS = [
    decided(WORSE_NOW, "accept-urgent", "accept-urgent", CHAIR, "18/11/2026",
            Time_slot=clock("14:40")),
    decided(CANNOT_WAIT, "accept-urgent", "accept-urgent", CHAIR, "18/11/2026",
            Time_slot=clock("14:10"),
            Words_for_the_letter="The discharge is put off until this meeting has ended; the ward "
                                 "sister has confirmed it."),
]

DECISIONS = [
    decided(THIRTEEN_YES, "decline", "decline", CHAIR, "25/11/2026",
            Words_for_the_letter="Victim Support has a worker for men. We have asked her to keep "
                                 "a place free."),
    decided(NEARLY_SIXTEEN, "decline", "decline", CHAIR, "25/11/2026"),
    {**decided(PASSING_THROUGH, "transfer", "transfer", CHAIR, "20/11/2026",
               Reason_for_the_file="All three live in Tower Hamlets; coordinator there telephoned."),
     SHARE: "Tower Hamlets MARAC: serious risk of harm to her and the child, agreed by the chair"},
    decided(NOT_SIGNED, "transfer"),
    decided(NOT_RECORDED, "transfer", "transfer", CHAIR, "23/11/2026"),
    decided(NO_ADDRESS, "to-decide"),
    decided(TONIGHT, "accept-urgent", "accept-urgent", CHAIR, "25/11/2026"),
]

WHO_CAME = [
    present("City of London Police", "Imogen Standfast", "citypolice.example"),
    present("Victim Support", "Deepa Exemplary", "victims.example"),
    present("CoLC Housing", "Marcus Templateby", "cityoflondon.example"),
    present("Children's Social Care", "Ottoline Vignette", "cityoflondon.example"),
]


def november_record():
    """The record of November's meeting."""
    nadia = PEOPLE.reference(FIRST_TIME)
    return papers.meeting_record("4 November 2026", WHO_CAME, [
        action(1, nadia, "Put a marker on the address so that calls are attended at once",
               "City of London Police", "Imogen Standfast", "06/11/2026", "done", "05/11/2026"),
        action(2, nadia, "Hold a refuge place outside London for ten days", "Victim Support",
               "Deepa Exemplary", "11/11/2026", "not done", "12/11/2026", papers.CHANGED,
               "She used it for four days and came back."),
        action(3, nadia, "Speak to the nursery about who may collect the child",
               "Children's Social Care", "Ottoline Vignette", "18/11/2026"),
    ], [heard(nadia, "stays open", None, "Refuge place; nursery; marker", "Victim Support",
              "Yes", "Low")])


def emergency_record():
    """The record of the emergency meeting."""
    one, two = PEOPLE.reference(CANNOT_WAIT), PEOPLE.reference(HELD_OVER)
    return papers.meeting_record("19 November 2026 (emergency)", WHO_CAME[:3], [
        action(4, one, "Place her and the twins in a refuge the coordinator does not name",
               "Victim Support", "Deepa Exemplary", "20/11/2026", "done", "20/11/2026"),
        action(5, one, "Apply for a domestic abuse protection order", "City of London Police",
               "Imogen Standfast", "23/11/2026", "done", "23/11/2026"),
        action(6, two, "Arrest, and ask for bail conditions that name her office",
               "City of London Police", "Imogen Standfast", "20/11/2026"),
        action(7, two, "Change the lock of the stairwell door", "CoLC Housing",
               "Marcus Templateby", "25/11/2026"),
    ], [heard(one, "closed", "Risk has reduced: a safety plan is in place and agencies carry it "
              "out", "Refuge; protection order", "Victim Support", "Yes", "Low"),
        heard(two, "stays open", None, "Arrest; lock; panic alarm", "City of London Police",
              "None known", "High")])


def agency(name, by, domain, completed):
    """A function that makes this agency's returns."""
    return papers.agency(name, by, domain, completed, PEOPLE.reference)


police = agency("City of London Police", "Imogen Standfast", "citypolice.example", "24/11/2026")
children = agency("Children's Social Care", "Ottoline Vignette", "cityoflondon.example",
                  "24/11/2026")
housing = agency("CoLC Housing", "Marcus Templateby", "cityoflondon.example", "23/11/2026")

POLICE_RETURNS = [
    police(FOURTEEN_YES,
           row("perpetrator", "Fact", "08/11/2026", "Arrested and released on bail until "
               "11 December."), risk="Same",
           action="Weekly bail check", attending=officer("Imogen Standfast", "citypolice.example",
                                                         "10:00", "13:00")),
    police(AGAIN,
           row("perpetrator", "Fact", "15/11/2026", "Asked a shop where bus tickets to the coast "
               "are sold.", CORE), risk="Higher"),
    # Nothing of this may reach the other area.
    police(PASSING_THROUGH,
           row("perpetrator", "Fact", "20/11/2026", "Three earlier arrests in other cities under "
               "another name."),
           row("perpetrator", "Fact", "20/11/2026", "Known to a live operation.", NOBODY,
               "The operation would be lost."), risk="Higher",
           action="Joint visit with the other force"),
]
CHILDREN_RETURNS = [
    children(AGAIN,
             row("child", "Fact", "19/11/2026", "The nursery has two names on its list for "
                 "collection; his is not one."), risk="Same"),
    children(JUST_SIXTEEN,
             row("victim", "Opinion", "20/11/2026", "She would talk to the school nurse."),
             risk="Higher", action="Strategy discussion this week"),
]
HOUSING_RETURNS = [housing(FOURTEEN_YES, row("both", "Fact", "20/11/2026", "Joint tenancy since "
                                             "2014; no arrears.")),
                   housing(JUST_SIXTEEN)]


INCIDENTS = ["Date", "What happened", "Reported to", "Through which channel", "Reported on",
             "Reference"]


def with_incidents(book, case):
    """A form with the sheet on which incidents are listed, one a row."""
    sheet = book.create_sheet("Incidents")
    widths(sheet, 14, 44, 22, 24, 14, 20)
    title(sheet, "Incidents reported", "One row an incident.", len(INCIDENTS))
    table(sheet, 4, INCIDENTS, [
        dict(zip(INCIDENTS, [day(on), what, "City of London Police", channel, day(told), number]))
        for on, what, channel, told, number in case["Incidents"]])
    return book


def main():
    """Writes the three meeting folders anew."""
    for folder in (NOVEMBER, EMERGENCY, DECEMBER):
        shutil.rmtree(folder, ignore_errors=True)
    save(FORMS.referral_form(FIRST_TIME), NOVEMBER / "referrals/Victim Support 20 Oct.xlsx")
    save(FORMS.referral_form(HELD_OVER), NOVEMBER / "referrals/City Police 29 Oct.xlsx")
    save(november_record(), NOVEMBER / "meeting-record.xlsx")

    save(FORMS.referral_form(CANNOT_WAIT), EMERGENCY / "referrals/Hospital 18 Nov.xlsx")
    save(FORMS.referral_form(WORSE_NOW), EMERGENCY / "referrals/City Police 29 Oct.xlsx")
    save(papers.decisions(URGENT_DECISIONS, "19 November 2026 (emergency)"),
         EMERGENCY / "decisions.xlsx")
    save(emergency_record(), EMERGENCY / "meeting-record.xlsx")

    referrals = DECEMBER / "referrals"
    save(FORMS.referral_form(FOURTEEN_YES), referrals / "Housing 10 Nov.xlsx")
    save(with_incidents(FORMS.old_referral_form(THIRTEEN_YES), THIRTEEN_YES),
         referrals / "Victim Support/Referral 11 Nov.xls")
    save(with_incidents(FORMS.referral_form(THREE_REPORTS), THREE_REPORTS),
         referrals / "Housing 13 Nov.xlsx")
    save(FORMS.referral_form(AGAIN), referrals / "Victim Support/Referral 16 Nov.xlsx")
    save(FORMS.referral_form(TONIGHT), referrals / "Victim Support/Referral 24 Nov URGENT.xlsx")
    save(FORMS.referral_form(NO_ADDRESS), referrals / "Victim Support/Referral 23 Nov.ods")
    FORMS.export_csv(referrals / "City Police November.csv",
                     [CAME_HERE, PASSING_THROUGH, NOT_SIGNED, NOT_RECORDED], encoding="cp1252", separator=";")
    FORMS.online_export(referrals / "Health online form.xlsx", [NEARLY_SIXTEEN, JUST_SIXTEEN],
                        "19/11/2026 09:00")
    returns = DECEMBER / "returns"
    FORMS.return_table(returns / "City Police return.xlsx", POLICE_RETURNS, "2 December 2026")
    FORMS.return_forms(returns / "Children return.xlsx", CHILDREN_RETURNS)
    FORMS.return_csv(returns / "Housing return.csv", HOUSING_RETURNS)
    save(papers.decisions(DECISIONS, "2 December 2026"), DECEMBER / "decisions.xlsx")


if __name__ == "__main__":
    main()
