"""How the sample in input/islington was made: python3 tests/sample/make_islington.py

Needs Python 3.11 or newer, openpyxl and, for the xls and ods files, LibreOffice (`soffice`).
Run it again after a change here; nothing else in the repository needs it. It reads the risk
instrument from panel.toml, and writes neither that nor register.csv.
"""

import shutil

import meetings as m
import papers
import referrals as r
import returns as back
from forms import Forms
from sheets import save

FORMS = Forms("islington")
NOVEMBER = FORMS.folder / "2026-11-11"
DECEMBER = FORMS.folder / "2026-12-09"


def return_table(path, given):
    """Several returns of one agency as a table in a workbook."""
    FORMS.return_table(path, given, "9 December 2026")


def november():
    """The meeting before: its referrals, its decisions and its filled-in record."""
    referrals = NOVEMBER / "referrals"
    save(FORMS.referral_form(r.CUCKOOED), referrals / "Referral form - housing 12.10.xlsx")
    save(FORMS.old_referral_form(r.HOARDED), referrals / "Floating Support/CMARAC referral Oct.xls")
    FORMS.export_csv(referrals / "Police SNT referrals October.csv", [r.NO_NEED])
    save(FORMS.referral_form(r.DEFERRED), referrals / "Victim Support/CMARAC referral 27.10.xlsx")
    save(papers.decisions(m.NOVEMBER, "11 November 2026"), NOVEMBER / "decisions.xlsx")
    save(papers.meeting_record("11 November 2026", m.WHO_CAME, m.AGREED, m.CLOSED),
         NOVEMBER / "meeting-record.xlsx")


def december_referrals():
    """Referrals as four agencies' forms and three exports."""
    referrals = DECEMBER / "referrals"
    save(FORMS.referral_form(r.ON_SCORE), referrals / "Referral form - Northmoor 29.10.xlsx")
    save(FORMS.old_referral_form(r.ON_ESCALATION),
         referrals / "Victim Support/CMARAC referral 3.11.xls")
    save(FORMS.referral_form(r.ON_JUDGEMENT),
         referrals / "Adult Social Care/ASC referral 6 Nov.xlsx")
    save(FORMS.referral_form(r.WRONG_TOTAL),
         referrals / "Floating Support/CMARAC referral 12 Nov.ods")
    save(FORMS.referral_form(r.ONE_BLANK), referrals / "Referral form - housing 17.11.xlsx")
    save(FORMS.referral_form(r.EIGHTEEN_CHARITY),
         referrals / "Victim Support/CMARAC referral 20.11.xlsx")
    save(FORMS.referral_form(r.REPEAT), referrals / "Referral form - housing 24.11.xlsx")
    save(FORMS.old_referral_form(r.TOO_LATE),
         referrals / "Mental health trust/CMARAC form (ward).xlsx")
    FORMS.export_csv(referrals / "Police SNT referrals November.csv",
                     [r.THIRTY_ONE, r.DONT_KNOW, r.EIGHTEEN_POLICE], encoding="cp1252",
                     separator=";")
    FORMS.export_csv(referrals / "Noise team/night-team-export-2026-11-20.csv",
                     [r.URGENT_NO_REASON], above=[["Night team referrals"], []])
    FORMS.online_export(referrals / "Online form export 24-11-2026.xlsx",
                        [r.SEVENTEEN, r.OTHER_PANEL, r.HURRIED, r.THIRTY_TWO],
                        exported="24/11/2026 17:05")


def december_returns():
    """Returns in every shape that agencies send."""
    returns = DECEMBER / "returns"
    return_table(returns / "Police return December.xlsx", back.POLICE)
    FORMS.return_csv(returns / "victim-support-returns.csv", back.VICTIM_SUPPORT)
    for name, given in back.SOCIAL_CARE.items():
        FORMS.return_forms(returns / f"Adult Social Care/{name}.xlsx", [given])
    FORMS.return_forms(returns / "MHAAT returns December.ods", back.TRUST)
    FORMS.return_csv(returns / "Noise team/returns.csv", back.NOISE, encoding="cp1252",
                     separator=";")
    return_table(returns / "Fire Brigade return.xls", back.FIRE)
    FORMS.return_forms(returns / "Housing/Return 26 Nov.xlsx", back.HOUSING[:1])
    FORMS.return_forms(returns / "Housing/Return 1 Dec UPDATED.xlsx", back.HOUSING[1:])
    FORMS.return_forms(returns / "Larkfield return.xlsx", [back.LARKFIELD])
    FORMS.return_forms(returns / "Drug and alcohol return (sorry late).xlsx", [back.RECOVERY])
    FORMS.return_csv(returns / "Probation.csv", back.PROBATION)
    return_table(returns / "Community Safety return.xlsx", back.SAFETY)
    for name, given in back.NOTHING.items():
        return_table(returns / f"{name}.xlsx", given)


def main():
    """Writes the two meeting folders anew."""
    received = [case["Referral received"] for case in r.ORDER]
    assert received == sorted(received), "ORDER is the order of receipt"
    for folder in (NOVEMBER, DECEMBER):
        shutil.rmtree(folder, ignore_errors=True)
    november()
    december_referrals()
    december_returns()
    save(papers.decisions(m.DECEMBER, "9 December 2026"), DECEMBER / "decisions.xlsx")
    save(m.housing_update(), DECEMBER / "updates/Housing actions December.xlsx")


if __name__ == "__main__":
    main()
