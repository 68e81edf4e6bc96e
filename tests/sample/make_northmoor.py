"""How the golden pack of the invented borough was made: python3 tests/sample/make_northmoor.py

Needs what make_islington.py needs. It reads the risk instrument from the pack's panel.toml, and
writes the pack's meeting folder.
"""

import pathlib
import shutil

import papers
from forms import Forms
from papers import officer, row
from people import YES, People, referrer
from sheets import save

PACK = pathlib.Path(__file__).parents[1] / "packs/northmoor/input/northmoor"
FORMS = Forms("northmoor", "Risk Panel", folder=PACK, assessment="Northmoor ladder")
MEETING = PACK / "2026-11-24"
DAY = "24 November 2026"
PEOPLE = People(FORMS, "NM", Area_of_residence="Northmoor")
SUMMARY = "Summary of concerns"

HOMES = referrer("Northmoor Homes", "Ines Dummett", "Tenancy officer", "0821", "homes.example")
CARE = referrer("Care and Health", "Yolanda Testwright", "Social worker", "0822", "care.example",
                "C-19")
POLICE = referrer("Moorland Police", "Petra Sampleson", "Sergeant", "0823", "police.example")


def tenant(**more):
    """What the form of a council tenant says."""
    return {"Housing tenure": "Council tenant", "Landlord": "Northmoor Homes",
            "Agencies involved": "Northmoor Homes", "Address": "1 Example Street",
            "Postcode": "NM1 0XA", **more}


EIGHTEEN = PEOPLE.case("02/11/2026 09:15", "Testling", "Orla", "01/02/1990", HOMES, tenant(**{
    "Categories": "Targeted person", SUMMARY: "A man from the third floor waits on the stairs.",
    **officer("Ines Dummett", "homes.example", "14:00", "16:00")}),
    risk=dict(harm="Badly", often="Every week", home="No"))

SEVENTEEN = PEOPLE.case("03/11/2026 10:00", "Mockett", "Cyril", "15/08/1949", CARE, {
    "Categories": "Conflict between neighbours", "Housing tenure": "Home owner",
    SUMMARY: "Two households share a hedge, a drain and forty years of letters."},
    risk=dict(harm="Slightly", often="Every day", home="No"))

KILL = PEOPLE.case("04/11/2026 11:30", "Placeley", "Dawn", "20/05/1975", POLICE, {
    "Categories": "Targeted person", "Housing tenure": "Private tenant",
    SUMMARY: "Her lodger left a note that names a day."},
    risk=dict(kill="Yes"))

REFUSED = PEOPLE.case("05/11/2026 12:45", "Noway", "Bert", "09/09/1966", CARE, {
    "Categories": "Unsafe home", "Housing tenure": "Home owner", "Consent": "refused",
    "Reason if no consent": "He wants nobody in his house.",
    SUMMARY: "The roof leaks into the fuse box."},
    risk=dict(harm="Badly", often="Every day", home="No"))

NOT_ASKED = PEOPLE.case("06/11/2026 15:20", "Unasked", "Faye", "11/12/1999", POLICE, {
    "Categories": "Exploitation", "Housing tenure": "Hostel", "Consent": "not sought",
    SUMMARY: "A man collects her from the hostel at night."},
    risk=dict(harm="Slightly", often="Every day", home="No"))

CHILDREN = PEOPLE.case("09/11/2026 16:05", "Halfway", "Moira", "30/03/1988", HOMES, tenant(**{
    "Categories": "Unsafe home", "Children involved": YES, "Number of children": 1,
    SUMMARY: "The front door has no lock, and the boy keeps watch."}),
    risk=dict(often="Every week", home="No"))

NOT_KNOWN = PEOPLE.case("10/11/2026 08:55", "Perhaps", "Leo", "07/07/2010", CARE, {
    "Categories": "Exploitation", "Housing tenure": "Lives with his uncle",
    SUMMARY: "He says that there was a threat and will not say what it was."},
    risk=dict(often="Every week", kill="Don't know"))

LANDLORD = PEOPLE.case("11/11/2026 13:10", "Untold", "Sheila", "02/02/1958", POLICE, tenant(**{
    "Categories": "Targeted person", "Agencies involved": "Care and Health",
    SUMMARY: "Stones at the window; the housing office has not heard of it."}),
    risk=dict(harm="Badly", often="Every day", home="No"))

BETWEEN = PEOPLE.case("12/11/2026 10:10", "Betwixt", "Carl", "18/01/1979", HOMES, tenant(**{
    "Categories": "Unsafe home", "Children involved": YES, "Number of children": 2,
    SUMMARY: "The neighbours share one meter and settle the bill with their fists."}),
    risk=dict(often="Every week", home=""))

LATE = PEOPLE.case("13/11/2026 12:01", "Minutelate", "Hugh", "25/12/1981", HOMES, tenant(**{
    "Categories": "Targeted person", SUMMARY: "The shop below empties its bins on his stairs."}),
    risk=dict(harm="Badly", often="Every day", home="No"))

PEOPLE.numbered(2026, EIGHTEEN, SEVENTEEN, KILL, REFUSED, NOT_ASKED, CHILDREN, NOT_KNOWN, LANDLORD,
                BETWEEN, LATE)


def main():
    """Writes the meeting's folder anew."""
    shutil.rmtree(MEETING, ignore_errors=True)
    folder = MEETING / "referrals"
    save(FORMS.referral_form(EIGHTEEN), folder / "Homes 2 November.xlsx")
    FORMS.export_csv(folder / "Care and Health.csv", [SEVENTEEN, REFUSED, NOT_KNOWN])
    FORMS.online_export(folder / "Police and homes.xlsx",
                        [KILL, NOT_ASKED, CHILDREN, LANDLORD, BETWEEN, LATE], exported="13/11/2026 13:00")
    police = papers.agency("Police", "Petra Sampleson", "police.example", "17/11/2026",
                           PEOPLE.reference)
    homes = papers.agency("Northmoor Homes", "Abel Mockler", "homes.example", "18/11/2026",
                          PEOPLE.reference)
    FORMS.return_table(MEETING / "returns/Police.xlsx", [
        police(EIGHTEEN, row("perpetrator", "Fact", "12/11/2026", "Arrested for the injury."),
               risk="Lower"),
        police(KILL, row("victim", "Opinion", "17/11/2026", "The day named is taken seriously."),
               risk="Higher", action="Patrols on that day")], DAY)
    FORMS.return_csv(MEETING / "returns/homes.csv", [
        homes(CHILDREN, row("both", "Fact", "18/11/2026", "A lock was fitted today."),
              risk="Lower"),
        homes(KILL)])
    save(papers.decisions([
        papers.decided(PEOPLE.reference(SEVENTEEN), "decline", "agree", "Director", "19/11/2026"),
    ], DAY), MEETING / "decisions.xlsx")


if __name__ == "__main__":
    main()
