//! Checks that a template of a page can write data only as text, or as the whole of a few attributes,
//! whichever way its conditions go and however often its loops run; and that the page it makes runs
//! nothing and loads nothing.
//!
//! The template is read as well-formed markup with a mark in place of every tag. Each output must then
//! lie in the text of an element, or in an attribute that may hold it, and the tags of one loop or
//! condition must lie in the same element or the same attribute: so no branch can open an element or a
//! quote that it does not close. Only elements and attributes that are listed here may stand in it.

use super::tags::{Kind, Piece, lines_after};
use super::{Fault, keyword};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Before and after the number of a tag in the text that is read.
const MARK: char = '\u{f8ff}';

/// Elements that hold something.
const ELEMENTS: &str = "html head title style body header nav main section article aside footer h1 h2 h3 h4 \
    h5 h6 p a ul ol li dl dt dd table caption colgroup thead tbody tfoot tr th td div span strong em b i s u \
    small sub sup abbr time bdi code kbd blockquote address figure figcaption details summary";

/// Elements that hold nothing.
const VOID: &str = "meta br hr img col wbr";

/// Attributes that hold what the template's author wrote. A class may depend on a condition.
const ATTRIBUTES: &str = "class lang dir role scope colspan rowspan tabindex open name content charset width \
    height start value reversed span aria-hidden aria-expanded aria-current aria-level";

/// Attributes that may hold data too: words that are read, or the name of a place on the page.
const WITH_DATA: &str = "id title alt abbr headers datetime aria-label aria-labelledby aria-describedby";

/// What gives offence in this template.
pub fn faults(pieces: &[Piece<'_>]) -> Vec<Fault> {
    let mut text = String::new();
    for (number, piece) in pieces.iter().enumerate() {
        match piece.kind {
            Kind::Text => text.push_str(&piece.written.replace(MARK, "")),
            Kind::Output | Kind::Block => text.push_str(&format!("{MARK}{number}{MARK}")),
            Kind::Comment => {}
        }
    }
    let mut page =
        Page { pieces, line: 1, elements: Vec::new(), opened: 0, tags: Vec::new(), found: Vec::new() };
    page.read(&text);
    page.found
}

/// Where a tag lies: the element by its number, and in which of its attributes, counted from one.
type Seat = (usize, usize);

struct Page<'p, 'a> {
    pieces: &'p [Piece<'a>],
    /// The line of the template that is being read.
    line: u32,
    /// Open elements, outermost first, each with its number.
    elements: Vec<(String, usize)>,
    opened: usize,
    /// Where loops and conditions that are open began.
    tags: Vec<Seat>,
    found: Vec<Fault>,
}

impl Page<'_, '_> {
    fn read(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let event = reader.read_event();
            let to = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Err(error) => {
                    return self.fault(
                        format!("this is not well-formed markup: {error}"),
                        "Close every element, and write every attribute in double quotes",
                    );
                }
                Ok(Event::Eof) => break,
                Ok(event) => self.event(&event),
            }
            self.line = self.line_after(text.get(at..to).unwrap_or_default());
        }
        if let Some((name, _)) = self.elements.last() {
            self.fault(format!("<{name}> is never closed"), "Close every element");
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(mark) => {
                let name = self.element(mark, ELEMENTS, "Write an element that holds nothing as <br/>");
                self.opened = self.opened.saturating_add(1);
                self.elements.push((name, self.opened));
                self.attributes(mark, self.opened);
            }
            Event::Empty(mark) => {
                self.element(mark, VOID, "Write an element that holds something with its end, as <p></p>");
                self.opened = self.opened.saturating_add(1);
                self.attributes(mark, self.opened);
            }
            Event::End(_) => {
                // The reader has seen that it ends what began last.
                self.elements.pop();
            }
            Event::Text(text) => self.text(text),
            Event::GeneralRef(_) => {}
            Event::DocType(kind) if kind.trim().eq_ignore_ascii_case("html") => {}
            _ => self.fault(
                "only elements and text may stand in a page".to_owned(),
                "Write remarks as {# … #}, which are written nowhere",
            ),
        }
    }

    /// The name of an element that may stand here.
    fn element(&mut self, mark: &BytesStart<'_>, allowed: &str, help: &str) -> String {
        let name = mark.name().as_ref().to_owned();
        if !is_one_of(allowed, &name) {
            let known = is_one_of(ELEMENTS, &name) || is_one_of(VOID, &name);
            let help = if known { help } else { "Leave it out: pages run nothing and load nothing" };
            self.fault(format!("<{}> is not for pages as it stands here", without_marks(&name)), help);
        }
        if self.elements.iter().any(|(outer, _)| outer == "style" || outer == "title") {
            self.fault(
                "an element stands in a style or title".to_owned(),
                "Take it out: only text stands there",
            );
        }
        name
    }

    fn attributes(&mut self, mark: &BytesStart<'_>, number: usize) {
        for (place, attribute) in (1usize..).zip(mark.attributes()) {
            match attribute {
                Ok(attribute) => {
                    let element = mark.name().as_ref().to_owned();
                    self.attribute(&element, attribute.key.as_ref(), &attribute.value, (number, place));
                }
                Err(error) => self.fault(
                    format!("this is not well-formed markup: {error}"),
                    "Write every attribute once, as name=\"value\"",
                ),
            }
        }
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str, seat: Seat) {
        let numbers = numbers(value);
        if name == "href" && element == "a" {
            return self.link(value, &numbers);
        }
        let policy = value.eq_ignore_ascii_case("Content-Security-Policy");
        let is_known = match name {
            "http-equiv" => element == "meta" && policy,
            "src" => element == "img" && value.starts_with("data:image/"),
            _ => is_one_of(ATTRIBUTES, name) || is_one_of(WITH_DATA, name),
        };
        if !is_known {
            return self.fault(
                format!("the attribute `{}` is not for pages as it stands here", without_marks(name)),
                "Leave it out: pages run nothing and load nothing",
            );
        }
        let depth = self.tags.len();
        for number in numbers {
            let is_choice = name == "class" && self.pieces[number].kind == Kind::Block;
            if !is_choice && !is_one_of(WITH_DATA, name) {
                self.misplaced(number, &format!("Write the attribute `{name}` without data"));
            } else if self.pieces[number].kind == Kind::Block {
                self.block(number, seat);
            }
        }
        if self.tags.len() != depth {
            self.fault(
                format!("a loop or condition begins in the attribute `{name}` and ends elsewhere"),
                "Close it before the closing quote",
            );
            self.tags.truncate(depth);
        }
    }

    /// A link leads where the view says, to a place on the page, or where the author wrote.
    fn link(&mut self, value: &str, numbers: &[usize]) {
        let is_view = match numbers {
            [number] => {
                let piece = &self.pieces[*number];
                let path = piece.inside.rsplit('.').next().unwrap_or_default();
                piece.kind == Kind::Output && path == "href" && value == format!("{MARK}{number}{MARK}")
            }
            _ => false,
        };
        let plain =
            |rest: &str| rest.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
        let is_written = numbers.is_empty()
            && (value.strip_prefix('#').is_some_and(plain)
                || ["https://", "mailto:"].iter().any(|begin| value.starts_with(begin)));
        if !is_view && !is_written {
            self.fault(
                "a link leads to something that is not a link of the page's view".to_owned(),
                "Write href=\"{{ link.href }}\", or an address that begins with # or https://",
            );
        }
    }

    fn text(&mut self, text: &str) {
        let (element, number) = self.elements.last().map_or(("", 0), |(name, number)| (name, *number));
        let element = element.to_owned();
        if element == "style"
            && ["@import", "url(", "</"].iter().any(|word| text.to_lowercase().contains(word))
        {
            self.fault("a style loads something".to_owned(), "Leave it out: pages load nothing");
        }
        for tag in numbers(text) {
            let kind = self.pieces[tag].kind;
            if element == "style" || element.is_empty() {
                self.misplaced(tag, "Write data as the text of an element, such as <p>…</p>");
            } else if kind == Kind::Block {
                self.block(tag, (number, 0));
            }
        }
    }

    fn block(&mut self, number: usize, seat: Seat) {
        let piece = &self.pieces[number];
        let word = keyword(piece.inside);
        let same = match word {
            "for" | "if" => {
                self.tags.push(seat);
                true
            }
            "elif" | "else" => self.tags.last() == Some(&seat),
            "endfor" | "endif" => self.tags.pop() == Some(seat),
            _ => {
                let message = format!("the tag `{word}` is not for templates of pages");
                return self.found.push(Fault {
                    line: piece.line,
                    message,
                    help: "Use for, if, elif and else only".to_owned(),
                });
            }
        };
        if !same {
            self.found.push(Fault {
                line: piece.line,
                message: format!("the tag {} stands in another element than its beginning", piece.written),
                help: "Open and close every element between one tag and the next".to_owned(),
            });
        }
    }

    fn misplaced(&mut self, number: usize, help: &str) {
        let piece = &self.pieces[number];
        let message = format!("{} stands where no data may stand", piece.written);
        self.found.push(Fault { line: piece.line, message, help: help.to_owned() });
    }

    fn fault(&mut self, message: String, help: &str) {
        self.found.push(Fault { line: self.line, message, help: help.to_owned() });
    }

    /// The line after some of the text that is read: what stood in the place of a tag is as long as that.
    fn line_after(&self, text: &str) -> u32 {
        let own = lines_after(self.line, text);
        numbers(text).into_iter().fold(own, |line, number| lines_after(line, self.pieces[number].written))
    }
}

fn is_one_of(list: &str, name: &str) -> bool {
    list.split_whitespace().any(|one| one == name)
}

/// The numbers of the tags that stand in a text.
fn numbers(text: &str) -> Vec<usize> {
    text.split(MARK).skip(1).step_by(2).filter_map(|number| number.parse().ok()).collect()
}

fn without_marks(name: &str) -> String {
    name.split(MARK).step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tags::pieces;
    use super::*;

    fn messages(template: &str) -> Vec<String> {
        let found = faults(&pieces(template).expect("closed tags"));
        found.into_iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
    }

    #[test]
    fn data_as_text_and_in_attributes_that_are_read_is_taken() {
        let template = "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><title>{{ a }}</title><style>p > a { color: #000 }</style></head>\
            <body>{% for x in y %}<p id=\"p-{{ loop.index }}\" title=\"{% if x %}{{ x }}{% endif %}\">{{ x }} &amp; <br/>\
            <a href=\"{{ x.href }}\">{{ x.title }}</a></p>{% endfor %}\
            {% if a %}<b class=\"{% if a == \"x\" %}y{% endif %}\">{{ a }}</b>{% else %}none{% endif %}{# <script> #}<a href=\"#p-1\">up</a></body></html>";
        assert_eq!(messages(template), Vec::<String>::new());
    }

    #[test]
    fn data_anywhere_else_is_refused() {
        for template in [
            "{{ a }}",
            "<style>p { color: {{ a }} }</style>",
            "<style><b>{{ a }}</b></style>",
            "<p class=\"{{ a }}\"></p>",
            "<p {{ a }}=\"x\"></p>",
            "<p title={{ a }}></p>",
            "<{{ a }}></{{ a }}>",
            "<p><!-- {{ a }} --></p>",
            "<a href=\"{{ a.title }}\">x</a>",
            "<a href=\"https://x.example/{{ a.href }}\">x</a>",
            "<a href=\"{{ a.href }}{{ a.href }}\">x</a>",
            "<a href=\"{% if a %}{{ a.href }}{% endif %}\">x</a>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\"java&#115;cript:alert(1)\">x</a>",
            "<p onclick=\"{{ a }}\"></p>",
            "<p style=\"{{ a }}\"></p>",
            "<p><![CDATA[{{ a }}]]></p>",
        ] {
            assert!(!messages(template).is_empty(), "{template} was taken");
        }
    }

    #[test]
    fn a_page_runs_nothing_and_loads_nothing() {
        for template in [
            "<script>1</script>",
            "<SCRIPT>1</SCRIPT>",
            "<sc{# #}ript>1</sc{# #}ript>",
            "<p onclick=\"1\"></p>",
            "<iframe src=\"https://x.example\"></iframe>",
            "<link rel=\"stylesheet\" href=\"x.css\"/>",
            "<img src=\"https://x.example/x.png\" alt=\"\"/>",
            "<meta http-equiv=\"refresh\" content=\"0\"/>",
            "<base href=\"https://x.example\"/>",
            "<form action=\"https://x.example\"></form>",
            "<svg></svg>",
            "<style>@import \"x.css\";</style>",
            "<style>p { background: URL(x.png) }</style>",
            "<div/>",
            "<br></br>",
        ] {
            assert!(!messages(template).is_empty(), "{template} was taken");
        }
        assert!(messages("<p><img src=\"data:image/png;base64,AAAA\" alt=\"Logo\"/></p>").is_empty());
    }

    #[test]
    fn a_branch_cannot_leave_its_element() {
        for template in [
            "<p>{% if a %}<b>{% endif %}x</b></p>",
            "<p>{% if a %}</p><p>{% endif %}x</p>",
            "<p title=\"{% if a %}\">{% endif %}</p>",
            "<p title=\"{% if a %}x\" id=\"{% endif %}y\">z</p>",
            "<ul>{% for x in y %}<li>{{ x }}{% endfor %}</li></ul>",
            "<p>{% set a = b %}</p>",
            "<p>{% include \"x.html\" %}</p>",
            "<p>",
            "<p></b>",
            "<p title=\"a\" title=\"b\"></p>",
        ] {
            assert!(!messages(template).is_empty(), "{template} was taken");
        }
    }

    #[test]
    fn a_slip_is_named_by_its_line() {
        let found = messages("<p>{{ a }}</p>\n<p>{% if a\n and b %}1{% endif %}</p>\n\n<script>1</script>\n");
        assert_eq!(found, ["5: <script> is not for pages as it stands here"]);
    }
}
