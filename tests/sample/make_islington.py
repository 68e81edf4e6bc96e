"""How the sample in input/islington was made: python3 tests/sample/make_islington.py

Needs Python 3.11 or newer, openpyxl and, for the xls and ods files, LibreOffice (`soffice`).
Run it again after a change here; nothing else in the repository needs it. It reads the risk
instrument from panel.toml, and writes neither that nor register.csv.
"""

import pathlib
import shutil

import meetings as m
import referrals as r
import returns as back
from forms import (AFTER, RETURN, ROWS, export_headings, export_row, old_referral_form,
                   referral_form, return_rows, return_sheet)
from sheets import new_workbook, save, save_csv, table, title, widths

SAMPLE = pathlib.Path(__file__).parents[2] / "input/islington"
NOVEMBER = SAMPLE / "2026-11-11"
DECEMBER = SAMPLE / "2026-12-09"
COLUMNS = RETURN + ROWS + AFTER


def return_table(path, returns, name="Return"):
    """Several returns of one agency as a table in a workbook."""
    book = new_workbook()
    sheet = book.create_sheet(name)
    widths(sheet, 15, 18, 16, 13, 26, 20, 32, 15, 18, 13, 10, 12, 60, 26, 40, 22, 11, 44, 20, 32,
           11, 11)
    title(sheet, "Community MARAC: information returns", "Meeting of 9 December 2026", len(COLUMNS))
    table(sheet, 4, COLUMNS, [row for given in returns for row in return_rows(given)])
    save(book, path)


def return_csv(path, returns, **how):
    """Several returns of one agency as a csv."""
    save_csv(path, COLUMNS, [row for given in returns for row in return_rows(given)], **how)


def return_forms(path, returns):
    """One return a sheet."""
    book = new_workbook()
    for number, given in enumerate(returns, 1):
        return_sheet(book, "Return" if len(returns) == 1 else f"Return {number}", given)
    save(book, path)


def online_export(path, cases):
    """The export of an online form: a few lines, then the heading row, then a row a referral."""
    book = new_workbook()
    sheet = book.create_sheet("Export")
    headings = ["Submission ID", *export_headings()]
    widths(sheet, *[16] + [24] * (len(headings) - 1))
    title(sheet, "Community MARAC online referral: submissions",
          "Exported 24/11/2026 17:05. OFFICIAL-SENSITIVE", len(headings))
    table(sheet, 4, headings, [
        {**export_row(case), "Submission ID": f"CM-{number}"}
        for number, case in enumerate(cases, 5021)])
    save(book, path)


def november():
    """The meeting before: its referrals, its decisions and its filled-in record."""
    referrals = NOVEMBER / "referrals"
    save(referral_form(r.CUCKOOED), referrals / "Referral form - housing 12.10.xlsx")
    save(old_referral_form(r.HOARDED), referrals / "Floating Support/CMARAC referral Oct.xls")
    save_csv(referrals / "Police SNT referrals October.csv", export_headings(),
             [export_row(r.NO_NEED)])
    save(referral_form(r.DEFERRED), referrals / "Victim Support/CMARAC referral 27.10.xlsx")
    save(m.decisions(m.NOVEMBER, "11 November 2026"), NOVEMBER / "decisions.xlsx")
    save(m.meeting_record(), NOVEMBER / "meeting-record.xlsx")


def december_referrals():
    """Referrals as four agencies' forms and three exports."""
    referrals = DECEMBER / "referrals"
    save(referral_form(r.ON_SCORE), referrals / "Referral form - Northmoor 29.10.xlsx")
    save(old_referral_form(r.ON_ESCALATION), referrals / "Victim Support/CMARAC referral 3.11.xls")
    save(referral_form(r.ON_JUDGEMENT), referrals / "Adult Social Care/ASC referral 6 Nov.xlsx")
    save(referral_form(r.WRONG_TOTAL), referrals / "Floating Support/CMARAC referral 12 Nov.ods")
    save(referral_form(r.ONE_BLANK), referrals / "Referral form - housing 17.11.xlsx")
    save(referral_form(r.EIGHTEEN_CHARITY), referrals / "Victim Support/CMARAC referral 20.11.xlsx")
    save(referral_form(r.REPEAT), referrals / "Referral form - housing 24.11.xlsx")
    save(old_referral_form(r.TOO_LATE), referrals / "Mental health trust/CMARAC form (ward).xlsx")
    save_csv(referrals / "Police SNT referrals November.csv", export_headings(),
             [export_row(case) for case in (r.THIRTY_ONE, r.DONT_KNOW, r.EIGHTEEN_POLICE)],
             encoding="cp1252", separator=";")
    save_csv(referrals / "Noise team/night-team-export-2026-11-20.csv", export_headings(),
             [export_row(r.URGENT_NO_REASON)], above=[["Night team referrals"], []])
    online_export(referrals / "Online form export 24-11-2026.xlsx",
                  [r.SEVENTEEN, r.OTHER_PANEL, r.HURRIED, r.THIRTY_TWO])


def december_returns():
    """Returns in every shape that agencies send."""
    returns = DECEMBER / "returns"
    return_table(returns / "Police return December.xlsx", back.POLICE)
    return_csv(returns / "victim-support-returns.csv", back.VICTIM_SUPPORT)
    for name, given in back.SOCIAL_CARE.items():
        return_forms(returns / f"Adult Social Care/{name}.xlsx", [given])
    return_forms(returns / "MHAAT returns December.ods", back.TRUST)
    return_csv(returns / "Noise team/returns.csv", back.NOISE, encoding="cp1252", separator=";")
    return_table(returns / "Fire Brigade return.xls", back.FIRE)
    return_forms(returns / "Housing/Return 26 Nov.xlsx", back.HOUSING[:1])
    return_forms(returns / "Housing/Return 1 Dec UPDATED.xlsx", back.HOUSING[1:])
    return_forms(returns / "Larkfield return.xlsx", [back.LARKFIELD])
    return_forms(returns / "Drug and alcohol return (sorry late).xlsx", [back.RECOVERY])
    return_csv(returns / "Probation.csv", back.PROBATION)
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
    save(m.decisions(m.DECEMBER, "9 December 2026"), DECEMBER / "decisions.xlsx")
    save(m.housing_update(), DECEMBER / "updates/Housing actions December.xlsx")


if __name__ == "__main__":
    main()
