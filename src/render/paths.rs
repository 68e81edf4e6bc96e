//! Checks that every field a template names exists in the view it is given, in every branch, and
//! that it uses only the few filters that cannot switch escaping off.

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

/// What gives offence, with the template it stands in.
pub fn faults(
    name: &str,
    templates: &BTreeMap<String, Vec<Piece<'_>>>,
    view: &Value,
) -> Vec<(String, Fault)> {
    let mut walk = Walk { templates, view, scopes: Vec::new(), inside: Vec::new(), found: Vec::new() };
    walk.template(name);
    walk.found
}

struct Walk<'t, 'a> {
    templates: &'t BTreeMap<String, Vec<Piece<'a>>>,
    view: &'t Value,
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
                    self.expression(piece, piece.inside);
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
        let mut first = None;
        let mut before = "";
        for (token, after) in tokens(text) {
            let is_argument = after.starts_with('=') && !after.starts_with("==");
            if before == "|" {
                if !FILTERS.contains(&token) {
                    self.fault(
                        piece,
                        format!("the filter `{token}` is not for templates"),
                        "Leave the filter out",
                    );
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

/// Words, dotted paths and single marks of an expression, each with what follows it. Quoted
/// strings and white space are left out.
fn tokens(text: &str) -> Vec<(&str, &str)> {
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
        if !matches!(first, '"' | '\'') {
            found.push((token, rest));
        }
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
        faults("t", &templates, &view)
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
