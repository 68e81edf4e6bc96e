"""The blank forms of the sample: which headings stand on which sheet, in which order."""

import datetime
import pathlib
import re
import tomllib

from sheets import new_workbook, put, questions, table, title, widths

PANEL = pathlib.Path(__file__).parents[2] / "input/islington/panel.toml"


def instrument():
    """The panel's first risk instrument. Only its tables are parsed: times elsewhere in the file
    are written in a way that Python's TOML does not know yet."""
    tables = re.split(r"^(?=\[)", PANEL.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = "".join(table for table in tables if table.startswith("[[instrument"))
    return tomllib.loads(text)["instrument"][0]


INSTRUMENT = instrument()
NOTE = "OFFICIAL-SENSITIVE when completed. Send by secure e-mail only."

REFERRAL = [
    ("Referral", "Community MARAC referral form", [
        "Referral received", "Your reference", "Referring agency", "Referrer name",
        "Referrer role", "Referrer email", "Referrer phone",
        "Referrer is supporting the person and will continue",
        "Officer attending", "Officer attending email", "Available from", "Available to"]),
    ("Person", "The person this referral is about", [
        "Person's role", "Surname", "Forenames", "Also known as", "Date of birth", "Gender",
        "Ethnicity", "First language", "Interpreter needed", "Disability or communication needs",
        "Address", "Postcode", "Address must be kept confidential", "Area of residence",
        "Housing tenure", "Landlord", "Phone", "Safe to call", "How and when to contact safely",
        "People who must not be told", "Aware of this referral", "Consent",
        "Reason if no consent"]),
    ("Other people", "Other people in the case", [
        "Other person surname", "Other person forenames", "Other person date of birth",
        "Other person role", "Other person relationship", "Other person address",
        "Other person area of residence", "Other person address must be kept confidential",
        "Other person 2 surname", "Other person 2 forenames", "Other person 2 date of birth",
        "Other person 2 role", "Other person 2 relationship"]),
    ("Children", "Children", ["Children involved", "Number of children", "Children details"]),
    ("Concerns", "What is happening", [
        "Categories", "Anti-social behaviour involved", "Vulnerability (who in the case, and how)",
        "Ongoing victimisation or risk of harm", "Behaviour poses a risk to others",
        "Summary of concerns", "Most recent incident", "Incidents are escalating",
        "How incidents are escalating", "Professional judgement of serious concern",
        "Reasons for professional judgement", "Why a multi-agency approach is needed",
        "Support already in place", "Action already tried", "Agencies involved", "Outcome sought",
        "Views of the person"]),
    ("Process", "Other processes", [
        "Safeguarding referral made", "Another panel is dealing with the case now",
        "Known to other panels before", "Agencies that must not be told",
        "Urgent meeting requested", "Reason for urgency", "Previously referred",
        "Transferred from"]),
]

# An older form, on one sheet, with other words for the same questions.
OLD_WORDS = {
    "Surname": "Last name", "Forenames": "First name", "Date of birth": "DOB",
    "Referrer phone": "Referrer telephone", "Referring agency": "Agency referring",
    "Consent": "Consent to referral", "Area of residence": "Borough", "Phone": "Telephone",
    "Referral received": "Date received", "Also known as": "AKA",
}
LONG = ["Vulnerability (who in the case, and how)", "Summary of concerns",
        "How incidents are escalating", "Reasons for professional judgement",
        "Why a multi-agency approach is needed"]


def day(text):
    """`14/02/1961` as a date."""
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()


def moment(text):
    """`24/11/2026 16:59` as a date and time."""
    return datetime.datetime.strptime(text, "%d/%m/%Y %H:%M")


def clock(text):
    """`10:30` as a time of day."""
    return datetime.datetime.strptime(text, "%H:%M").time()


def score(question, answer):
    """The score of an answer; None for blank and for "don't know"."""
    return dict(question["options"]).get(answer)


def total(answers):
    """Lowest and highest total of the fourteen answers."""
    scores = [(score(q, a), max(s for _, s in q["options"])) for q, a in rated(answers)]
    return (sum(s or 0 for s, _ in scores), sum(most if s is None else s for s, most in scores))


def rated(answers):
    """Each question of the instrument with its answer; a wrong word stops the maker."""
    pairs = list(zip(INSTRUMENT["question"], answers, strict=True))
    for question, answer in pairs:
        known = [option for option, _ in question["options"]] + ["", "Don't know"]
        assert answer in known, f"{question['text']}: {answer}"
    return pairs


def risk_sheet(book, case):
    """The risk assessment: question, answer, score, and the total as the referrer adds it up."""
    sheet = book.create_sheet("Risk assessment")
    widths(sheet, 58, 24, 10)
    title(sheet, "Risk assessment", "Choose one answer for each question.", 3)
    put(sheet, 4, 1, "Risk assessment used", bold=True, shade=True)
    put(sheet, 4, 2, "Community risk matrix")
    rows = [{"Question": q["text"], "Answer": a, "Score": score(q, a)}
            for q, a in rated(case["risk"])]
    row = table(sheet, 6, ["Question", "Answer", "Score"], rows)
    put(sheet, row + 1, 1, "Risk total", bold=True, shade=True)
    put(sheet, row + 1, 2, case.get("Risk total"))


def referral_form(case):
    """A form workbook with one sheet a section."""
    book = new_workbook()
    for name, heading, headings in REFERRAL:
        sheet = book.create_sheet(name)
        widths(sheet, 46, 78)
        title(sheet, heading, NOTE, 2)
        questions(sheet, 4, headings, case)
    risk_sheet(book, case)
    return book


def old_referral_form(case):
    """The older form: one long sheet, other words, room for long answers under their question."""
    book = new_workbook()
    sheet = book.create_sheet("CMARAC form")
    widths(sheet, 46, 78)
    title(sheet, "Community MARAC: referral (version 3)", NOTE, 2)
    row = 4
    for number, (_, heading, headings) in enumerate(REFERRAL, 1):
        put(sheet, row, 1, f"Part {number}. {heading}", bold=True)
        renamed = [OLD_WORDS.get(h, h) for h in headings]
        answers = {OLD_WORDS.get(h, h): case.get(h) for h in headings}
        row = questions(sheet, row + 1, renamed, answers, below=LONG) + 1
    risk_sheet(book, case)
    return book


def export_row(case):
    """One row of an online form's export: the risk questions are columns too."""
    row = dict(case)
    for question, answer in rated(case["risk"]):
        row[f"Risk: {question['text']}"] = answer
    return row


def export_headings(leave_out=()):
    """The columns of an export."""
    headings = [h for _, _, part in REFERRAL for h in part if h not in leave_out]
    return headings + ["Risk assessment used"] + [
        f"Risk: {q['text']}" for q in INSTRUMENT["question"]] + ["Risk total"]


RETURN = ["Case reference", "Surname", "Forenames", "Date of birth", "Agency", "Completed by",
          "Email", "Date completed", "Known to the agency"]
ROWS = ["About", "Kind", "Date", "Information", "Share with", "Reason for withholding",
        "Relevant, necessary and proportionate"]
AFTER = ["Risk now", "Proposed action", "Officer attending", "Officer attending email",
         "Available from", "Available to"]


def return_sheet(book, name, given):
    """A return on one case as a form: who it is about, its rows, and what the agency offers."""
    sheet = book.create_sheet(name)
    widths(sheet, 26, 40, 14, 70, 30, 34, 22)
    title(sheet, "Community MARAC: information return", NOTE, 7)
    row = questions(sheet, 4, RETURN, given) + 1
    row = questions(sheet, row, AFTER, given) + 1
    if given["rows"]:
        table(sheet, row, ROWS, given["rows"])


def return_rows(given):
    """A return as rows of a table: its rows, or one row alone when nothing is known."""
    common = {h: given.get(h) for h in RETURN + AFTER}
    first = {**common, **(given["rows"][0] if given["rows"] else {})}
    again = {h: common[h] for h in RETURN}
    return [first] + [{**again, **row} for row in given["rows"][1:]]
