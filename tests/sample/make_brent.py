"""How the sample in input/brent was made: python3 tests/sample/make_brent.py

Needs what make_islington.py needs. Run it again after a change here; nothing else in the repository
needs it. It reads the risk instrument from panel.toml, and writes neither that nor register.csv.
"""

import shutil

from forms import Forms
from people import NO, YES, People, referrer
from sheets import save

FORMS = Forms("brent", "Brent Community MARAC", assessment="Community risk matrix")
MEETING = FORMS.folder / "2027-03-17"
PEOPLE = People(FORMS, "BRE", Area_of_residence="Brent")

TENANCY = referrer("Brent Housing", "Desta Outline", "Tenancy management lead", "0441",
                   "brent.example", "TM-2231")

CUCKOOED = PEOPLE.case("17/02/2027 10:05", "Testcroft", "Mildred", "04/05/1950", TENANCY, {
    "Gender": "Woman", "Address": "14 Invented Walk", "Postcode": "HA9 0XA",
    "Categories": "Victim of anti-social behaviour", "Behaviour poses a risk to others": NO,
    "Vulnerability (who in the case, and how)": "Mildred is 76 and cannot manage her stairs.",
    "Summary of concerns": "Two young men have moved into her front room and deal from the window.",
    "Most recent incident": "15 February: a stranger answered her door with a knife in his hand.",
    "Why a multi-agency approach is needed": "Housing can evict nobody without police beside them, "
                                             "and Mildred needs care when they have gone.",
    "Safeguarding referral made": YES,
}, risk=dict(frequency="Daily or almost", duration="One to six months", harm="Injury or damage",
             threats="Threats of violence", weapons="Seen", targeted="Yes", fear="Afraid",
             isolation="Alone", substances="Often", home="Yes", exploitation="Yes"))


def main():
    """Writes the meeting's folder anew."""
    shutil.rmtree(MEETING, ignore_errors=True)
    save(FORMS.referral_form(CUCKOOED), MEETING / "referrals/Referral form Testcroft.xlsx")


if __name__ == "__main__":
    main()
