"""What people write down round a meeting, on any panel: decisions, returns, the meeting record,
action updates. Cases are named by their references."""

from forms import clock, day
from sheets import new_workbook, table, title, widths

DECISIONS = [
    "Case reference", "Proposed outcome", "Decision", "Reason for the file",
    "Words for the letter", "Decided by", "Date", "Received", "Time slot", "Attendees to add",
    "Agencies to leave out (with reason)",
    "Share with an agency outside the agreement (which, on what basis)"]


def decided(reference, proposed, decision=None, by=None, on=None, **more):
    """A row of decisions.xlsx."""
    return {"Case reference": reference, "Proposed outcome": proposed,
            "Decision": decision, "Decided by": by, "Date": day(on) if on else None,
            **{key.replace("_", " "): value for key, value in more.items()}}


def decisions(rows, meeting):
    """decisions.xlsx as the pre-meeting leaves it; `meeting` in words."""
    book = new_workbook()
    sheet = book.create_sheet("Decisions")
    widths(sheet, 16, 18, 18, 48, 48, 30, 12, 17, 10, 26, 30, 34)
    title(sheet, f"Decisions for the meeting on {meeting}",
          "A row without a name in Decided by is not signed off.", len(DECISIONS))
    table(sheet, 4, DECISIONS, rows)
    return book


ALL, CORE, NOBODY = "All members", "Core members", "Do not circulate"


def row(who, kind, when, information, share=ALL, reason=None, confirmed="Yes"):
    """One row of information in a return."""
    return {"About": who, "Kind": kind, "Date": day(when) if when else None,
            "Information": information, "Share with": share, "Reason for withholding": reason,
            "Relevant, necessary and proportionate": confirmed}


def officer(name, domain, start, end):
    """Who will attend, and when they can."""
    return {"Officer attending": name,
            "Officer attending email": f"{name.lower().replace(' ', '.')}@{domain}",
            "Available from": clock(start), "Available to": clock(end)}


def agency(name, by, domain, completed, reference):
    """A function that makes this agency's returns; `reference` gives the reference of a case."""
    def make(case, *rows, risk=None, action=None, attending=None, on=completed):
        return {"Agency": name, "Completed by": by,
                "Email": f"{by.lower().replace(' ', '.')}@{domain}",
                "Date completed": day(on), "Case reference": reference(case),
                "Surname": case["Surname"], "Forenames": case["Forenames"],
                "Date of birth": case["Date of birth"],
                "Known to the agency": "Information" if rows else "Nothing known",
                "Risk now": risk, "Proposed action": action, **(attending or {}),
                "rows": list(rows)}
    return make


ATTENDANCE = ["Agency", "Name", "Email", "Status", "Information sent on",
              "Confidentiality statement signed"]
ACTIONS = ["Action reference", "Case reference", "Action", "Agency", "Owner", "Due", "Status",
           "Date reported", "Reason", "Note"]
CASES = ["Case reference", "Outcome", "Reason for closing", "Plan agreed", "Primary agency",
         "Risk to children", "Risk to the public", "Policy issue raised"]
CHANGED, NOT_DONE = "circumstances changed", "agency did not do it"


def present(agency, name, domain, status="present", sent="04/11/2026", signed="Yes"):
    """A row of attendance."""
    return dict(zip(ATTENDANCE, [
        agency, name, f"{name.lower().replace(' ', '.')}@{domain}", status,
        day(sent) if sent else None, signed]))


def action(number, reference, what, agency, owner, due, status="open", reported=None,
           reason=None, note=None, year=2026):
    """A row of actions."""
    return dict(zip(ACTIONS, [
        f"A-{year}-{number:03}", reference, what, agency, owner, day(due), status,
        day(reported) if reported else None, reason, note]))


def heard(reference, outcome, closing=None, plan=None, primary=None, children=None, public=None,
          policy=None):
    """A row of what became of the cases."""
    return dict(zip(CASES, [reference, outcome, closing, plan, primary, children, public, policy]))


def meeting_record(meeting, attendance, actions, cases):
    """The meeting record as it was filled in; `meeting` in words."""
    book = new_workbook()
    for name, headings, rows, sizes in [
            ("Attendance", ATTENDANCE, attendance, (42, 24, 42, 14, 20, 34)),
            ("Actions", ACTIONS, actions, (18, 16, 52, 42, 22, 13, 12, 15, 24, 48)),
            ("Cases", CASES, cases, (16, 14, 46, 46, 22, 22, 28, 44))]:
        sheet = book.create_sheet(name)
        widths(sheet, *sizes)
        title(sheet, f"Meeting of {meeting}: {name.lower()}", "OFFICIAL-SENSITIVE",
              len(headings))
        table(sheet, 4, headings, rows)
    return book
