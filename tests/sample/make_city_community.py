"""How the sample in input/city-community was made: python3 tests/sample/make_city_community.py

Needs what make_islington.py needs, and the built program: the three months before December are made by
running it month by month from an empty register, and by filling in what it made for each
(`months_before.py`). Run it again after a change here; nothing else in the repository needs it. It reads
the risk instrument from panel.toml and does not write that; it writes register.csv anew.
"""

import shutil
import tempfile

import papers
from filled import Desk
from forms import REFERRAL, Forms, clock
from months_before import Months
from papers import CORE, NOBODY, officer, row
from people import NO, YES, People, referrer
from sheets import save

SECTIONS = [(name, heading.replace("Community MARAC", "City Community MARAC"),
             headings + (["Home authority contact"] if name == "Person" else []))
            for name, heading, headings in REFERRAL]
FORMS = Forms("city-community", "City Community MARAC", sections=SECTIONS)
DECEMBER = FORMS.folder / "2026-12-10"
PEOPLE = People(FORMS, "CCM", Categories="High-intensity service user; mental health")

POLICE = referrer("City of London Police", "Rafferty Standfast",
                  "Mental health street triage sergeant", "0611", "citypolice.example",
                  "CP/26/0588")
HEALTH = referrer("City mental health service", "Ruth Casestudy", "Crisis team nurse", "0622",
                  "health.example")
SAFETY = referrer("Community Safety Team", "Bryony Prototypical", "Community safety officer",
                  "0631", "cityoflondon.example", "CST/77")
HOUSING = referrer("CoLC Housing", "Marcus Templateby", "Estate manager", "0541",
                   "cityoflondon.example", "EST/230")

ON_THE_BRIDGE = PEOPLE.case("12/11/2026 09:20", "Testlock", "Adrian", "16/03/1993", POLICE, {
    "Gender": "Man", "Area of residence": "LB Tower Hamlets", "Address": "Flat 3, 20 Example Road",
    "Postcode": "E1 0XA", "Phone": "020 7946 0641",
    "Home authority contact": "Care coordinator, Wednesdays only",
    "Behaviour poses a risk to others": NO,
    "Vulnerability (who in the case, and how)":
        "Adrian hears voices and has stopped taking what helps against them.",
    "Summary of concerns":
        "Officers have talked him down from the same bridge eleven times since August. Each time "
        "he is assessed, sent home and is back within days. Twice he climbed over the rail.",
    "Most recent incident": "10 November: over the rail for forty minutes, in the rain.",
    "Incidents are escalating": YES,
    "How incidents are escalating": "Monthly in the spring, weekly in the autumn; now over the rail",
    "Why a multi-agency approach is needed":
        "The crisis is in the City and everything that could help is in the borough where he "
        "lives. Neither side knows the other's plan.",
    "Support already in place": "Care coordinator whom he has not seen since July",
    "Action already tried": "Eleven assessments; a letter to his doctor",
    "Agencies involved": "City of London Police; City mental health service",
    "Outcome sought": "One plan that both sides keep",
    "Views of the person": "“Nobody rings back. Up there somebody always comes.”",
    "Officer attending": "Rafferty Standfast",
    "Officer attending email": "rafferty.standfast@citypolice.example",
    "Available from": clock("10:00"), "Available to": clock("12:00"),
}, risk=dict(frequency="Weekly", duration="Six to twelve months", harm="Injury or damage",
             fear="In fear for their life", mental_health="Severe", isolation="Alone",
             substances="Often", home="Possibly", self_harm="Attempt in the past year",
             targeted="No", threats="Vague threats", exploitation="Suspected"))

NOT_RECORDED = PEOPLE.case("16/11/2026 14:05", "Samplehurst", "Bridget", "29/09/1970", HEALTH, {
    "Gender": "Woman", "Area of residence": "Southwark", "Address": "5 Pattern Walk",
    "Postcode": "SE1 0XB",
    "Vulnerability (who in the case, and how)":
        "Bridget drinks and has had two head injuries this year.",
    "Summary of concerns":
        "She calls an ambulance from the same bench two or three times a week and walks into the "
        "road before it comes.",
    "Most recent incident": "13 November: a bus stopped a hand's breadth from her.",
    "Professional judgement of serious concern": YES,
    "Reasons for professional judgement":
        "She will be killed by accident before winter is over. Enforcement may be what keeps her "
        "from that bench; it must not be all she gets.",
    "Why a multi-agency approach is needed": "Her own borough's services do not know that she "
                                             "spends her days here.",
    "Agencies involved": "London Ambulance Service",
    "Safeguarding referral made": YES,
}, risk=dict(frequency="Weekly", duration="One to six months", harm="Injury or damage",
             fear="Worried", mental_health="Some", isolation="Alone", substances="Often",
             self_harm="Thoughts"))

FAR_AWAY = PEOPLE.case("17/11/2026 18:30", "Mockingdale", "Piers", "12/12/1989", POLICE, {
    "Gender": "Man", "Area of residence": "Exampleshire", "Address": "1 The Rehearsals",
    "Postcode": "EX2 0XC",
    "Vulnerability (who in the case, and how)": "Piers has a learning disability and trusts "
                                                "everybody who speaks to him.",
    "Summary of concerns":
        "He comes by train with a ticket somebody buys him, stands on the parapet for as long as "
        "the film takes, and goes home. The films are sold.",
    "Most recent incident": "15 November: four young men filmed and shouted numbers.",
    "Incidents are escalating": YES,
    "How incidents are escalating": "Higher each time, as the films are worth more",
    "Why a multi-agency approach is needed": "Police here, safeguarding there, and whoever buys "
                                             "the tickets.",
    "Categories": "Suicide risk in a public place; exploitation",
}, risk=dict(frequency="Weekly", harm="Distress", exploitation="Yes", self_harm="Thoughts",
             targeted="Yes", threats="Vague threats"))

RESIDENT = PEOPLE.case("18/11/2026 11:00", "Prototrewe", "Winifred", "04/02/1946", HOUSING, {
    "Gender": "Woman", "Area of residence": "The City", "Address": "12 Specimen House",
    "Postcode": "EC2Y 0XD", "Housing tenure": "Council tenant",
    "Landlord": "City of London Corporation",
    "Categories": "Anti-social behaviour; repeat victim",
    "Vulnerability (who in the case, and how)": "Winifred is 80 and sleeps with the light on.",
    "Summary of concerns":
        "Since the summer a group drinks on her stairs at night. They know her name, ring her bell "
        "and have put lit paper through the letterbox.",
    "Most recent incident": "14 November: burning paper; the mat caught fire.",
    "Why a multi-agency approach is needed": "Patrols, the door of the block and her own fear "
                                             "need three agencies at once.",
    "Action already tried": "Warning letters; new lock, broken within a week",
}, risk=dict(frequency="Daily or almost", duration="One to six months", harm="Injury or damage",
             threats="Threats of violence", targeted="Yes", fear="Afraid", isolation="Alone",
             substances="Often", home="Yes", weapons="Seen"))

NOT_OVER = PEOPLE.case("19/11/2026 10:10", "Placeholder", "Ignatius", "01/05/1985", SAFETY, {
    "Gender": "Man", "Area of residence": "City of London", "Address": "4 Trial Buildings",
    "Postcode": "EC1M 0XE", "Person's role": "both",
    "Categories": "Neighbour dispute; anti-social behaviour",
    "Vulnerability (who in the case, and how)": "Ignatius has panic attacks in crowds.",
    "Summary of concerns": "He and the bar under his flat report each other every weekend.",
    "Most recent incident": "14 November: he poured water on guests.",
    "Why a multi-agency approach is needed": "Licensing and mental health would have to agree.",
}, risk=dict(frequency="Weekly", duration="Six to twelve months", harm="Injury or damage",
             threats="Threats of violence", targeted="Yes", fear="Afraid", mental_health="Severe",
             isolation="Alone", substances="Sometimes", weapons="Seen"))

ELSEWHERE_PANEL = PEOPLE.case("20/11/2026 15:25", "Dummerston", "Cecily", "18/10/1991", HEALTH, {
    "Gender": "Woman", "Area of residence": "City of London", "Address": "33 Model Mews",
    "Postcode": "EC4M 0XF", "Categories": "Mental health",
    "Vulnerability (who in the case, and how)": "Cecily is afraid of her former husband.",
    "Summary of concerns": "She has called the crisis line each night since he found her address.",
    "Most recent incident": "18 November",
    "Another panel is dealing with the case now": "DA MARAC",
    "Why a multi-agency approach is needed": "Her fear and her health feed each other.",
}, risk=dict(fear="In fear for their life", mental_health="Severe", self_harm="Thoughts"))

NO_ASSESSMENT = PEOPLE.case("24/11/2026 09:45", "Outlinger", "Terrence", "27/08/1968", POLICE, {
    "Gender": "Man", "Area of residence": "Hackney", "Address": "Unknown",
    "Categories": "Rough sleeping or begging",
    "Vulnerability (who in the case, and how)": "Terrence sleeps in a car park and has frostbite.",
    "Summary of concerns": "He lies down on the ramp at night, where drivers do not see him.",
    "Most recent incident": "23 November: a driver braked in time.",
    "Why a multi-agency approach is needed": "Outreach, health and the car park must agree.",
})

SEVENTEEN = PEOPLE.case("25/11/2026 16:00", "Juniorley", "Sasha", "11/12/2008", SAFETY, {
    "Gender": "Not said", "Area of residence": "City of London", "Address": "2 Youth Court",
    "Postcode": "EC2A 0XG", "Categories": "Anti-social behaviour",
    "Vulnerability (who in the case, and how)": "Sasha is out until morning most nights.",
    "Behaviour poses a risk to others": YES,
    "Summary of concerns": "Rides borrowed scooters through the station at night.",
    "Most recent incident": "21 November",
    "Why a multi-agency approach is needed": "School, police and family pull apart.",
}, risk=dict(frequency="Weekly", harm="Injury or damage", exploitation="Suspected"))

ONE_MINUTE_LATE = PEOPLE.case("03/12/2026 17:01", "Formby-Sample", "Olga", "07/07/1977", HEALTH, {
    "Gender": "Woman", "Area of residence": "Tower Hamlets", "Address": "61 Example Road",
    "Postcode": "E1 0XH",
    "Vulnerability (who in the case, and how)": "Olga has dementia and a purse full of notes.",
    "Summary of concerns": "She comes to a bank that closed years ago and is robbed on its steps.",
    "Most recent incident": "1 December: her purse, her hat, her shoes.",
    "Incidents are escalating": YES, "How incidents are escalating": "They wait for her now.",
    "Why a multi-agency approach is needed": "Her family, police and social care there.",
}, risk=dict(frequency="Weekly", harm="Distress", isolation="Some support", targeted="Yes",
             exploitation="Yes"))

MONTHS = Months(FORMS, PEOPLE)
PEOPLE.numbered(2026, *MONTHS.cases, ON_THE_BRIDGE, NOT_RECORDED, FAR_AWAY, RESIDENT, NOT_OVER, ELSEWHERE_PANEL,
                NO_ASSESSMENT, SEVENTEEN, ONE_MINUTE_LATE)

CHAIR = "Community Safety Manager (chair)"
SHARE = "Share with an agency outside the agreement (which, on what basis)"


def decided(case, *answers, **more):
    """A row of decisions.xlsx."""
    return papers.decided(PEOPLE.reference(case), *answers, **more)


DECISIONS = [
    # The service may be told; whether the case is heard needs no signature.
    {**decided(ON_THE_BRIDGE, "accept", None, CHAIR, "24/11/2026"),
     SHARE: "Tower Hamlets mental health service: vital interests, for he may die without a "
            "plan that both sides keep"},
    decided(NOT_OVER, "to-decide"),
    decided(ELSEWHERE_PANEL, "redirect", "redirect", CHAIR, "02/12/2026"),
    decided(SEVENTEEN, "decline", "decline", CHAIR, "02/12/2026"),
]


def agency(name, by, domain, completed):
    """A function that makes this agency's returns."""
    return papers.agency(name, by, domain, completed, PEOPLE.reference)


health = agency("City mental health service", "Ruth Casestudy", "health.example", "02/12/2026")
safety = agency("Community Safety Team", "Bryony Prototypical", "cityoflondon.example",
                "03/12/2026")
ambulance = agency("London Ambulance Service", "Jun Mockwell", "ambulance.example", "01/12/2026")

HEALTH_RETURNS = [
    health(ON_THE_BRIDGE,
           row("victim", "Fact", "11/11/2026", "Detained for assessment nine times since August; "
               "released each time within a day."),
           row("victim", "Opinion", "02/12/2026", "He is safest on days when he has an "
               "appointment the next morning.", CORE),
           row("other", "Fact", "20/11/2026", "His brother asked us not to say that he had rung.",
               NOBODY, "He was promised it."),
           risk="Higher", action="A call each evening at the same time"),
    health(RESIDENT),
]
SAFETY_RETURNS = [
    safety(NOT_RECORDED,
           row("victim", "Fact", "27/11/2026", "Two fixed penalties for drinking in the zone; "
               "neither paid."), risk="Same", action="Look at an order with support in it"),
    safety(RESIDENT,
           row("perpetrator", "Fact", "30/11/2026", "Three of the group are known by name."),
           risk="Same", action="Patrol of the stairs from 9pm"),
]
AMBULANCE_RETURNS = [
    ambulance(NOT_RECORDED,
              row("victim", "Fact", "30/11/2026", "Seventy-one calls this year, sixty from the "
                  "same bench."), risk="Higher",
              attending=officer("Jun Mockwell", "ambulance.example", "10:00", "13:00")),
]


def main():
    """Writes the four meeting folders and the register anew."""
    for folder in (*MONTHS.folders, DECEMBER):
        shutil.rmtree(folder, ignore_errors=True)
    (FORMS.folder / "register.csv").unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as output:
        desk = Desk(FORMS.folder, output)
        MONTHS.make(desk)
        december()
        desk.run("build", DECEMBER.name)


def december():
    """Writes December's folder."""
    referrals = DECEMBER / "referrals"
    save(FORMS.referral_form(ON_THE_BRIDGE), referrals / "City Police 12 Nov.xlsx")
    save(FORMS.referral_form(NOT_RECORDED), referrals / "Mental health 16 Nov.xlsx")
    save(FORMS.referral_form(FAR_AWAY), referrals / "City Police 17 Nov.xlsx")
    save(FORMS.referral_form(RESIDENT), referrals / "Housing 18 Nov.ods")
    FORMS.export_csv(referrals / "Community Safety November.csv", [NOT_OVER, SEVENTEEN])
    save(FORMS.referral_form(ELSEWHERE_PANEL), referrals / "Mental health 20 Nov.xlsx")
    save(FORMS.referral_form(NO_ASSESSMENT), referrals / "City Police 24 Nov.xlsx")
    save(FORMS.referral_form(ONE_MINUTE_LATE), referrals / "Mental health 3 Dec.xlsx")
    returns = DECEMBER / "returns"
    FORMS.return_forms(returns / "Mental health return.xlsx", HEALTH_RETURNS)
    FORMS.return_table(returns / "Community Safety return.xlsx", SAFETY_RETURNS, "10 December 2026")
    FORMS.return_csv(returns / "LAS.csv", AMBULANCE_RETURNS)
    save(papers.decisions(DECISIONS, "10 December 2026"), DECEMBER / "decisions.xlsx")


if __name__ == "__main__":
    main()
