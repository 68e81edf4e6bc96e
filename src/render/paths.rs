//! Checks that every field a template names exists in the view it is given, in every branch, that a
//! field of which all values are known is compared with one of them, and that a template uses only the
//! few filters that cannot switch escaping off.

use super::tags::{Kind, Piece};
use super::{Fault, keyword};
use serde_json::Value;
use std::collections::BTreeMap;

/// Filters a template may use.
const FILTERS: [&str; 13] = [
    "capitalize",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "nth",
    "pluralize",
    "replace",
    "reverse",
    "title",
    "trim",
    "upper",
];

/// Words of the template language that are no fields.
const WORDS: [&str; 9] = ["and", "else", "false", "if", "in", "is", "not", "or", "true"];

/// What the engine itself offers within a loop.
const LOOP: [&str; 5] = ["first", "index", "index0", "last", "length"];

/// What gives offence, with the template it stands in. `views` are those that the template may be
/// given: what differs between them has no other values.
pub fn faults(
    name: &str,
    templates: &BTreeMap<String, Vec<Piece<'_>>>,
    views: &[&Value],
) -> Vec<(String, Fault)> {
    let view = views.first().copied().unwrap_or(&Value::Null);
    let mut walk = Walk { templates, view, views, scopes: Vec::new(), inside: Vec::new(), found: Vec::new() };
    walk.template(name);
    walk.found
}

struct Walk<'t, 'a> {
    templates: &'t BTreeMap<String, Vec<Piece<'a>>>,
    view: &'t Value,
    /// All that it may be given.
    views: &'t [&'t Value],
    /// Names that loops have given, innermost last.
    scopes: Vec<(&'a str, &'t Value)>,
    /// Templates being walked, outermost first.
    inside: Vec<String>,
    found: Vec<(String, Fault)>,
}

impl<'t, 'a> Walk<'t, 'a> {
    fn template(&mut self, name: &str) {
        let templates = self.templates;
        let Some(pieces) = templates.get(name) else { return };
        if self.inside.iter().any(|outer| outer == name) {
            return;
        }
        self.inside.push(name.to_owned());
        for piece in pieces {
            match piece.kind {
                Kind::Output => {
                    let value = self.expression(piece, piece.inside);
                    self.printable(piece, value);
                }
                Kind::Block => self.block(piece),
                Kind::Text | Kind::Comment => {}
            }
        }
        self.inside.pop();
    }

    fn block(&mut self, piece: &Piece<'a>) {
        let word = keyword(piece.inside);
        let rest = piece.inside[word.len()..].trim_start();
        match word {
            "for" => {
                let (name, list) = rest.split_once(" in ").unwrap_or((rest, ""));
                let element = self.expression(piece, list).and_then(|value| value.as_array()?.first());
                if element.is_none() {
                    self.fault(
                        piece,
                        format!("`{}` is not a list", list.trim()),
                        "Name a field that holds a list",
                    );
                }
                self.scopes.push((name.trim(), element.unwrap_or(&Value::Null)));
            }
            "endfor" => {
                self.scopes.pop();
            }
            "include" => {
                let name = rest.trim_matches('"');
                if self.templates.contains_key(name) {
                    self.template(name);
                } else {
                    self.fault(
                        piece,
                        format!("there is no template {rest}"),
                        "Include a template that exists",
                    );
                }
            }
            "if" | "elif" => {
                self.expression(piece, rest);
            }
            _ => {}
        }
    }

    /// Looks up every path of an expression; gives what the first one leads to.
    fn expression(&mut self, piece: &Piece<'a>, text: &'a str) -> Option<&'t Value> {
        self.comparisons(piece, text);
        let mut first = None;
        let mut before = "";
        for (token, after) in tokens(text) {
            let is_argument = after.starts_with('=') && !after.starts_with("==");
            if before == "|" {
                if !FILTERS.contains(&token) {
                    let near = FILTERS.iter().find(|known| strsim::damerau_levenshtein(known, token) <= 2);
                    let help = match near {
                        Some(known) => format!("Did you mean `{known}`?"),
                        None => "Leave the filter out".to_owned(),
                    };
                    self.fault(piece, format!("the filter `{token}` is not for templates"), &help);
                }
            } else if token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') {
                if after.starts_with('(') {
                    self.fault(piece, format!("`{token}(…)` is not for templates"), "Leave the call out");
                } else if !WORDS.contains(&token) && !is_argument && before != "is" {
                    let value = self.path(piece, token);
                    first = first.or(value);
                }
            } else if matches!(token, "[" | "]" | "{" | "}" | "?" | "`" | "<") && !after.starts_with('=') {
                self.fault(piece, format!("`{token}` is not for templates"), "Name fields with dots only");
            }
            before = token;
        }
        first
    }

    /// A list or a whole with parts is no text: it would be printed with brackets and quotes.
    fn printable(&mut self, piece: &Piece<'a>, value: Option<&Value>) {
        const TO_TEXT: [&str; 5] = ["join", "first", "last", "nth", "length"];
        let made_text = tokens(piece.inside).any(|(token, _)| TO_TEXT.contains(&token));
        let name = keyword_path(piece.inside);
        match value {
            Some(Value::Array(all)) if !made_text => {
                let in_a_line = format!("{{{{ {name} | join(sep=\", \") }}}}");
                let repeated = format!("{{% for one in {name} %}}");
                let help = match all.first() {
                    Some(Value::Object(_)) => {
                        format!("Repeat a paragraph or a row for each of it with {repeated}")
                    }
                    _ => format!("Write {in_a_line}, or repeat a paragraph for each of it with {repeated}"),
                };
                self.fault(piece, format!("`{name}` is a list, not a text"), &help);
            }
            Some(Value::Object(parts)) => {
                let parts: Vec<&str> = parts.keys().map(String::as_str).collect();
                let help = format!("Name one of its parts: {}", parts.join(", "));
                self.fault(piece, format!("`{name}` has parts and is no text itself"), &help);
            }
            _ => {}
        }
    }

    /// Looks at every comparison of a field with words in quotes: one that never holds would leave out
    /// what it guards without a word.
    fn comparisons(&mut self, piece: &Piece<'a>, text: &str) {
        let words: Vec<&str> = words(text).into_iter().map(|(word, _)| word).collect();
        for (at, quoted) in words.iter().enumerate().filter(|(_, word)| word.starts_with(['"', '\''])) {
            let before = at.checked_sub(3).and_then(|start| words.get(start..at));
            let after = words.get(at.saturating_add(1)..at.saturating_add(4));
            let path = match (before, after) {
                (Some([path, "=" | "!", "="]), _) | (_, Some(["=" | "!", "=", path])) => *path,
                _ => continue,
            };
            let known = self.known_values(path);
            let literal = quoted.trim_matches(['"', '\'']);
            if known.is_empty() || known.contains(&literal) {
                continue;
            }
            let near = known
                .iter()
                .map(|value| (strsim::damerau_levenshtein(value, &literal.to_lowercase()), *value))
                .min()
                .filter(|(distance, value)| *distance <= 1 + value.len() / 3);
            let help = match near {
                Some((_, value)) => format!("Did you mean \"{value}\"?"),
                None => format!("Choose one of: {}", known.join(", ")),
            };
            self.fault(piece, format!("`{path}` is never \"{literal}\""), &help);
        }
    }

    /// All values of a field, if they are known.
    fn known_values(&self, path: &str) -> Vec<&'t str> {
        let root = path.split('.').next().unwrap_or_default();
        if self.scopes.iter().any(|(name, _)| *name == root) {
            return Vec::new();
        }
        let pointer = format!("/{}", path.replace('.', "/"));
        let mut known: Vec<&str> =
            self.views.iter().filter_map(|view| view.pointer(&pointer)?.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        if known.len() > 1 { known } else { Vec::new() }
    }

    fn path(&mut self, piece: &Piece<'a>, path: &str) -> Option<&'t Value> {
        let mut parts = path.split('.');
        let root = parts.next().unwrap_or_default();
        if root == "loop" && !self.scopes.is_empty() {
            if !parts.all(|part| LOOP.contains(&part)) {
                self.fault(piece, format!("there is no `{path}`"), "Use loop.index, loop.first or loop.last");
            }
            return None;
        }
        let scope = self.scopes.iter().rev().find(|(name, _)| *name == root).map(|(_, value)| *value);
        let mut value = match scope {
            Some(Value::Null) => return None,
            Some(value) => value,
            None => self.field(piece, self.view, root, path)?,
        };
        for part in parts {
            value = self.field(piece, value, part, path)?;
        }
        Some(value)
    }

    fn field(&mut self, piece: &Piece<'a>, of: &'t Value, name: &str, path: &str) -> Option<&'t Value> {
        let found = of.get(name);
        if found.is_none() {
            let fields: Vec<&str> =
                of.as_object().map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default();
            let near = fields
                .iter()
                .map(|field| (strsim::damerau_levenshtein(field, name), *field))
                .min()
                .filter(|(distance, field)| *distance <= 1 + field.len() / 3);
            let help = match near {
                Some((_, field)) => format!("Did you mean `{field}`?"),
                None if fields.is_empty() => "Use the value itself: it has no fields".to_owned(),
                None => format!("Choose one of: {}", fields.join(", ")),
            };
            self.fault(piece, format!("there is no field `{name}` in `{path}`"), &help);
        }
        found
    }

    fn fault(&mut self, piece: &Piece<'_>, message: String, help: &str) {
        let name = self.inside.last().cloned().unwrap_or_default();
        let fault = (name, Fault { line: piece.line, message, help: help.to_owned() });
        if !self.found.contains(&fault) {
            self.found.push(fault);
        }
    }
}

/// The path that an expression begins with.
fn keyword_path(text: &str) -> &str {
    tokens(text).next().map_or("", |(token, _)| token)
}

/// Words, dotted paths and single marks of an expression, each with what follows it. Quoted
/// strings and white space are left out.
fn tokens(text: &str) -> impl Iterator<Item = (&str, &str)> {
    words(text).into_iter().filter(|(word, _)| !word.starts_with(['"', '\'']))
}

/// The same with quoted strings, quotes included.
fn words(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => {
                let mut escaped = false;
                rest.char_indices()
                    .skip(1)
                    .find(|(_, letter)| {
                        let closes = *letter == first && !escaped;
                        escaped = *letter == '\\' && !escaped;
                        closes
                    })
                    .map_or(rest.len(), |(at, _)| at + 1)
            }
            _ if is_name(first) => {
                rest.find(|letter| !is_name(letter) && letter != '.').unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after.trim_start();
        found.push((token, rest));
    }
    found
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::super::tags::pieces;
    use super::*;

    fn messages(template: &str) -> Vec<String> {
        let view = serde_json::json!({"a": {"name": "x", "rows": [{"value": "y", "on": true}]}});
        let templates = BTreeMap::from([("t".to_owned(), pieces(template).expect("closed tags"))]);
        faults("t", &templates, &[&view])
            .into_iter()
            .map(|(_, fault)| format!("{} {}", fault.message, fault.help))
            .collect()
    }

    #[test]
    fn fields_that_exist_are_found_in_loops_too() {
        let template = "{{ a.name | upper }}{% for row in a.rows %}{% if row.on and not loop.last %}\
                        {{ row.value | replace(from=\"(\", to='') }}{% elif row.value == \"row.no\" %}{% endif %}\
                        {% endfor %}{% if a.rows | length > 1 %}{% endif %}";
        assert_eq!(messages(template), Vec::<String>::new());
    }

    #[test]
    fn fields_that_do_not_exist_are_named_in_every_branch() {
        assert_eq!(
            messages("{% if a.nam %}{% endif %}"),
            ["there is no field `nam` in `a.nam` Did you mean `name`?"]
        );
        assert_eq!(messages("{% for r in a.rows %}{{ r.valu }}{% endfor %}").len(), 1);
        assert_eq!(messages("{% for r in a.rows %}{% endfor %}{{ r.value }}").len(), 1);
        assert_eq!(messages("{% for r in a.name %}{{ r.any }}{% endfor %}").len(), 1);
        assert_eq!(messages("{{ a.name.more }}").len(), 1);
    }

    #[test]
    fn a_list_is_not_printed_as_it_stands() {
        assert_eq!(messages("{{ a.rows }}").len(), 1);
        assert_eq!(messages("{% for row in a.rows %}{{ row }}{% endfor %}").len(), 1);
        assert_eq!(messages("{{ a }}").len(), 1);
        assert_eq!(messages("{{ a.rows | length }}{{ a.rows | join(sep=\", \") }}"), Vec::<String>::new());
        assert_eq!(
            messages("{{ a.name | uper }}"),
            ["the filter `uper` is not for templates Did you mean `upper`?"]
        );
    }

    #[test]
    fn a_comparison_that_never_holds_is_named() {
        let views =
            ["decline", "return"].map(|kind| serde_json::json!({"a": {"kind": kind, "name": "Text"}}));
        let messages = |template: &str| -> Vec<String> {
            let templates = BTreeMap::from([("t".to_owned(), pieces(template).expect("closed tags"))]);
            let found = faults("t", &templates, &[&views[0], &views[1]]);
            found.into_iter().map(|(_, fault)| format!("{} {}", fault.message, fault.help)).collect()
        };
        let slip = ["`a.kind` is never \"declne\" Did you mean \"decline\"?"];
        assert_eq!(messages("{% if a.kind == \"declne\" %}{% endif %}"), slip);
        assert_eq!(messages("{% if a.name and 'declne' != a.kind %}{% endif %}"), slip);
        assert_eq!(
            messages("{% if a.kind == \"decline\" %}{% elif a.kind == \"accept\" %}{% endif %}"),
            ["`a.kind` is never \"accept\" Choose one of: decline, return"]
        );
        assert_eq!(
            messages("{% if a.kind == \"return\" and a.name != \"Somebody\" %}{% endif %}"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn escaping_cannot_be_switched_off() {
        for template in [
            "{{ a.name | safe }}",
            "{{ a.name|escape_html }}",
            "{{ range(end=3) }}",
            "{{ a[\"name\"] }}",
            "{{<x />}}",
        ] {
            assert!(!messages(template).is_empty(), "{template} was taken");
        }
    }
}
