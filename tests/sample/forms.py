"""The blank forms of a panel's sample: which headings stand on which sheet, in which order."""

import datetime
import pathlib
import re
import tomllib

from sheets import new_workbook, put, questions, save, save_csv, table, title, widths

INPUT = pathlib.Path(__file__).parents[2] / "input"
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


RETURN = ["Case reference", "Surname", "Forenames", "Date of birth", "Agency", "Completed by",
          "Email", "Date completed", "Known to the agency"]
ROWS = ["About", "Kind", "Date", "Information", "Share with", "Reason for withholding",
        "Relevant, necessary and proportionate"]
AFTER = ["Risk now", "Proposed action", "Officer attending", "Officer attending email",
         "Available from", "Available to"]
COLUMNS = RETURN + ROWS + AFTER


def instrument(panel_file):
    """The first risk instrument of a panel file, or None. Only its tables are parsed: times
    elsewhere in the file are written in a way that Python's TOML does not know yet."""
    tables = re.split(r"^(?=\[)", panel_file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = "".join(table for table in tables if table.startswith("[[instrument"))
    return tomllib.loads(text).get("instrument", [None])[0]


def score(question, answer):
    """The score of an answer; None for blank and for "don't know"."""
    return dict(question["options"]).get(answer)


def return_rows(given):
    """A return as rows of a table: its rows, or one row alone when nothing is known."""
    common = {h: given.get(h) for h in RETURN + AFTER}
    first = {**common, **(given["rows"][0] if given["rows"] else {})}
    again = {h: common[h] for h in RETURN}
    return [first] + [{**again, **row} for row in given["rows"][1:]]


class Forms:
    """The forms of one panel: its folder, its risk instrument, and what its forms are headed.

    `folder` is for a panel whose working folder is not under the repository's `input`; `sections`
    for a referral form that asks something else than `REFERRAL`.
    """

    def __init__(self, panel, heading="Community MARAC", folder=None, sections=None,
                 assessment="Community risk matrix"):
        self.folder = folder or INPUT / panel
        self.heading = heading
        self.instrument = instrument(self.folder / "panel.toml")
        self.sections = sections or [
            (name, text.replace("Community MARAC", heading), headings)
            for name, text, headings in REFERRAL]
        self.assessment = assessment

    def rated(self, answers):
        """Each question of the instrument with its answer; a wrong word stops the maker."""
        pairs = list(zip(self.instrument["question"], answers, strict=True))
        for question, answer in pairs:
            known = [option for option, _ in question["options"]] + ["", "Don't know"]
            assert answer in known, f"{question['text']}: {answer}"
        return pairs

    def risk(self, **answers):
        """The answers in the instrument's order, by the codes of its questions (`self_harm` for
        `self-harm`); a question that is not named gets its first option."""
        given = {code.replace("_", "-"): answer for code, answer in answers.items()}
        asked = self.instrument["question"]
        strangers = given.keys() - {question["code"] for question in asked}
        assert not strangers, f"no such question: {strangers}"
        ordered = [given.get(question["code"], question["options"][0][0]) for question in asked]
        self.rated(ordered)
        return ordered

    def total(self, answers):
        """The sum of the answers, or None where one of them has no score."""
        scores = [score(question, answer) for question, answer in self.rated(answers)]
        return None if None in scores else sum(scores)

    def risk_sheet(self, book, case):
        """The risk assessment: question, answer, score, and the total as the referrer adds it
        up."""
        sheet = book.create_sheet("Risk assessment")
        widths(sheet, 58, 24, 10)
        title(sheet, "Risk assessment", "Choose one answer for each question.", 3)
        put(sheet, 4, 1, "Risk assessment used", bold=True, shade=True)
        put(sheet, 4, 2, self.assessment)
        rows = [{"Question": q["text"], "Answer": a, "Score": score(q, a)}
                for q, a in self.rated(case["risk"])]
        row = table(sheet, 6, ["Question", "Answer", "Score"], rows)
        put(sheet, row + 1, 1, "Risk total", bold=True, shade=True)
        put(sheet, row + 1, 2, case.get("Risk total"))

    def referral_form(self, case):
        """A form workbook with one sheet a section. A case without `risk` brings no assessment."""
        book = new_workbook()
        for name, heading, headings in self.sections:
            sheet = book.create_sheet(name)
            widths(sheet, 46, 78)
            title(sheet, heading, NOTE, 2)
            questions(sheet, 4, headings, case)
        if case.get("risk"):
            self.risk_sheet(book, case)
        return book

    def old_referral_form(self, case):
        """The older form: one long sheet, other words, room for long answers under their
        question."""
        book = new_workbook()
        sheet = book.create_sheet("CMARAC form")
        widths(sheet, 46, 78)
        title(sheet, f"{self.heading}: referral (version 3)", NOTE, 2)
        row = 4
        for number, (_, heading, headings) in enumerate(self.sections, 1):
            put(sheet, row, 1, f"Part {number}. {heading}", bold=True)
            renamed = [OLD_WORDS.get(h, h) for h in headings]
            answers = {OLD_WORDS.get(h, h): case.get(h) for h in headings}
            row = questions(sheet, row + 1, renamed, answers, below=LONG) + 1
        if case.get("risk"):
            self.risk_sheet(book, case)
        return book

    def export_row(self, case):
        """One row of an online form's export: the risk questions are columns too."""
        row = dict(case)
        if case.get("risk"):
            for question, answer in self.rated(case["risk"]):
                row[f"Risk: {question['text']}"] = answer
        return row

    def export_headings(self, leave_out=()):
        """The columns of an export."""
        headings = [h for _, _, part in self.sections for h in part if h not in leave_out]
        if self.instrument is None:
            return headings
        return headings + ["Risk assessment used"] + [
            f"Risk: {q['text']}" for q in self.instrument["question"]] + ["Risk total"]

    def export_csv(self, path, cases, **how):
        """Referrals as a csv, one a row."""
        save_csv(path, self.export_headings(), [self.export_row(case) for case in cases], **how)

    def online_export(self, path, cases, exported, first=5021):
        """The export of an online form: a few lines, then the heading row, then a row a
        referral."""
        book = new_workbook()
        sheet = book.create_sheet("Export")
        headings = ["Submission ID", *self.export_headings()]
        widths(sheet, *[16] + [24] * (len(headings) - 1))
        title(sheet, f"{self.heading} online referral: submissions",
              f"Exported {exported}. OFFICIAL-SENSITIVE", len(headings))
        table(sheet, 4, headings, [
            {**self.export_row(case), "Submission ID": f"CM-{number}"}
            for number, case in enumerate(cases, first)])
        save(book, path)

    def return_table(self, path, returns, meeting, name="Return"):
        """Several returns of one agency as a table in a workbook; `meeting` in words."""
        book = new_workbook()
        sheet = book.create_sheet(name)
        widths(sheet, 15, 18, 16, 13, 26, 20, 32, 15, 18, 13, 10, 12, 60, 26, 40, 22, 11, 44, 20,
               32, 11, 11)
        title(sheet, f"{self.heading}: information returns", f"Meeting of {meeting}", len(COLUMNS))
        table(sheet, 4, COLUMNS, [row for given in returns for row in return_rows(given)])
        save(book, path)

    def return_csv(self, path, returns, **how):
        """Several returns of one agency as a csv."""
        save_csv(path, COLUMNS, [row for given in returns for row in return_rows(given)], **how)

    def return_forms(self, path, returns):
        """One return a sheet."""
        book = new_workbook()
        for number, given in enumerate(returns, 1):
            name = "Return" if len(returns) == 1 else f"Return {number}"
            self.return_sheet(book, name, given)
        save(book, path)

    def return_sheet(self, book, name, given):
        """A return on one case as a form: who it is about, its rows, and what the agency
        offers."""
        sheet = book.create_sheet(name)
        widths(sheet, 26, 40, 14, 70, 30, 34, 22)
        title(sheet, f"{self.heading}: information return", NOTE, 7)
        row = questions(sheet, 4, RETURN, given) + 1
        row = questions(sheet, row, AFTER, given) + 1
        if given["rows"]:
            table(sheet, row, ROWS, given["rows"])
