"""The three months before December in input/city-community: a case is referred late, put off, heard,
given three actions, comes back with two of them not done, and is closed.

What agencies, the pre-meeting and the note-taker fill in are the workbooks that the program made for
them, where they would be. Some agencies send something of their own, as agencies do.
"""

import papers
from filled import fill, recorded, returned
from forms import clock, day
from papers import CHANGED, CORE, NOT_DONE, officer, row
from people import NO, YES, referrer
from sheets import save, save_csv

SEPTEMBER, OCTOBER, NOVEMBER = "2026-09-10", "2026-10-08", "2026-11-12"
CHAIR = "Community Safety Manager (chair)"

POLICE = referrer("City of London Police", "Rafferty Standfast",
                  "Mental health street triage sergeant", "0611", "citypolice.example")
SAFETY = referrer("Community Safety Team", "Bryony Prototypical", "Community safety officer",
                  "0631", "cityoflondon.example")
HEALTH = referrer("City mental health service", "Ruth Casestudy", "Crisis team nurse", "0622",
                  "health.example")
HOUSING = referrer("CoLC Housing", "Marcus Templateby", "Estate manager", "0541",
                   "cityoflondon.example", "EST/198")
OUTREACH = referrer("Outreach", "Ines Pseudonym", "Outreach worker", "0651", "outreach.example",
                    "RS-0412")

ENGAGES_NOT = "Back to the primary agency: the person does not engage with the agencies"
CARRIED_ON = "Risk has reduced and agencies carry on with the agreed plan"
MOVED = "The person has moved to another area, whose services have been told"
LED = "The services of the home authority lead a plan, and have confirmed it"

LANDING = {
    "Gender": "Man", "Area of residence": "City of London", "Address": "15 Replica House",
    "Postcode": "EC2Y 0XJ", "Housing tenure": "Council tenant",
    "Landlord": "City of London Corporation",
    "Categories": "Anti-social behaviour; repeat victim",
    "Vulnerability (who in the case, and how)": "Gideon uses a wheelchair and lives alone.",
}
ONCE_A_WEEK = dict(frequency="Weekly", duration="One to six months", harm="Injury or damage",
                   threats="Threats of violence", targeted="Yes", fear="Afraid", isolation="Alone",
                   home="Possibly", weapons="Seen", hate="Yes", substances="Often")


def line(status, sent=None, signed=None):
    """What is filled in for somebody in the sheet of attendance."""
    return {"Status": status, "Information sent on": day(sent) if sent else None,
            "Confidentiality statement signed": signed}


def agreed(case, what, agency, owner, due):
    """A new action."""
    return {"Case reference": case, "Action": what, "Agency": agency, "Owner": owner,
            "Due": day(due), "Status": "open"}


def report(status, on, reason=None, note=None):
    """What an agency reports on an action."""
    return {"Status": status, "Date reported": day(on), "Reason": reason, "Note": note}


def outcome(what, closing=None, plan=None, primary=None, children="no", public="no", policy=None):
    """What became of a case."""
    return {"Outcome": what, "Reason for closing": closing, "Plan agreed": plan,
            "Primary agency": primary, "Risk to children": children, "Risk to the public": public,
            "Policy issue raised": policy}


class Months:
    """The referrals of the three months, and how their folders come about."""

    def __init__(self, forms, people):
        self.forms = forms
        self.people = people
        self.folders = [forms.folder / meeting for meeting in (SEPTEMBER, OCTOBER, NOVEMBER)]
        self.on_the_landing = people.case("19/08/2026 10:40", "Mocksworth", "Gideon", "14/10/1958",
                                          HOUSING, {
            **LANDING,
            "Summary of concerns":
                "Young men race his spare wheelchair along the landing at night and push lit "
                "matches through his letterbox. He says that he needs nobody's help.",
            "Most recent incident": "16 August: a match burnt a hole into the door mat.",
            "Why a multi-agency approach is needed":
                "The door is ours, the young men are known to the police, and he has to be won.",
            "Action already tried": "Letters to all flats; a camera that was torn down",
        }, risk=ONCE_A_WEEK)
        self.in_the_doorway = people.case("07/09/2026 11:15", "Exampleby", "Marguerite",
                                          "23/05/1969", OUTREACH, {
            "Gender": "Woman", "Area of residence": "City of London",
            "Address": "7 Facsimile Court", "Postcode": "EC1Y 0XK",
            "Housing tenure": "Council tenant", "Landlord": "City of London Corporation",
            "Categories": "Cuckooing; rough sleeping or begging; exploitation",
            "Vulnerability (who in the case, and how)":
                "Marguerite has heart failure and sleeps outside, though she has a flat.",
            "Behaviour poses a risk to others": NO,
            "Summary of concerns":
                "Two men have taken over her flat. They let her in on the day her money comes. "
                "The other nights she spends in a church doorway by the road, where lorries turn.",
            "Most recent incident": "4 September: a lorry's mirror tore her sleeping bag.",
            "Incidents are escalating": YES,
            "How incidents are escalating": "One night a week in June, every night by now",
            "Why a multi-agency approach is needed":
                "Police for the flat, housing for the lock, health for her heart: one after the "
                "other has been tried and did not hold.",
            "Agencies involved": "City of London Police; City of London Corporation Housing",
            "Outcome sought": "Her own door, and nobody behind it but her",
            "Views of the person": "“I want my kettle back.”",
            "Safeguarding referral made": YES,
            "Officer attending": "Ines Pseudonym",
            "Officer attending email": "ines.pseudonym@outreach.example",
            "Available from": clock("10:00"), "Available to": clock("13:00"),
        }, risk=dict(frequency="Daily or almost", duration="One to six months",
                     harm="Injury or damage", threats="Threats of violence", targeted="Yes",
                     fear="Afraid", isolation="Alone", home="Yes", exploitation="Yes",
                     mental_health="Some", substances="Sometimes"))
        self.at_the_hostel = people.case("22/09/2026 16:20", "Drafton", "Hector", "30/11/1984",
                                         SAFETY, {
            "Gender": "Man", "Area of residence": "Southwark", "Address": "8 Outline Street",
            "Postcode": "SE1 0XL", "Categories": "High-intensity service user",
            "Vulnerability (who in the case, and how)":
                "Hector drinks and was discharged from a hostel on a Friday evening.",
            "Summary of concerns":
                "He calls the fire brigade from a lift that he stops himself, most weekends.",
            "Most recent incident": "20 September: twice in one night.",
            "Professional judgement of serious concern": YES,
            "Reasons for professional judgement":
                "He has begun to force the doors between floors. One step is enough.",
            "Why a multi-agency approach is needed":
                "The lifts are here; his hostel and his doctor are across the river.",
        }, risk=dict(frequency="Weekly", harm="Distress", isolation="Alone", substances="Often"))
        self.no_need = people.case("28/09/2026 09:05", "Dummett", "Lavinia", "09/02/1990", HEALTH, {
            "Gender": "Woman", "Area of residence": "City of London", "Address": "2 Proof Row",
            "Postcode": "EC4V 0XM", "Categories": "Mental health",
            "Vulnerability (who in the case, and how)": "Lavinia cannot sleep for worry.",
            "Summary of concerns": "She rings the crisis line about noise from a kitchen below.",
            "Most recent incident": "26 September",
            "Incidents are escalating": YES, "How incidents are escalating": "Nightly since August",
            "Why a multi-agency approach is needed": "None",
        }, risk=dict(frequency="Daily or almost", fear="Worried", mental_health="Severe"))
        self.back_again = people.case("27/10/2026 22:10", "Mocksworth", "Gideon", "14/10/1958",
                                      POLICE, {
            **LANDING, "Your reference": "CP/26/0541", "Previously referred": "Yes, September 2026",
            "Summary of concerns":
                "Since the clocks went back the young men are on his landing again. On Sunday "
                "they held his door shut and told him to jump. He asked us for help himself.",
            "Most recent incident": "25 October: door held shut for twenty minutes.",
            "Incidents are escalating": YES,
            "How incidents are escalating": "Matches in summer; now he is kept in",
            "Why a multi-agency approach is needed":
                "He takes help now. Housing, social care and we must be there in the same week.",
        }, risk={**ONCE_A_WEEK, "threats": "Threats to kill", "fear": "In fear for their life"})
        self.cases = [self.on_the_landing, self.in_the_doorway, self.at_the_hostel, self.no_need,
                      self.back_again]

    def make(self, desk):
        """Writes the three folders; each meeting's papers are made before they are filled in."""
        self.september(desk)
        self.october(desk)
        self.november(desk)

    def agency(self, name, by, domain, completed):
        """A function that makes this agency's returns."""
        return papers.agency(name, by, domain, completed, self.people.reference)

    def form(self, desk, meeting, code, returns):
        """An agency's return form for a meeting, filled in."""
        book = desk.made(meeting, f"agencies/{code}/information-return.xlsx")
        return returned(book, returns)

    def decided(self, desk, folder, decisions):
        """The sign-off workbook of a meeting, filled in by the pre-meeting."""
        book = desk.made(folder.name, "coordinator/decisions.xlsx")
        fill(book["Decisions"], "Case reference", decisions)
        save(book, folder / "decisions.xlsx")
        desk.run("build", folder.name)

    def record(self, desk, folder, *answers):
        """The meeting record, filled in; then the agencies' own actions are made."""
        book = desk.made(folder.name, "coordinator/meeting-record.xlsx")
        save(recorded(book, *answers), folder / "meeting-record.xlsx")
        desk.run("actions", folder.name)

    def report(self, desk, meeting, code, reports):
        """An agency's sheet of open actions after a meeting, filled in."""
        book = desk.made(meeting, f"agencies/{code}/actions.xlsx")
        fill(book["Actions"], "Action reference", reports)
        return book

    def september(self, desk):
        """One case is heard and closed, another comes too late."""
        folder = self.folders[0]
        gideon = self.people.reference(self.on_the_landing)
        save(self.forms.old_referral_form(self.on_the_landing),
             folder / "referrals/Housing 19 Aug.xls")
        save(self.forms.referral_form(self.in_the_doorway), folder / "referrals/Outreach 7 Sept.xlsx")
        desk.run("build", SEPTEMBER)
        police = self.agency("City of London Police", "Rafferty Standfast", "citypolice.example",
                             "02/09/2026")
        save(self.form(desk, SEPTEMBER, "POLICE", [police(
            self.on_the_landing,
            row("perpetrator", "Fact", "16/08/2026", "Three young men of the same block, 16 to 19; "
                "one has a caution for arson."), risk="Same", action="A visit to each family")]),
            folder / "returns/City Police.xlsx")
        self.decided(desk, folder, {gideon: {
            "Decision": "agree", "Decided by": CHAIR, "Date": day("03/09/2026")}})
        self.record(desk, folder, {
            "Rafferty Standfast": line("present", None, "yes"),
            "Bryony Prototypical": line("present", None, "yes"),
            "Alma Vignette": line("apologies", "08/09/2026"),
            "Ruth Casestudy": line("present", None, "yes"),
            "Marcus Templateby": line("present", None, "yes"),
        }, [], {
            "A-2026-0910-01": agreed(gideon, "Fit a letterbox with a metal cage inside",
                                     "City of London Corporation Housing", "Marcus Templateby",
                                     "18/09/2026"),
            "A-2026-0910-02": agreed(gideon, "Visit the three families", "City of London Police",
                                     "Rafferty Standfast", "25/09/2026"),
        }, {
            gideon: outcome("closed", ENGAGES_NOT, "Letterbox; visits to families; he has our number",
                            "City of London Corporation Housing"),
        })

    def october(self, desk):
        """The case that came too late is heard and stays open."""
        folder = self.folders[1]
        doorway, hostel, declined = map(
            self.people.reference, (self.in_the_doorway, self.at_the_hostel, self.no_need))
        self.forms.export_csv(folder / "referrals/Community Safety September.csv",
                              [self.at_the_hostel])
        self.forms.online_export(folder / "referrals/Mental health online form.xlsx",
                                 [self.no_need], "01/10/2026 09:00", first=4410)
        save(self.report(desk, SEPTEMBER, "HOUSING", {
            "A-2026-0910-01": report("done", "17/09/2026", None, "Fitted on 17 September.")}),
            folder / "updates/Housing actions.xlsx")
        save(self.report(desk, SEPTEMBER, "POLICE", {
            "A-2026-0910-02": report("done", "24/09/2026")}),
            folder / "updates/City Police actions.xlsx")
        desk.run("build", OCTOBER)
        police = self.agency("City of London Police", "Rafferty Standfast", "citypolice.example",
                             "30/09/2026")
        housing = self.agency("City of London Corporation Housing", "Marcus Templateby",
                              "cityoflondon.example", "29/09/2026")
        health = self.agency("City mental health service", "Ruth Casestudy", "health.example",
                             "01/10/2026")
        save(self.form(desk, OCTOBER, "POLICE", [
            police(self.in_the_doorway,
                   row("perpetrator", "Fact", "12/09/2026", "Two men were seen to enter with a key. "
                       "One is wanted for failing to appear."),
                   row("perpetrator", "Opinion", "30/09/2026", "They will come back unless the lock "
                       "is changed in the same hour.", CORE),
                   risk="Higher", action="Enter with housing when the lock is changed"),
            police(self.at_the_hostel), police(self.no_need)]), folder / "returns/City Police.xlsx")
        save(self.form(desk, OCTOBER, "HOUSING", [
            housing(self.in_the_doorway,
                    row("victim", "Fact", "25/09/2026", "Rent is paid to the day. A neighbour hears "
                        "men's voices at night."), risk="Same"),
            housing(self.at_the_hostel), housing(self.no_need)]), folder / "returns/Housing.ods")
        self.forms.return_csv(folder / "returns/Mental health.csv", [
            health(self.in_the_doorway,
                   row("victim", "Fact", "15/07/2026", "Seen once on a ward, for low mood; "
                       "discharged with no plan."), risk="Higher",
                   attending=officer("Ruth Casestudy", "health.example", "10:00", "12:00"))])
        self.decided(desk, folder, {declined: {
            "Decision": "agree", "Decided by": CHAIR, "Date": day("01/10/2026"),
            "Words for the letter": "The noise officer would be glad to visit with you."}})
        self.record(desk, folder, {
            "Rafferty Standfast": line("present", None, "yes"),
            "Bryony Prototypical": line("present", None, "yes"),
            "Alma Vignette": line("present", None, "yes"),
            "Ruth Casestudy": line("apologies", "05/10/2026"),
            "Marcus Templateby": line("present", None, "yes"),
            "Ines Pseudonym": line("present", None, "yes"),
        }, [
            {"Agency": "City Corporation internal audit", "Name": "Percival Lookonby",
             "Status": "observer", "Confidentiality statement signed": "yes"},
        ], {
            "A-2026-1008-01": agreed(doorway, "Change the lock with the police there, and give the "
                                     "keys to Marguerite alone",
                                     "City of London Corporation Housing", "Marcus Templateby",
                                     "16/10/2026"),
            "A-2026-1008-02": agreed(doorway, "Go with Marguerite to see the sheltered flat",
                                     "Rough sleeping outreach", "Ines Pseudonym", "30/10/2026"),
            "A-2026-1008-03": agreed(doorway, "A first appointment, at the day centre that she "
                                     "goes to", "City mental health service", "Ruth Casestudy",
                                     "30/10/2026"),
        }, {
            doorway: outcome("stays open", None, "New lock; a flat with a warden; somebody for her "
                             "low mood", "Rough sleeping outreach"),
            hostel: outcome("closed", MOVED, "His hostel in Southwark has a place in detox for him",
                            "Community Safety Team", public="yes",
                            policy="Hostels discharge people on Friday evenings, when no service "
                                   "is open"),
        })

    def november(self, desk):
        """It comes back with one action done and two not, and is closed. Somebody is referred again."""
        folder = self.folders[2]
        doorway, again = map(self.people.reference, (self.in_the_doorway, self.back_again))
        save(self.forms.referral_form(self.back_again), folder / "referrals/City Police 27 Oct.ods")
        save(self.report(desk, OCTOBER, "HOUSING", {
            "A-2026-1008-01": report("done", "16/10/2026", None, "Nobody was in. She has the keys.")}),
            folder / "updates/Housing actions.xlsx")
        # Outreach writes a list of its own.
        columns = ["Action ref", "Status", "Date reported", "Reason", "Notes"]
        save_csv(folder / "updates/Outreach.csv", columns, [dict(zip(columns, [
            "A-2026-1008-02", "not done", day("03/11/2026"), CHANGED,
            "She was in hospital from 19 October to 2 November."]))])
        save(self.report(desk, OCTOBER, "MENTAL-HEALTH", {
            "A-2026-1008-03": report("not done", "04/11/2026", NOT_DONE,
                                     "No worker was free; now booked for 19 November.")}),
            folder / "updates/Mental health actions.ods")
        desk.run("build", NOVEMBER)
        police = self.agency("City of London Police", "Rafferty Standfast", "citypolice.example",
                             "04/11/2026")
        safety = self.agency("Community Safety Team", "Bryony Prototypical", "cityoflondon.example",
                             "05/11/2026")
        save(self.form(desk, NOVEMBER, "POLICE", [
            police(self.in_the_doorway,
                   row("perpetrator", "Fact", "21/10/2026", "The wanted man was arrested at another "
                       "address; the other has left London."), risk="Lower"),
            police(self.back_again,
                   row("perpetrator", "Fact", "25/10/2026", "Two of the three young men of August; "
                       "the third has moved away."), risk="Higher",
                   action="Acceptable behaviour contracts with both")]),
            folder / "returns/City Police.xlsx")
        self.forms.return_table(folder / "returns/Community Safety return.xlsx", [
            safety(self.in_the_doorway),
            safety(self.back_again,
                   row("victim", "Opinion", "04/11/2026", "He opened the door to us for the first "
                       "time and had made tea."), risk="Same")], "12 November 2026")
        self.decided(desk, folder, {again: {
            "Decision": "agree", "Decided by": CHAIR, "Date": day("05/11/2026")}})
        self.record(desk, folder, {
            "Rafferty Standfast": line("present", None, "yes"),
            "Bryony Prototypical": line("present", None, "yes"),
            "Alma Vignette": line("present", None, "yes"),
            "Ruth Casestudy": line("present", None, "yes"),
            "Marcus Templateby": line("apologies", "10/11/2026"),
            "Ines Pseudonym": line("present", None, "yes"),
        }, [], {
            "A-2026-1008-02": {"Status": "done", "Date reported": day("12/11/2026"), "Reason": "",
                               "Note": "She saw it on 11 November and has said yes."},
            "A-2026-1008-03": {"Due": day("19/11/2026")},
            "A-2026-1112-01": agreed(again, "Put the camera on the landing back, out of reach, and "
                                     "look at it each Monday", "City of London Corporation Housing",
                                     "Marcus Templateby", "04/12/2026"),
            "A-2026-1112-02": {**agreed(again, "Visit Gideon with the police this week",
                                        "Adult Social Care", "Alma Vignette", "20/11/2026"),
                               "Status": "done", "Date reported": day("12/11/2026"),
                               "Note": "Agreed with him by telephone during the meeting."},
        }, {
            doorway: outcome("closed", CARRIED_ON, "Sheltered flat from 1 December; outreach stays "
                             "with her until then", "Rough sleeping outreach"),
            again: outcome("closed", LED, "Adult Social Care leads; camera; contracts",
                           "Adult Social Care"),
        })
