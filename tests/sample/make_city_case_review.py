"""How the sample in input/city-case-review was made: python3 tests/sample/make_city_case_review.py

Needs Python 3.11 or newer, openpyxl and, for the xls and ods files, LibreOffice (`soffice`).
Run it again after a change here; nothing else in the repository needs it. It writes neither
panel.toml nor register.csv.
"""

import shutil

import papers
from forms import Forms, day, moment
from papers import CHANGED, agency, action, decided, heard, present, row
from sheets import put, save, save_csv, table, title, widths

APPLICATION = [
    ("Application", "Application for an ASB Case Review", [
        "Application received", "Your name", "Your business or organisation", "Your email",
        "Phone", "Address", "Postcode", "First language", "Disability or communication needs",
        "People who must not be told"]),
    ("What happened", "What has been happening", [
        "In which area did it happen", "Categories", "Summary of concerns",
        "Is anybody still dealing with it", "What do you ask for"]),
    ("Other people", "Who does it, if you know", [
        "Other person surname", "Other person forenames", "Other person role",
        "Other person relationship"]),
]
INCIDENTS = ["Date", "What happened", "Where", "Reported to", "Through which channel",
             "Reported on", "Reference"]
POLICE, CORPORATION = "City of London Police", "City of London Corporation"
CITY = "City of London"

FORMS = Forms("city-case-review", heading="ASB Case Review", sections=APPLICATION)
OCTOBER = FORMS.folder / "2026-10-06"
DECEMBER = FORMS.folder / "2026-12-15"


def incident(date, what, where, whom, how, on, reference=None):
    """A row of the sheet "Incidents"; a day that is none is written as it is."""
    def when(text):
        return day(text) if text and text[0].isdigit() else text
    return dict(zip(INCIDENTS, [when(date), what, where, whom, how, when(on), reference]))


def application(received, name, business, **answers):
    """An application; `incidents` are rows, the rest stands under its heading."""
    domain = (business or name).lower().replace(" ", "-").encode("ascii", "ignore").decode()
    mail = f"{domain.strip('-') or 'applicant'}@applicants.example"
    given = {"Application received": moment(received), "Your name": name,
             "Your business or organisation": business, "Your email": mail,
             "In which area did it happen": CITY, "Is anybody still dealing with it": "No"}
    return given | {key.replace("_", " "): value for key, value in answers.items()}


def officer(date, what, on, how="Officer on patrol"):
    """What the two shops of Sample Passage told to officers whom they met."""
    return incident(date, what, "Sample Passage", POLICE, how, on)


THEATRE = application(
    "14/09/2026 10:05", "Ingrid Stagewell", "Testbed Theatre",
    Categories="Misuse of a building or doorway",
    Summary_of_concerns="The stage door is used as a toilet and a bed. Actors leave by the front.",
    What_do_you_ask_for="A lit, locked door and somebody who answers.",
    incidents=[
        incident("03/07/2026", "People asleep against the fire exit", "Stage door, Trial Lane",
                 CORPORATION, "Corporation website", "03/07/2026", "C-7001"),
        incident("20/07/2026", "Door handle broken off", "Stage door, Trial Lane", POLICE, "101",
                 "21/07/2026", "P-7002"),
        incident("11/08/2026", "An actor was pushed", "Stage door, Trial Lane", POLICE,
                 "ASB portal", "12/08/2026", "P-7003"),
    ])

NAMED = {"Other_person_surname": "Stand-In", "Other_person_forenames": "Corvin",
         "Other_person_role": "perpetrator", "Other_person_relationship": "known to staff by name"}

COFFEE = application(
    "02/11/2026 09:12", "Dana Placeholder", "Example Coffee Counter",
    Categories="Threats or harassment; Begging or street drinking",
    Summary_of_concerns="One man comes in most days, shouts at customers and takes the tip jar. "
                        "Two of our staff have left. We speak to the police officers every week.",
    Is_anybody_still_dealing_with_it="Yes",
    What_do_you_ask_for="That he is kept away from the passage.", **NAMED,
    incidents=[
        officer("01/09/2026", "Shouted at a customer until she left", "01/09/2026"),
        officer("09/09/2026", "Took the tip jar", "10/09/2026"),
        officer("22/09/2026", "Threw a chair", "22/09/2026", "Spoke to an officer"),
        officer("05/10/2026", "Spat at the barista", "06/10/2026"),
        officer("14/10/2026", "Slept in the doorway and would not let us open", "14/10/2026"),
        officer("27/10/2026", "Shouted threats through the window", "28/10/2026",
                "Email to an officer"),
    ])

BOOKS = application(
    "03/11/2026 17:40", "Teo Mockingham", "Specimen Books",
    Categories="Threats or harassment",
    Summary_of_concerns="The same man frightens people out of our shop and pulls books into the "
                        "rain. The officers know all about it.",
    Is_anybody_still_dealing_with_it="Yes",
    People_who_must_not_be_told="Corvin Stand-In",
    What_do_you_ask_for="An end to it before Christmas.", **NAMED,
    incidents=[
        officer("07/09/2026", "Pulled a table of books into the rain", "07/09/2026"),
        officer("22/09/2026", "Threw a chair across the passage", "22/09/2026"),
        officer("02/10/2026", "Followed a customer to the bus stop", "03/10/2026",
                "Talked to officers"),
        incident("20/10/2026", "Threatened to burn the shop", "Sample Passage", POLICE, "101",
                 "21/10/2026", "P-8801"),
        officer("29/10/2026", "Shouted for an hour", "29/10/2026"),
    ])

RESIDENT = application(
    "05/11/2026 20:31", "Imre Testlake", None, Your_email="imre.testlake@homes.example",
    Address="Flat 9, 12 Example Court", Postcode="EC0 0AB", Phone="020 7946 0651",
    Categories="Noise; Drug use or dealing",
    Disability_or_communication_needs="Deaf in one ear: please write rather than call",
    Summary_of_concerns="People deal on our stairs at night. They bang on doors, and they have "
                        "threatened me since I asked them to go.",
    What_do_you_ask_for="A door that locks, and to know what happened to my reports.",
    incidents=[
        incident("20/04/2026", "Banging on every door until 3am", "Stairs, Example Court", POLICE,
                 "101", "04/05/2026", "P-4117"),
        incident("31/08/2026", "Dealing on the second landing", "Stairs, Example Court", POLICE,
                 "101", "30/09/2026", "P-6031"),
        incident("10/09/2026", "Threatened me with a bottle", "Stairs, Example Court", POLICE,
                 "ASB portal", "11/09/2026", "P-6210"),
        incident("02/10/2026", "Lock of the street door broken", "Example Court", CORPORATION,
                 "Corporation contact centre", "05/10/2026", "C-9001"),
    ])

LAUNDRY = application(
    "09/11/2026 08:02", "আদর্শ নমুনা", "Prototype Laundry",
    First_language="Bengali", Categories="Damage; Hate incident",
    Summary_of_concerns="Paint on the shutters and insults from the same group of young men, "
                        "mostly on Fridays.",
    What_do_you_ask_for="That somebody speaks to them and to their school.",
    incidents=[
        incident("04/09/2026", "Insults painted on the shutter", "Pilot Street", POLICE,
                 "ASB portal", "05/09/2026", "P-6105"),
        incident("04/09/2026", "Insults painted on the shutter", "Pilot Street", CORPORATION,
                 "Corporation website", "07/09/2026", "C-8807"),
        incident("18/09/2026", "Stone thrown at the window", "Pilot Street", POLICE, "101",
                 "18/09/2026", "P-6377"),
        incident("09/10/2026", "Staff insulted and filmed", "Pilot Street", POLICE, "ASB portal",
                 "12/10/2026", "P-6690"),
        incident("23/10/2026", "Washing thrown into the road", "Pilot Street", CORPORATION,
                 "Corporation contact centre", "23/10/2026", "C-9344"),
    ])

DENTIST = application(
    "12/11/2026 13:15", "Olu Dummyson", "Dummy Data Dental",
    Categories="Damage",
    Summary_of_concerns="Our window has been broken, and people smoke in the porch.",
    What_do_you_ask_for="Cameras in the porch.",
    incidents=[
        incident("01/10/2026", "Window broken", "Mock Square", POLICE, "101", "02/10/2026",
                 "P-6555"),
        incident("01/10/2026", "Window broken", "Mock Square", CORPORATION, "Corporation website",
                 "02/10/2026", "C-9010"),
        incident("12/10/2026", "Porch set on fire with a bin", "Mock Square", POLICE, "ASB portal",
                 "13/10/2026", "P-6712"),
    ])

TENANT = application(
    "16/11/2026 07:55", "Mabel Fixture", None, Your_email="mabel.fixture@homes.example",
    Categories="Noise",
    Summary_of_concerns="Music from the roof terrace next door, every weekend until four.",
    What_do_you_ask_for="Sleep.",
    incidents=[
        incident("12/09/2026", "Music until 4am", "Roof, 3 Demo Row", CORPORATION,
                 "Environmental Health", "13/09/2026", "C-8899"),
        incident("26/09/2026", "Music until 3am", "Roof, 3 Demo Row", CORPORATION,
                 "Environmental Health", None),
        incident("10/10/2026", "Music until 5am", "Roof, 3 Demo Row", CORPORATION,
                 "Environmental Health", "last week of October"),
        incident("31/10/2026", "Fireworks from the roof", "Roof, 3 Demo Row", POLICE, "101",
                 "31/10/2026", "P-7001"),
    ])

COURIER = application(
    "18/11/2026 11:20", "Basil Checkman", "Rehearsal Couriers",
    Categories="Skateboarding or cycling",
    Summary_of_concerns="Groups on bicycles ride at our staff in the loading bay.",
    Is_anybody_still_dealing_with_it="Don't know",
    incidents=[
        incident("05/09/2026", "Rode at a driver", "Loading bay, Proof Yard", POLICE, "101",
                 "05/09/2026", "P-6150"),
        incident("19/09/2026", "Kicked a van", "Loading bay, Proof Yard", POLICE, "101",
                 "20/09/2026", "P-6401"),
        incident("03/10/2026", "Took a parcel", "Loading bay, Proof Yard", POLICE, "ASB portal",
                 "03/10/2026", "P-6603"),
    ])

ELSEWHERE = application(
    "19/11/2026 15:48", "Fay Sampler", None, Your_email="fay.sampler@homes.example",
    In_which_area_did_it_happen="Westbridge", Categories="Noise",
    Summary_of_concerns="I work in the City. The noise is at home, in Westbridge.",
    incidents=[
        incident("06/09/2026", "Motorbike engine all night", "Outer Lane, Westbridge", POLICE,
                 "101", "06/09/2026"),
        incident("13/09/2026", "Motorbike engine all night", "Outer Lane, Westbridge", POLICE,
                 "101", "13/09/2026"),
        incident("20/09/2026", "Motorbike engine all night", "Outer Lane, Westbridge", POLICE,
                 "101", "20/09/2026"),
    ])

KITCHEN = application(
    "20/11/2026 22:10", "Noor Trialwright", "Practice Kitchen",
    Categories="Threats or harassment",
    Summary_of_concerns="A man with a knife came in twice. We called the police at once.",
    incidents=[
        incident("15/10/2026", "Refused to pay and broke plates", "Draft Alley", POLICE, "101",
                 "15/10/2026", "P-6770"),
        incident("30/10/2026", "Showed a knife", "Draft Alley", POLICE, "999", "30/10/2026",
                 "P-6980"),
        incident("13/11/2026", "Came back and shouted", "Draft Alley", POLICE, "ASB portal",
                 "14/11/2026", "P-7190"),
    ])

ORDER = [THEATRE, COFFEE, BOOKS, RESIDENT, LAUNDRY, DENTIST, TENANT, COURIER, ELSEWHERE, KITCHEN]


def reference(case):
    """The reference a case gets, by the order in which applications came."""
    received = [one["Application received"] for one in ORDER]
    return f"ACR-2026-{received.index(case['Application received']) + 1:03}"


def form(case):
    """An application as a form, with its sheet of incidents."""
    book = FORMS.referral_form(case)
    sheet = book.create_sheet("Incidents")
    widths(sheet, 12, 40, 28, 26, 26, 14, 12)
    title(sheet, "Your reports", "One line for each report, also if you reported to several.", 7)
    table(sheet, 4, INCIDENTS, case["incidents"])
    return book


def one_sheet(case):
    """An older form: everything on one sheet, the incidents as a table under the questions."""
    book = FORMS.old_referral_form(case)
    sheet = book.worksheets[0]
    sheet.title = "Application"
    below = sheet.max_row + 2
    put(sheet, below, 1, "Part 4. Your reports", bold=True)
    headings = ["Incident " + heading.lower() for heading in INCIDENTS]
    table(sheet, below + 1, headings,
          [dict(zip(headings, row.values())) for row in case["incidents"]])
    return book


def export(path, cases):
    """Applications through the website: a row each, incidents in numbered columns."""
    most = max(len(case["incidents"]) for case in cases)
    numbered = [f"Incident {number} {heading.lower()}"
                for number in range(1, most + 1) for heading in INCIDENTS]
    rows = []
    for case in cases:
        given = dict(case)
        for number, one in enumerate(case["incidents"], 1):
            given |= {f"Incident {number} {heading.lower()}": one[heading] for heading in INCIDENTS}
        rows.append(given)
    save_csv(path, FORMS.export_headings() + numbered, rows)


def october():
    """The review before, with its record."""
    save(form(THEATRE), OCTOBER / "referrals/Application Testbed Theatre.xlsx")
    came = [
        present("Community Safety Team", "Petra Boilerplate", "city.example", sent="29/09/2026"),
        present("City Police", "Joss Mockford", "city-police.example", sent="28/09/2026"),
        present("Built Environment", "Lena Draughtwell", "city.example", "apologies", "30/09/2026",
                None),
    ]
    agreed = [
        action(1, reference(THEATRE), "Fit a light and a lock at the stage door",
               "Built Environment", "Lena Draughtwell", "30/10/2026", "not done", "09/12/2026",
               CHANGED, "The landlord wants to fit a gate instead."),
        action(2, reference(THEATRE), "Tell the theatre what became of each report", "City Police",
               "Joss Mockford", "20/10/2026", "done", "16/10/2026"),
        action(3, reference(THEATRE), "Outreach visit to those who sleep there",
               "Community Safety Team", "Petra Boilerplate", "16/10/2026"),
    ]
    became = [heard(reference(THEATRE), "stays open", None,
                    "Light, lock and outreach before the winter", "Community Safety Team", "None",
                    "Staff leave late at night")]
    save(papers.meeting_record("6 October 2026", came, agreed, became),
         OCTOBER / "meeting-record.xlsx")


def december():
    """The review of December: forms, an export, returns, decisions."""
    applications = DECEMBER / "referrals"
    save(form(COFFEE), applications / "Application coffee shop 2 Nov.xlsx")
    save(one_sheet(BOOKS), applications / "Application bookshop 3 Nov.xls")
    save(form(RESIDENT), applications / "Residents/Application 5 Nov.xlsx")
    save(form(LAUNDRY), applications / "Application laundry 9 Nov.ods")
    save(form(DENTIST), applications / "Application dentist 12 Nov.xlsx")
    save(form(TENANT), applications / "Residents/Application 16 Nov.xlsx")
    export(applications / "Website export 20-11-2026.csv", [COURIER, ELSEWHERE, KITCHEN])

    def named(case):
        """A return asks for these; an applicant is known by the reference alone."""
        return case | {"Surname": None, "Forenames": None, "Date of birth": None}

    police = agency("City of London Police", "Joss Mockford", "city-police.example", "07/12/2026",
                    reference)
    built = agency("Built Environment", "Lena Draughtwell", "city.example", "04/12/2026", reference)
    FORMS.return_table(DECEMBER / "returns/City Police return.xlsx", [
        police(named(RESIDENT),
               row("victim", "fact", "11/09/2026", "Report of threats recorded; no line of "
                                                   "enquiry, closed on 20 September."),
               row("victim", "opinion", None, "Closed too early: nobody went to see the stairs."),
               action="Visit the victim and reopen the report"),
        police(named(LAUNDRY),
               row("victim", "fact", "12/10/2026", "Four reports linked; two young men named.",
                   papers.CORE),
               risk="Same", action="Meet the school with Community Safety"),
        police(named(KITCHEN)),
    ], "15 December 2026")
    FORMS.return_csv(DECEMBER / "returns/Built Environment.csv", [
        built(named(RESIDENT),
              row("other", "fact", "08/10/2026", "The street door was mended after three days; "
                                                 "the lock is of a kind that gives way again."),
              action="Fit a stronger lock")])
    chair = "Community Safety Manager (chair)"
    save(papers.decisions([
        decided(reference(COFFEE), "decline", "decline", chair, "30/11/2026",
                Reason_for_the_file="No report through a channel; police investigation open.",
                Words_for_the_letter="We know that you have spoken to officers many times. A "
                                     "community safety officer will call you this week to help "
                                     "you report from now on."),
        decided(reference(BOOKS), "decline", "decline", chair, "30/11/2026",
                Reason_for_the_file="One report through a channel; police investigation open."),
        decided(reference(KITCHEN), "to-decide", "accept", chair, "01/12/2026",
                Reason_for_the_file="A call to 999 with a knife in the room is a report to the "
                                    "police. It counts."),
    ], "15 December 2026"), DECEMBER / "decisions.xlsx")


def main():
    """Writes the two folders anew."""
    received = [case["Application received"] for case in ORDER]
    assert received == sorted(received), "ORDER is the order of receipt"
    for folder in (OCTOBER, DECEMBER):
        shutil.rmtree(folder, ignore_errors=True)
    october()
    december()


if __name__ == "__main__":
    main()
