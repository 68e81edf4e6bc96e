"""Writes the workbooks of the sample: forms, tables and csv files as people send them.

Everything written here is deterministic: no author, no clock, fixed times inside the archives.
Workbooks are made with openpyxl; xls and ods files are those workbooks converted by LibreOffice.
"""

import csv
import datetime
import io
import pathlib
import re
import subprocess
import tempfile
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

FIXED = (1980, 1, 1, 0, 0, 0)
BAND = PatternFill("solid", fgColor="FF1F4E5F")
SHADE = PatternFill("solid", fgColor="FFE6EEF1")
RULE = Border(bottom=Side(style="thin", color="FF9FB4BD"))
WRAP = Alignment(wrap_text=True, vertical="top", horizontal="left")


def put(sheet, row, column, value, bold=False, shade=False):
    """One cell, with the number format that a date or time needs."""
    cell = sheet.cell(row, column)
    if value is None or value == "":
        cell.alignment = WRAP
        cell.border = RULE
        return
    cell.value = value
    if isinstance(value, datetime.datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, datetime.date):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, datetime.time):
        cell.number_format = "hh:mm"
    elif isinstance(value, str):
        cell.number_format = "@"
    cell.font = Font(name="Arial", size=11, bold=bold)
    cell.alignment = WRAP
    cell.border = RULE
    if shade:
        cell.fill = SHADE


def title(sheet, text, note, columns):
    """The coloured band at the top of a form's sheet, and the line under it."""
    sheet.cell(1, 1, text).font = Font(name="Arial", size=14, bold=True, color="FFFFFFFF")
    for column in range(1, columns + 1):
        sheet.cell(1, column).fill = BAND
    sheet.row_dimensions[1].height = 26
    sheet.cell(2, 1, note).font = Font(name="Arial", size=9, italic=True)


def widths(sheet, *sizes):
    """Column widths in characters, and a page that all of them fit on."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "portrait" if len(sizes) <= 3 else "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_view.showGridLines = False
    for number, size in enumerate(sizes, 1):
        sheet.column_dimensions[get_column_letter(number)].width = size


def grow(sheet, row, columns):
    """Makes a row high enough for the longest text in it."""
    lines = 1
    for cell in sheet[row]:
        width = sheet.column_dimensions[get_column_letter(cell.column)].width
        words = len(str(cell.value)) if isinstance(cell.value, str) else 0
        lines = max(lines, -(-words // int(width * columns * 1.05)))
    sheet.row_dimensions[row].height = 15 * lines + 3


def questions(sheet, row, headings, answers, below=()):
    """Headings down column A with their answers beside them, or under them if in `below`.

    Returns the first free row.
    """
    for heading in headings:
        put(sheet, row, 1, heading, bold=True, shade=True)
        if heading in below:
            row += 1
            put(sheet, row, 1, answers.get(heading))
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
            grow(sheet, row, 2)
        else:
            put(sheet, row, 2, answers.get(heading))
            grow(sheet, row, 1)
        row += 1
    return row


def table(sheet, row, headings, rows):
    """A heading row and the rows under it. Returns the first free row."""
    for column, heading in enumerate(headings, 1):
        put(sheet, row, column, heading, bold=True, shade=True)
    grow(sheet, row, 1)
    for answers in rows:
        row += 1
        for column, heading in enumerate(headings, 1):
            put(sheet, row, column, answers.get(heading))
        grow(sheet, row, 1)
    return row + 1


def new_workbook():
    """An empty workbook without the sheet that openpyxl gives it."""
    book = Workbook()
    book.remove(book.active)
    return book


def save(book, path):
    """Writes a workbook; the ending says as what: xlsx, xls or ods."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = io.BytesIO()
    book.save(plain)
    xlsx = without_traces(plain.getvalue())
    if path.suffix == ".xlsx":
        path.write_bytes(xlsx)
        return
    kind = {".xls": "xls:MS Excel 97", ".ods": "ods"}[path.suffix]
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "book.xlsx")
        source.write_bytes(xlsx)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", kind, "--outdir", folder, str(source)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        made = pathlib.Path(folder, "book" + path.suffix).read_bytes()
    path.write_bytes(without_traces(made) if path.suffix == ".ods" else made)


CORE = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties"/>')
APP = ('<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
       'extended-properties"/>')
META = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2">'
        "<office:meta/></office:document-meta>")
SETTINGS = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document-settings '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'office:version="1.2"><office:settings/></office:document-settings>')
BLANKED = {"docProps/core.xml": CORE, "docProps/app.xml": APP, "meta.xml": META,
           "settings.xml": SETTINGS}


def without_traces(archive):
    """The same archive with empty properties and fixed times, so that it says who made it to
    nobody and has the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name.startswith(("Thumbnails/", "Configurations2/")):
                continue
            body = old.read(name)
            if name in BLANKED:
                body = BLANKED[name].encode()
            if name == "META-INF/manifest.xml":
                body = re.sub(
                    rb'\s*<manifest:file-entry [^>]*"(Thumbnails|Configurations2)/[^>]*/>',
                    b"", body)
            if name == "styles.xml":
                body = in_order(body)
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = (
                zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
            new.writestr(entry, body)
    return out.getvalue()


def in_order(styles):
    """Page styles sorted by name: LibreOffice writes them in an order of its own each time."""
    pages = re.findall(rb"<style:master-page .*?</style:master-page>", styles, re.S)
    if not pages:
        return styles
    start = styles.index(pages[0])
    return styles[:start] + b"".join(sorted(pages)) + styles[start + len(b"".join(pages)):]


def written(value):
    """A value as an export writes it into a csv."""
    if isinstance(value, datetime.datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return "" if value is None else str(value)


def save_csv(path, headings, rows, encoding="utf-8", separator=",", above=()):
    """Writes a csv with lines `above` its heading row."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows(above)
    writer.writerow(headings)
    for answers in rows:
        writer.writerow([written(answers.get(heading)) for heading in headings])
    path.write_bytes(text.getvalue().encode(encoding))
