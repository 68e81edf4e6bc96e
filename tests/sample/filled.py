"""Runs the program meeting by meeting and fills in the very workbooks that it makes, as the
coordinator, the note-taker and the agencies do.

The program is `target/release/cmarac` (`cargo build --release`), or what CMARAC names.
"""

import os
import pathlib
import subprocess

from openpyxl import load_workbook

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CMARAC", str(ROOT / "target/release/cmarac"))


class Desk:
    """One panel's working folder, and a folder for what is made from it."""

    def __init__(self, folder, output):
        self.folder = folder
        self.output = pathlib.Path(output)

    def run(self, command, meeting):
        """Runs a command for a meeting; the register goes on where it ends."""
        subprocess.run(
            [PROGRAM, command, "--quiet", "--panel", self.folder.name, "--meeting", meeting,
             "--input", str(self.folder.parent), "--output", str(self.output)],
            check=True, stdout=subprocess.DEVNULL)

    def made(self, meeting, document):
        """A workbook that was made for a meeting."""
        return load_workbook(self.output / self.folder.name / meeting / document)


def heading_row(sheet, headings):
    """The row in which these headings stand, and the column of each heading of that row."""
    for row in sheet.iter_rows():
        columns = {cell.value: cell.column for cell in row if cell.value}
        if set(headings) <= columns.keys():
            return row[0].row, columns
    raise AssertionError(f"{sheet.title} has no row with {sorted(headings)}")


def write(sheet, row, columns, answers):
    """Writes a row's answers under their headings; `""` clears what stands there."""
    for heading, given in answers.items():
        if given is not None:
            sheet.cell(row, columns[heading]).value = given or None


def fill(sheet, key, lines):
    """Fills in lines that are there: `lines` has the answers by what stands under `key`."""
    headings = {heading for answers in lines.values() for heading in answers}
    top, columns = heading_row(sheet, headings | {key})
    rows = {sheet.cell(row, columns[key]).value: row for row in range(top + 1, sheet.max_row + 1)}
    for name, answers in lines.items():
        assert name in rows, f"{sheet.title} has no line of {name}, but of {sorted(filter(None, rows))}"
        write(sheet, rows[name], columns, answers)


def add(sheet, key, lines):
    """Fills in the first lines under whose `key` nothing stands."""
    headings = {heading for answers in lines for heading in answers}
    top, columns = heading_row(sheet, headings | {key})
    free = (row for row in range(top + 1, sheet.max_row + 1)
            if sheet.cell(row, columns[key]).value is None)
    for answers in lines:
        write(sheet, next(free), columns, answers)


def answer(sheet, answers):
    """Answers questions that stand in the first column, in the second."""
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for question, given in answers.items():
        if given is not None:
            sheet.cell(rows[question], 2).value = given


def returned(book, returns):
    """Fills in an agency's return form: `returns` as `papers.agency` makes them."""
    first = returns[0]
    answer(book["Your agency"], {
        heading: first[heading] for heading in ("Completed by", "Email", "Date completed")})
    offered = ("Risk now", "Proposed action", "Officer attending", "Officer attending email",
               "Available from", "Available to")
    for one in returns:
        sheet = book[one["Case reference"]]
        answer(sheet, {"Known to the agency": one["Known to the agency"].lower(),
                       **{heading: one.get(heading) for heading in offered}})
        rows = [{heading: given.lower() if heading in LISTED and given else given
                 for heading, given in row.items()} for row in one["rows"]]
        if rows:
            add(sheet, "Information", rows)
    return book


# What the form offers to choose from, in small letters.
LISTED = ("Kind", "Share with", "Relevant, necessary and proportionate")


def recorded(book, attendance, others, actions, cases):
    """Fills in the meeting record.

    `attendance` by name, `others` for people nobody expected, `actions` and `cases` by reference.
    """
    fill(book["Attendance"], "Name", attendance)
    if others:
        add(book["Attendance"], "Name", others)
    fill(book["Actions"], "Action reference", actions)
    fill(book["Cases"], "Case reference", cases)
    return book
