//! What every letter holds, whatever a coordinator makes of its template: what has become of the
//! referral, that risk-critical action must not wait for the panel (rule 11 of need to know), and the
//! word DRAFT until it is signed off. A template that leaves one of them out would do so without a word.

use super::{WordTemplate, in_words, refused, templates};
use crate::finding::Finding;
use serde_json::Value;
use tera::Context;

/// Templates of letters that tell a decision.
const LETTERS: [&str; 2] = ["letter.docx", "letter-application.docx"];

/// Fields that each of their letters prints, with what would be missing without.
const PRINTED: [(&str, &str); 2] = [
    ("opening", "what has become of the referral"),
    ("must_not_wait", "that risk-critical action must not wait for the panel"),
];

/// Stands in a field to be found again in what is printed.
const MARK: &str = "\u{27e6}here\u{27e7}";

impl WordTemplate {
    /// What letters made from this template would not hold.
    pub(super) fn broken_promises(&self) -> Vec<Finding> {
        if !LETTERS.contains(&self.name.as_str()) {
            return Vec::new();
        }
        let views = self.views();
        let unsaid = |field: &str| -> Vec<String> {
            let silent = views.iter().filter(|view| !self.prints(view, field));
            silent.filter_map(|view| view.pointer("/letter/kind")?.as_str()).map(quoted).collect()
        };
        let mut findings = Vec::new();
        for (field, what) in PRINTED {
            let kinds = unsaid(field);
            if !kinds.is_empty() {
                let (which, where_to) = if kinds.len() == views.len() {
                    ("no letter".to_owned(), "where every letter prints it".to_owned())
                } else {
                    let first = &kinds[0];
                    (
                        format!("letters of the kind {} do not", kinds.join(", ")),
                        format!("after the tag with letter.kind == {first}"),
                    )
                };
                let verb = if kinds.len() == views.len() { "says" } else { "say" };
                findings.push(refused(
                    &self.name,
                    format!("{which} {verb} {what}: {{{{ letter.{field} }}}} is nowhere in them"),
                    format!("Put {{{{ letter.{field} }}}} into a paragraph {where_to}"),
                ));
            }
        }
        if views.first().is_some_and(|view| !self.shows_drafts(view)) {
            findings.push(refused(
                &self.name,
                "neither header nor footer says DRAFT on a letter that is not signed off".to_owned(),
                "Write {% if frame.draft %}DRAFT{% endif %} into the header",
            ));
        }
        findings
    }

    /// That the marking is on no page, which every page of every document is to have.
    pub(super) fn without_marking(&self) -> Option<Finding> {
        let view = self.views().into_iter().next()?;
        (!self.prints(&view, "marking")).then(|| {
            Finding::warning("template-without-marking", "the template does not print the panel’s marking")
                .at(templates::place(&self.name))
                .help("Write {{ frame.marking }} into header and footer, so that every page has it")
        })
    }

    /// Whether a field's value comes to be printed.
    fn prints(&self, view: &Value, field: &str) -> bool {
        let view = with(view, field, &Value::from(MARK));
        self.parts_of(&view).any(|(_, text)| text.contains(MARK))
    }

    /// Whether header or footer of a draft differ from those of a letter that may be sent.
    fn shows_drafts(&self, view: &Value) -> bool {
        let [draft, sent] = [true, false].map(|draft| with(view, "draft", &Value::from(draft)));
        self.parts_of(&draft).zip(self.parts_of(&sent)).any(|((part, draft), (_, sent))| {
            let name = in_words(part);
            (name.contains("header") || name.contains("footer")) && draft != sent
        })
    }

    /// What the parts hold with a view filled in; a part that cannot be filled holds nothing.
    fn parts_of(&self, view: &Value) -> impl Iterator<Item = (&str, String)> {
        let context = Context::from_serialize(view).unwrap_or_default();
        self.beginnings
            .keys()
            .map(move |part| (part.as_str(), self.tera.render(part, &context).unwrap_or_default()))
    }
}

fn quoted(kind: &str) -> String {
    format!("\"{kind}\"")
}

/// A view with another value in every field of this name.
fn with(view: &Value, field: &str, value: &Value) -> Value {
    match view {
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .map(|(name, old)| {
                    let new = if name == field { value.clone() } else { with(old, field, value) };
                    (name.clone(), new)
                })
                .collect(),
        ),
        Value::Array(all) => Value::Array(all.iter().map(|one| with(one, field, value)).collect()),
        plain => plain.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::WordTemplate;
    use crate::read::WordParts;

    /// What is said of a template of letters with these paragraphs, and this in its header.
    fn said(paragraphs: &[&str], header: &str) -> Vec<String> {
        let one = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let body: String = paragraphs.iter().map(|text| one(text)).collect();
        let parts = [
            ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>")),
            ("word/header1.xml", format!("<w:hdr>{}</w:hdr>", one(header))),
        ];
        let parts = parts.map(|(name, text)| (name.to_owned(), text.into_bytes())).into();
        let word = WordParts { parts, left_out: Vec::new() };
        let mut notices = Vec::new();
        let found = WordTemplate::load("letter.docx", word, &mut notices).err().unwrap_or_default();
        found.iter().chain(&notices).map(|finding| finding.message.clone()).collect()
    }

    const DRAFT: &str = "{% if frame.draft %}DRAFT{% endif %} {{ frame.marking }}";

    #[test]
    fn a_letter_says_what_every_letter_must() {
        let whole = ["{{ letter.opening }}", "{{ letter.must_not_wait }}"];
        assert_eq!(said(&whole, DRAFT), Vec::<String>::new());
        let without = said(&whole[..1], DRAFT);
        assert!(
            without.len() == 1 && without[0].starts_with("no letter says that risk-critical"),
            "{without:?}"
        );
        let never = said(&whole, "{{ frame.marking }}");
        assert!(never.len() == 1 && never[0].contains("DRAFT"), "{never:?}");
        let unmarked = said(&whole, "{% if frame.draft %}DRAFT{% endif %}");
        assert!(unmarked.len() == 1 && unmarked[0].contains("marking"), "{unmarked:?}");
    }

    #[test]
    fn a_kind_without_a_body_is_named() {
        let kinds = [
            "{% if letter.kind == \"transfer\" %}",
            "nothing",
            "{% elif letter.kind != \"open-case\" %}",
            "{{ letter.opening }}",
            "{% endif %}",
            "{{ letter.must_not_wait }}",
        ];
        let found = said(&kinds, DRAFT);
        assert_eq!(
            found,
            [
                "letters of the kind \"open-case\", \"transfer\" do not say what has become of the referral: {{ letter.opening }} is nowhere in them"
            ]
        );
    }
}
