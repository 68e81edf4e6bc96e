"""Writes Word files from a few calls: paragraphs, tables, tags, header and footer.

The look (fonts, sizes, colours, page) is that of templates/minutes.docx, whose styles are taken from
that very file; styles that only these templates need are added. Needs Python 3.8 and nothing else.
"""

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ACCENT, ALARM, QUIET, HAIRLINE = "0B4A5A", "8F1D00", "454D55", "AAB4BB"
WIDTH = 9638  # of the text, in twentieths of a point: 170 mm


def bar(colour, fill):
    """A bar at the left and a tinted ground."""
    return (
        f'<w:pBdr><w:left w:val="single" w:sz="32" w:space="8" w:color="{colour}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    )


# Identifier, name in Word, what it is based on, paragraph properties, run properties.
STYLES = [
    ("ListBullet", "List Bullet", "Normal", '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="40"/>', ""),
    ("RunningHead", "Running head", "Normal",
     f'<w:tabs><w:tab w:val="center" w:pos="{WIDTH // 2}"/><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs><w:spacing w:after="0"/>', ""),
    ("Letterhead", "Letterhead", "Normal", '<w:spacing w:after="280"/>',
     f'<w:b/><w:color w:val="{ACCENT}"/><w:sz w:val="38"/><w:szCs w:val="38"/>'),
    ("Address", "Address", "Normal", '<w:spacing w:after="0"/>', ""),
    ("Office", "Office", "Normal", '<w:spacing w:after="0"/>', f'<w:color w:val="{QUIET}"/>'),
    ("Reference", "Reference", "Normal",
     f'<w:pBdr><w:top w:val="single" w:sz="10" w:space="6" w:color="{ACCENT}"/></w:pBdr>'
     '<w:tabs><w:tab w:val="left" w:pos="2200"/></w:tabs><w:spacing w:after="20"/><w:ind w:left="2200" w:hanging="2200"/>', ""),
    ("Salutation", "Salutation", "Normal", '<w:spacing w:before="240"/>', ""),
    ("LetterHeading1", "Letter heading 1", "Heading1", '<w:spacing w:before="200" w:after="120"/>',
     '<w:sz w:val="30"/><w:szCs w:val="30"/>'),
    ("LetterHeading2", "Letter heading 2", "Heading2", '<w:spacing w:before="240" w:after="100"/>',
     '<w:sz w:val="25"/><w:szCs w:val="25"/>'),
    ("Appointment", "Appointment", "Normal",
     bar(ACCENT, "EEF3F5") + '<w:tabs><w:tab w:val="left" w:pos="1960"/></w:tabs><w:spacing w:before="0" w:after="0"/><w:ind w:left="1960" w:hanging="1760"/>', ""),
    ("Advice", "Advice", "Normal", '<w:keepNext/><w:keepLines/><w:spacing w:before="120" w:after="0"/>', "<w:b/>"),
    ("AdviceText", "Advice text", "Normal", '<w:keepLines/><w:spacing w:after="0"/>', ""),
    ("WarningTitle", "Warning title", "Warning", '<w:keepNext/><w:spacing w:before="240" w:after="0"/>', "<w:b/>"),
    ("WarningEnd", "Warning end", "Warning", '<w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="200"/>', ""),
    ("Ending", "Ending", "Normal", "<w:keepNext/><w:keepLines/>", ""),
    ("SignatureRoom", "Signature room", "Normal", '<w:keepNext/><w:spacing w:after="480"/>', ""),
    ("Signatory", "Signatory", "Normal", "<w:keepLines/>", ""),
    ("StatementEnd", "Statement end", "Statement", '<w:keepNext w:val="0"/><w:keepLines/>', ""),
    ("LastLine", "Last line", "AfterTable", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
     '<w:sz w:val="2"/><w:szCs w:val="2"/>'),
    ("Watermark", "Watermark", "Normal", '<w:spacing w:after="0"/>', ""),
]

SHEET = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="SheetTable"><w:name w:val="Sheet"/><w:basedOn w:val="TableNormal"/>'
    '<w:uiPriority w:val="39"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/></w:tblBorders></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="10" w:space="0" w:color="{ACCENT}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
)

NUMBERING = (
    HEAD + f"<w:numbering {NAMES}>"
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    f'<w:pPr><w:ind w:left="400" w:hanging="300"/></w:pPr><w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)

# DRAFT across the page, behind the text. What it says stands in words in the running head too.
WATERMARK = (
    '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="Draft" type="#_x0000_t136" alt="Draft: not to be sent" stroked="f" fillcolor="#efefef" '
    'style="position:absolute;margin-left:0;margin-top:0;width:470pt;height:160pt;rotation:310;z-index:-251658752;'
    'mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;'
    'mso-position-vertical-relative:margin"><v:textpath style="font-family:&quot;Arial&quot;;font-weight:bold" string="DRAFT"/>'
    "</v:shape></w:pict></w:r>"
)


def run(text, properties=""):
    """Text in one run; `\\t` is a tab, `\\n` a line break."""
    inside = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split(r"([\t\n])", text) if piece
    )
    return f"<w:r>{'<w:rPr>' + properties + '</w:rPr>' if properties else ''}{inside}</w:r>"


def bold(text):
    return run(text, "<w:b/>")


def label(text):
    return run(text, f'<w:b/><w:color w:val="{QUIET}"/>')


def alarm(text):
    return run(text, f'<w:b/><w:color w:val="{ALARM}"/>')


def p(style, *runs):
    """A paragraph; plain strings become runs."""
    properties = "" if style == "Normal" else f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{properties}{''.join(it if it.startswith('<w:r>') else run(it) for it in runs)}</w:p>"


def tag(text):
    """A paragraph that holds a tag and goes when the template is filled."""
    return p("Tag", text)


def when(condition, *blocks):
    return tag("{% if " + condition + " %}") + "".join(blocks) + tag("{% endif %}")


def either(condition, then, otherwise):
    return tag("{% if " + condition + " %}") + then + tag("{% else %}") + otherwise + tag("{% endif %}")


def each(name, fields, *blocks):
    return tag("{% for " + name + " in " + fields + " %}") + "".join(blocks) + tag("{% endfor %}")


def paragraphs(fields, style="Normal"):
    return each("text", fields, p(style, "{{ text }}"))


def bullets(fields):
    return paragraphs(fields, "ListBullet")


def cell(width, content, properties=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(widths, contents, properties="<w:cantSplit/>"):
    cells = "".join(cell(width, content) for width, content in zip(widths, contents))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def tag_row(widths, text):
    """A row that holds a tag and goes when the template is filled."""
    return row(widths, [tag(text)] + [p("Tag")] * (len(widths) - 1))


def grid(widths):
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"


def sheet(caption, widths, header, name, fields, cells, after="AfterTable"):
    """A table with a heading row that is repeated on every page, and a row for each of a list."""
    assert sum(widths) == WIDTH, (caption, sum(widths))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="SheetTable"/>'
        f'<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/></w:tblPr>{grid(widths)}"
        + row(widths, [p("TableHeading", it) for it in header], "<w:cantSplit/><w:tblHeader/>")
        + tag_row(widths, "{% for " + name + " in " + fields + " %}")
        + row(widths, cells)
        + tag_row(widths, "{% endfor %}")
        + "</w:tbl>" + p(after)
    )


def field(code):
    """A field that Word counts, such as the number of pages."""
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    return (mark("begin") + f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            + mark("separate") + run("1") + mark("end"))


def styles():
    """The styles of minutes.docx, and those of these templates."""
    with zipfile.ZipFile(TEMPLATES / "minutes.docx") as minutes:
        text = minutes.read("word/styles.xml").decode()
        settings = minutes.read("word/settings.xml").decode()
        types = minutes.read("[Content_Types].xml").decode()
        core = minutes.read("docProps/core.xml").decode()
        top = minutes.read("_rels/.rels").decode()
    added = "".join(
        f'<w:style w:type="paragraph"{"" if name == "List Bullet" else " w:customStyle=" + quoteattr("1")} w:styleId="{key}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{base}"/><w:uiPriority w:val="9"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{runs}</w:rPr></w:style>\n"
        for key, name, base, paragraph, runs in STYLES
    )
    text = text.replace("</w:styles>", added + SHEET + "</w:styles>")
    return text, settings, types, core, top


def write(name, body, meeting="{{ frame.meeting }}"):
    """Writes a template, with the marking at the top and bottom of every page."""
    text, settings, types, core, top = styles()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    types = types.replace("</Types>", f'<Override PartName="/word/numbering.xml" ContentType="{kind}numbering+xml"/></Types>')
    header = p(
        "RunningHead", alarm("{% if frame.draft %}DRAFT"), WATERMARK, run("{% endif %}"), run("\t"),
        bold("{{ frame.marking }}"), run("\t"), run("{{ frame.copy_for }}"),
    )
    footer = p(
        "MinutesFooter", "{{ frame.panel }}" + meeting, run("\t"), "Page ", field("PAGE"), " of ", field("NUMPAGES"),
    ) + p("Marking", "{{ frame.marking }}")
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1530" w:right="1134" w:bottom="1530" w:left="1134" '
        'w:header="680" w:footer="620" w:gutter="0"/></w:sectPr>'
    )
    kinds = ["styles", "settings", "header", "footer", "numbering"]
    targets = ["styles.xml", "settings.xml", "header1.xml", "footer1.xml", "numbering.xml"]
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(zip(kinds, targets), 1)
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": top,
        "docProps/core.xml": core,
        "word/_rels/document.xml.rels": HEAD
        + f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        "word/document.xml": HEAD + f"<w:document {NAMES}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": text,
        "word/settings.xml": settings,
        "word/numbering.xml": NUMBERING,
        "word/header1.xml": HEAD + f"<w:hdr {NAMES}>{header}</w:hdr>",
        "word/footer1.xml": HEAD + f"<w:ftr {NAMES}>{footer}</w:ftr>",
    }
    used = set(re.findall(r'<w:[prt]\w*Style w:val="(\w+)"/>', body + header + footer))
    assert used <= set(re.findall(r'w:styleId="(\w+)"', text)), used
    with zipfile.ZipFile(TEMPLATES / name, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(zipfile.ZipInfo(part), content.encode(), zipfile.ZIP_DEFLATED)
