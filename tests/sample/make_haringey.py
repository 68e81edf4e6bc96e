"""How the sample in input/haringey was made: python3 tests/sample/make_haringey.py

Needs what make_islington.py needs. Run it again after a change here; nothing else in the repository
needs it. It reads the risk instrument from panel.toml, and writes neither that nor register.csv.
Everybody and every place in it is invented.
"""

import shutil

import papers
from forms import Forms, moment
from papers import CORE, NOBODY, officer, row
from people import NO, YES, People, referrer
from sheets import save

FORMS = Forms("haringey", "Haringey Community MARAC", assessment="Risk indicator checklist")
MEETING = FORMS.folder / "2026-12-10"
DAY = "10 December 2026"
PEOPLE = People(FORMS, "HAR", Area_of_residence="Haringey")
VULNERABILITY = "Vulnerability (who in the case, and how)"
MULTI_AGENCY = "Why a multi-agency approach is needed"
NOW = "Another panel is dealing with the case now"

TENANCY = referrer("LBH Housing", "Desta Outline", "Tenancy management lead", "0441",
                   "haringey.example", "TM-2231")
NURSE = referrer("Mental Health Services", "Ravi Stencilton", "Community psychiatric nurse", "0442",
                 "health.example", "MH-5580")
POLICE = referrer("Safer Neighbourhoods Team", "Hana Walkthrough", "Police constable", "0443",
                  "haringey.police.example", "SNT-118")
SUPPORT = referrer("Housing related Support", "Idris Draughtman", "Support services manager",
    "0444",
                   "support.example")
ASB = referrer("ASB Enforcement Officers", "Marlon Figurant", "ASB enforcement officer", "0445",
               "haringey.example", "ASB-771")
VICTIMS = referrer("Victim Support", "Colette Rehearsal", "Senior caseworker", "0446",
                   "victims.example", "VS-9014")
OUTREACH = referrer("Thamesreach", "Jonah Illustrate", "Outreach manager", "0447",
                    "charity.example")
LANDLORD = referrer("Southmere Homes", "Boris Templar-Mock", "Neighbourhood manager", "0448",
                    "southmere.example", "SMH-4402")


SIGNED = PEOPLE.case("17/11/2026 10:05", "Testcroft", "Mildred", "04/05/1950", TENANCY, {
    "Gender": "Woman", "Address": "14 Invented Walk", "Postcode": "N17 0XA",
    "Housing tenure": "Council tenant", "Landlord": "LBH Housing", "Phone": "020 7946 0451",
    "Safe to call": NO, "How and when to contact safely":
        "At the day centre on Mondays and Thursdays; never at home.",
    "People who must not be told": "The two men in her front room; a man called Skip",
    "Categories": "Cuckooing; drug or alcohol use",
    VULNERABILITY: "Mildred is 76, cannot manage her stairs, and depends on whoever shops for her.",
    "Summary of concerns": "Two young men have moved into her front room and sell from the window. "
        "She pays for their food and sleeps in the kitchen. Neighbours are afraid to use the "
        "stairs.",
    "Most recent incident": "15 November: a stranger opened her door with a knife in his hand.",
    MULTI_AGENCY: "Nobody can be put out of the flat without police, and she needs care on the day "
        "they have gone.",
    "Support already in place": "Day centre twice a week",
    "Action already tried": "Warning letter, which the men opened",
    "Agencies involved": "Haringey ASB Enforcement Team Manager; Adult Safeguarding",
    "Outcome sought": "A closure order, with care in place the same day",
    "Views of the person": "“They were polite at first.”",
    "Safeguarding referral made": YES, **officer("Desta Outline", "haringey.example", "10:00",
        "11:30"),
}, risk=dict(frequency="Daily or almost", duration="One to six months", harm="Injury or damage",
             threats="Threats of violence", weapons="Seen", targeted="Yes", fear="Afraid",
             isolation="Alone", substances="Often", home="Yes", exploitation="Yes"))

NO_SCORE = PEOPLE.case("19/11/2026 14:20", "Sampleton", "Ignatius", "12/09/1963", NURSE, {
    "Person's role": "both", "Gender": "Man", "Address": "3 Specimen Close", "Postcode": "N15 0YB",
    "Housing tenure": "Leaseholder", "Categories": "Hoarding; mental health",
    "Disability or communication needs": "Large print; one question at a time",
    VULNERABILITY: "Ignatius has severe depression, and eats when a neighbour brings food.",
    "Behaviour poses a risk to others": YES,
    "Summary of concerns": "His flat is full to the windows, and bags now stand on the shared "
        "landing. Someone has written “burn it” on them. He has not opened the door since October.",
    "Most recent incident": "12 November: the landing light was broken, and a bag cut open.",
    MULTI_AGENCY: "The landing is a fire question, the writing a police one, and only we are let "
        "in.",
    "Support already in place": "Nurse every fortnight", "Action already tried": "Two letters",
    "Agencies involved": "London Fire Service", "Outcome sought": "A landing that is safe for all",
    "Views of the person": "He says that he is sorting it.",
}, risk=dict(frequency="Monthly or less", harm="Distress", mental_health="Severe",
    isolation="Alone",
             home="Possibly"))

NOTHING_ELSE = PEOPLE.case("20/11/2026 09:10", "Mockwell", "Priscilla", "30/01/1988", POLICE, {
    "Gender": "Woman", "Address": "61 Pattern Road", "Postcode": "N8 0ZC",
    "Housing tenure": "Private tenant", "Categories": "Neighbour dispute", VULNERABILITY: "None",
    "Summary of concerns": "A dispute over a shared drive: cars blocked in, shouting, eggs thrown. "
        "Both sides film each other and send us the films.",
    "Most recent incident": "16 November: eggs on a windscreen",
    MULTI_AGENCY: "Mediation, the landlord and we have each been told a different story.",
    "Action already tried": "Words of advice to both", "Agencies involved": "ASB Enforcement "
    "Officers",
    "Outcome sought": "One agreement that both have signed",
    "Views of the person": "She would like to move if nothing changes by spring.",
}, risk=dict(frequency="Weekly", duration="Over a year", harm="Injury or damage",
    threats="Vague threats",
             targeted="Yes", fear="Worried", substances="Sometimes", home="Possibly",
             isolation="Some support", hate="Possibly", mental_health="Some"))

NO_ASB = PEOPLE.case("23/11/2026 11:45", "Placeholderson", "Agnes", "02/02/1941", SUPPORT, {
    "Gender": "Woman", "Address": "8 Rehearsal Avenue", "Postcode": "N22 0WD",
    "Housing tenure": "Sheltered housing", "Categories": "Mental health",
    "Anti-social behaviour involved": NO,
    VULNERABILITY: "Agnes is 85, forgetful, and leaves the gas on.",
    "Summary of concerns": "She has left pans on the stove four times this autumn. Nobody troubles "
        "her, and she troubles nobody.",
    "Most recent incident": "18 November: the alarm called the warden at night.",
    MULTI_AGENCY: "The warden, the fire service and her doctor should plan together.",
    "Action already tried": "A timer on the stove", "Agencies involved": "London Fire Service",
    "Outcome sought": "A care assessment", "Views of the person": "“I only forget at night.”",
}, risk=dict(frequency="Weekly", duration="One to six months", isolation="Alone", home="Yes",
             mental_health="Some"))

HATE = {
    "Gender": "Man", "Ethnicity": "Black African", "Address": "29 Example Terrace",
    "Postcode": "N17 0VE", "Housing tenure": "Council tenant", "Landlord": "LBH Housing",
    "Children involved": YES, "Number of children": 2,
    "Children details": "Girls of 6 and 9, who no longer play in the yard",
    "Safe to call": YES, "How and when to contact safely": "After 3pm on his own telephone",
}

TWICE = PEOPLE.case("24/11/2026 09:30", "Exampletey", "Kwabena", "17/07/1984", ASB, {
    **HATE, "Categories": "Hate crime; repeat victim",
    VULNERABILITY: "Kwabena is alone with two girls; the younger has stopped speaking at school.",
    "Summary of concerns": "A household across the yard shouts at the family and breaks what they "
        "leave outside. We have served one notice; the next step is an injunction.",
    "Most recent incident": "21 November: a bicycle thrown from the walkway",
    "Incidents are escalating": YES,
    "How incidents are escalating": "Words in summer, bins in October, a bicycle in November",
    MULTI_AGENCY: "An injunction needs statements, and the family will give none unless they are "
        "safe.",
    "Action already tried": "Notice served on 2 November",
    "Agencies involved": "Victim Support; Legal Services",
    "Outcome sought": "An injunction that holds", "Views of the person": "He wants to stay.",
    NOW: "MASH", **officer("Marlon Figurant", "haringey.example", "10:15", "12:00"),
}, risk=dict(frequency="Weekly", duration="Six to twelve months", harm="Injury or damage",
             threats="Threats of violence", targeted="Yes", hate="Yes", fear="Afraid",
             isolation="Some support"))

TWICE_AGAIN = PEOPLE.case("25/11/2026 16:05", "Exampletey", "Kwabena", "17/07/1984", VICTIMS, {
    **HATE, "Categories": "Hate crime", VULNERABILITY: "The girls of 6 and 9, who sleep in one "
        "bed.",
    "Summary of concerns": "He rang us after the bicycle. He has not told the council half of it, "
        "for fear that his tenancy is blamed.",
    "Most recent incident": "23 November: a neighbour spat at the older girl.",
    "Incidents are escalating": YES,
    "How incidents are escalating": "It now reaches the children, and happens in daylight.",
    MULTI_AGENCY: "School, police and landlord each know of one part.",
    "Action already tried": "Safety plan with the family", "Agencies involved": "ASB Enforcement "
    "Officers",
    "Outcome sought": "Somebody who tells him what happens next",
    "Views of the person": "He is afraid that nobody will believe him.",
}, risk=dict(frequency="Weekly", duration="Six to twelve months", harm="Injury or damage",
             threats="Threats of violence", targeted="Yes", hate="Yes",
             fear="In fear for their life", isolation="Some support"))

NEITHER_LIST = PEOPLE.case("26/11/2026 13:55", "Fictionby", "Warwick", "21/10/1999", OUTREACH, {
    "Person's role": "perpetrator", "Gender": "Man", "Address": "No. 5, Dummy House",
    "Postcode": "N4 0UF", "Housing tenure": "Hostel", "Behaviour poses a risk to others": YES,
    "Categories": "Repeat perpetrator; drug or alcohol use",
    VULNERABILITY: "Warwick left care at 18, drinks every day and has been cut twice this year.",
    "Summary of concerns": "He begs at the station and shouts at women who refuse. Traders want "
    "him "
        "banned; he says that he owes money to men who wait there.",
    "Most recent incident": "22 November: he was cut on the arm and would not say by whom.",
    MULTI_AGENCY: "Enforcement alone would send him back to the men he owes.",
    "Support already in place": "Our outreach worker, three times a week",
    "Action already tried": "Community protection warning", "Agencies involved": "Leaving Care",
    "Outcome sought": "A bed outside the borough, and one plan instead of four",
    "Views of the person": "“Everyone has a meeting about me.”",
    NOW: "Town Centre Action Panel", "Reason if no consent": None,
}, risk=dict(frequency="Daily or almost", duration="Six to twelve months", harm="Injury or damage",
             threats="Threats of violence", weapons="Used", targeted="Possibly", fear="Afraid",
             isolation="Alone", substances="Often"))

LAST_MINUTE = PEOPLE.case("30/11/2026 23:59", "Rehearsalby", "Tamsin", "08/08/1978", LANDLORD, {
    "Gender": "Woman", "Address": "Flat 12, 40 Nowhere Lane", "Postcode": "N11 0TG",
    "Address must be kept confidential": YES, "Housing tenure": "Housing association tenant",
    "Landlord": "Southmere Homes", "Phone": "020 7946 0457", "Safe to call": NO,
    "How and when to contact safely": "Through our office, when she rings in",
    "People who must not be told": "Her former neighbour and his brother",
    "Consent": "refused",
    "Reason if no consent": "She fears that any record leads them to the new flat. Shared because "
    "of "
        "serious risk to her; she was told.",
    "Categories": "Repeat victim; potential community trigger",
    VULNERABILITY: "Tamsin was moved once for her safety and lives behind closed curtains.",
    "Summary of concerns": "The men who drove her from her first flat have been seen outside the "
        "second. She reported it five times and was given five numbers.",
    "Most recent incident": "29 November: her car was scratched with the old house number.",
    "Incidents are escalating": YES,
    "How incidents are escalating": "Seen once in September, twice in October, at the car in "
    "November",
    MULTI_AGENCY: "We can move her again; only police can stop them from following.",
    "Action already tried": "One move", "Agencies involved": "Neighbourhood Policing Team",
    "Outcome sought": "The two men stopped", "Views of the person": "“I am not moving twice.”",
    "Agencies that must not be told": "Housing Improvement Team",
}, risk=dict(frequency="Weekly", duration="Over a year", harm="Distress", threats=
    "Threats of violence",
             targeted="Yes", fear="In fear for their life", isolation="Alone"))

TOO_LATE = PEOPLE.case("01/12/2026 00:00", "Inventson", "Rupert", "15/03/1971", LANDLORD, {
    "Gender": "Man", "Address": "17 Example Gardens", "Postcode": "N11 0SH",
    "Your reference": "SMH-4409", "Housing tenure": "Housing association tenant",
    "Landlord": "Southmere Homes", "Categories": "Neighbour dispute",
    VULNERABILITY: "Rupert has a heart condition and is up most nights.",
    "Summary of concerns": "Music and parties below him every weekend since August.",
    "Most recent incident": "28 November: the party went on until six.",
    MULTI_AGENCY: "The tenants below are known to three services, and to none of us fully.",
    "Action already tried": "Two letters", "Agencies involved": "ASB Enforcement Officers",
    "Outcome sought": "Quiet nights", "Views of the person": "He would sign a statement.",
}, risk=dict(frequency="Weekly", duration="One to six months", harm="Distress", fear="Worried"))

ON_PAPER = PEOPLE.case(None, "Stencilworth", "Odette", "11/11/1959", VICTIMS, {
    "Gender": "Woman", "Address": "2 Model Crescent", "Postcode": "N10 0RJ",
        "Your reference": "VS-9020",
    "Housing tenure": "Home owner", "Categories": "Anti-social behaviour; repeat victim",
    VULNERABILITY: "Odette is registered blind and lives alone.",
    "Summary of concerns": "Children knock at her door and run. Last week one got in, and her bag "
        "was gone. Their parents laugh about it.",
    "Most recent incident": "24 November: the bag",
    "Incidents are escalating": YES,
    "How incidents are escalating": "Knocking for a year; inside the house since November",
    MULTI_AGENCY: "None",
    "Action already tried": "A door chain", "Agencies involved": "Police",
    "Outcome sought": "That it stops", "Views of the person": "She is angry more than afraid.",
}, risk=dict(frequency="Weekly", duration="Over a year", harm="Distress", targeted="Yes",
    fear="Worried",
             isolation="Alone"))

REFERENCES = PEOPLE.numbered(
    2026, SIGNED, NO_SCORE, NOTHING_ELSE, NO_ASB, (TWICE, TWICE_AGAIN), NEITHER_LIST, LAST_MINUTE,
    TOO_LATE, ON_PAPER)


def decided(case, *answers, **more):
    """A row of decisions.xlsx."""
    return papers.decided(PEOPLE.reference(case), *answers, **more)


PRE_MEETING = "Pre-meeting: N. Protocoll (police), F. Standardt, C. Blueprint"
DECISIONS = [
    decided(SIGNED, "accept", "agree", PRE_MEETING, "03/12/2026",
            Attendees_to_add="ASB Enforcement Officers; Legal Services"),
    decided(NO_SCORE, "accept"),
    decided(NOTHING_ELSE, "to-decide"),
    decided(NO_ASB, "decline", "agree", PRE_MEETING, "03/12/2026",
            Words_for_the_letter="We have asked the warden's manager to ring you this week about a "
                                 "care assessment."),
    decided(TWICE, "accept", "agree", PRE_MEETING, "03/12/2026",
            Attendees_to_add="Children's Services; Legal Services"),
    decided(NEITHER_LIST, "accept", Attendees_to_add="Leaving Care; Probation Service"),
    decided(LAST_MINUTE, "accept", "agree", PRE_MEETING, "03/12/2026"),
    decided(TOO_LATE, "defer"),
    decided(ON_PAPER, "decline", "accept", PRE_MEETING, "03/12/2026",
            Received=moment("27/11/2026 16:10"),
            Reason_for_the_file="The form says that no other agency is needed. Police hold four "
                "more "
                                "reports about the same children, and one of them is known to "
                                "youth "
                                "justice: several agencies are needed, and the referrer cannot "
                                "know.",
            Words_for_the_letter="Your form says that no other agency is needed. The pre-meeting "
                "sees "
                                 "it otherwise, and the panel will hear the case."),
]


def agency(name, by, domain, completed):
    """A function that makes this agency's returns."""
    return papers.agency(name, by, domain, completed, PEOPLE.reference)


police = agency("Police", "Nadia Protocoll", "haringey.police.example", "01/12/2026")
enforcement = agency("ASB Enforcement Manager", "Curtis Blueprint", "haringey.example",
    "02/12/2026")
adults = agency("Adult Safeguarding", "Petra Sketchley", "haringey.example", "02/12/2026")
health = agency("Mental Health Services", "Ravi Stencilton", "health.example", "30/11/2026")
fire = agency("London Fire Brigade", "Gwen Drillhall", "fire.example", "02/12/2026")
mash = agency("MASH", "Sunita Exemplar", "haringey.example", "03/12/2026")
care = agency("Leaving Care", "Rhian Mockley", "haringey.example", "02/12/2026")
improvement = agency("Housing Improvement Team", "Orla Schematic", "haringey.example", "27/11/2026")
ambulance = agency("LAS", "Tim Trialrun", "ambulance.example", "02/12/2026")

POLICE_RETURNS = [
    police(SIGNED,
           row("perpetrator", "Fact", "16/11/2026", "One of the two men is wanted on a warrant."),
           row("perpetrator", "Opinion", None, "They will move to another flat within days.", CORE),
           risk="Higher", action="Execute the warrant on the morning of the closure",
           attending=officer("Nadia Protocoll", "haringey.police.example", "10:00", "13:00")),
    police(NOTHING_ELSE, row("both", "Fact", "16/11/2026", "Eleven calls this year, none with an "
        "injury."),
           risk="Same"),
    police(TWICE, row("perpetrator", "Fact", "23/11/2026", "One adult interviewed for a hate "
        "crime."),
           risk="Higher", action="Statements taken at the school, not at home"),
    police(NEITHER_LIST,
           row("victim", "Fact", "22/11/2026", "Treated for a cut; named nobody."),
           row("other", "Fact", "28/11/2026", "The men he owes are under observation.", NOBODY,
               "An observation is going on."),
           risk="Higher"),
    police(LAST_MINUTE, row("perpetrator", "Fact", "29/11/2026", "A vehicle seen twice near the "
        "address."),
           risk="Higher", action="Marker on the new address"),
    police(ON_PAPER, row("other", "Fact", "25/11/2026", "Four more reports of the same children."),
           risk="Higher"),
]
ENFORCEMENT_RETURNS = [
    enforcement(SIGNED, row("perpetrator", "Fact", "20/11/2026", "Papers for a closure order are "
        "ready."),
                risk="Same", action="Apply for the closure order under the 2014 Act"),
    enforcement(TWICE, row("perpetrator", "Fact", "02/11/2026", "Community protection notice "
        "served."),
                risk="Same", action="Injunction, if two statements can be had"),
    enforcement(NEITHER_LIST, row("perpetrator", "Opinion", "01/12/2026",
                                  "A banning order would be broken on the first day."),
                                      risk="Same"),
]


def referrals():
    """Forms of six agencies, an older form, and the police's export."""
    folder = MEETING / "referrals"
    save(FORMS.referral_form(SIGNED), folder / "Tenancy/CMARAC referral 17 Nov.xlsx")
    save(FORMS.old_referral_form(NO_SCORE), folder / "Mental health/CMARAC form.xls")
    FORMS.export_csv(folder / "SNT export November.csv", [NOTHING_ELSE], encoding="cp1252")
    save(FORMS.referral_form(NO_ASB), folder / "Housing support/Referral 23.11.ods")
    save(FORMS.referral_form(TWICE), folder / "ASB team/Referral ASB-771.xlsx")
    save(FORMS.referral_form(TWICE_AGAIN), folder / "Victim Support/Referral VS-9014.xlsx")
    save(FORMS.referral_form(NEITHER_LIST), folder / "Thamesreach referral.xlsx")
    FORMS.export_csv(folder / "Southmere export 1-12-2026.csv", [LAST_MINUTE, TOO_LATE],
                     above=[["Southmere Homes: referrals to the Community MARAC"], []])
    save(FORMS.referral_form(ON_PAPER), folder / "Victim Support/Typed from paper.xlsx")


def returns():
    """Returns as tables, forms and csv."""
    folder = MEETING / "returns"
    FORMS.return_table(folder / "Police return.xlsx", POLICE_RETURNS, DAY)
    FORMS.return_csv(folder / "asb-enforcement.csv", ENFORCEMENT_RETURNS)
    FORMS.return_forms(folder / "Adult Safeguarding.xlsx", [
        adults(SIGNED, row("victim", "Fact", "26/11/2026", "Seen at the day centre: has capacity, "
                           "and is afraid to say so at home."),
               risk="Higher", action="Respite bed on the day of the closure",
               attending=officer("Petra Sketchley", "haringey.example", "10:00", "11:00")),
        adults(NO_SCORE)])
    FORMS.return_forms(folder / "Mental health nil return.ods", [health(SIGNED)])
    FORMS.return_table(folder / "Fire brigade.xls", [
        fire(NO_SCORE, row("both", "Fact", "30/11/2026", "The landing is the only way out of "
            "three flats."),
             risk="Higher", action="Clear the landing this week",
             attending=officer("Gwen Drillhall", "fire.example", "11:00", "13:00"))], DAY)
    FORMS.return_forms(folder / "MASH.xlsx", [
        mash(TWICE, row("child", "Fact", "27/11/2026", "School reports that the younger girl does "
            "not "
                        "speak.", CORE), risk="Higher", action="School counsellor for both girls",
             attending=officer("Sunita Exemplar", "haringey.example", "10:15", "11:30"))])
    FORMS.return_forms(folder / "Leaving care.xlsx", [
        care(NEITHER_LIST, row("victim", "Fact", "01/12/2026", "He is entitled to support until "
            "25."),
             risk="Same", action="A personal adviser who knows him")])
    FORMS.return_table(folder / "Housing improvement.xlsx", [
        improvement(NO_SCORE), improvement(NOTHING_ELSE)], DAY)
    FORMS.return_csv(folder / "LAS.csv", [ambulance(ON_PAPER), ambulance(NO_SCORE)], separator=";")


def main():
    """Writes the meeting's folder anew."""
    shutil.rmtree(MEETING, ignore_errors=True)
    referrals()
    returns()
    save(papers.decisions(DECISIONS, DAY), MEETING / "decisions.xlsx")


if __name__ == "__main__":
    main()
