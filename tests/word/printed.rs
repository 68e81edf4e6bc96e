//! What a Typst source prints: string literals and text of its markup, in order, and what the calls
//! of the letters' layout add.

use typst::syntax::ast::AstNode;
use typst::syntax::{SyntaxNode, ast, parse};

/// What a document prints.
pub struct Printed {
    /// Texts in the order in which they are printed. Line ends stand in texts as they do in Word.
    pub texts: Vec<String>,
    /// What stands in the running head and foot and in the letterhead.
    pub frame: Vec<String>,
}

/// Words that the layout (`house.typ`, `letter.typ`) adds, and Word's own "Page 1 of 1".
pub const LAYOUT: &[&str] = &[
    "Our reference",
    "Your reference",
    "Date",
    "Draft: not to be sent",
    "DRAFT",
    "Page 1 of 1",
    "What this letter says is proposed. It may be sent when the panel has signed off all of it.",
    "Contact:",
    "Question",
    "What is wrong",
    "Where in your form",
    "No.",
    "What happened",
    "Reported",
    "Does it count?",
    "Time",
    "Matter",
    "Attending",
    "Risk",
    "nobody named yet",
    "Action",
    "Owner and due",
    "Why not done",
    "Due",
    "for",
];

/// Takes a source apart.
pub fn printed(source: &str) -> Printed {
    let tree = parse(source);
    assert!(!tree.diagnosis().errors, "a source that was typeset parses");
    let (mut frame, mut letter, mut texts) = (Vec::new(), Vec::new(), Texts::default());
    for node in tree.children() {
        if let Some(binding) = node.cast::<ast::LetBinding<'_>>() {
            strings_of(node, &mut frame);
            if binding.kind().bindings().iter().any(|name| name.as_str() == "letter") {
                letter = fields(node);
            }
        } else if !is_about_looks(node) {
            walk(node, &letter, &mut texts);
        }
    }
    let texts = texts.found.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    Printed { texts: texts.collect(), frame }
}

fn is_about_looks(node: &SyntaxNode) -> bool {
    node.is::<ast::ModuleImport<'_>>() || node.is::<ast::SetRule<'_>>() || node.is::<ast::ShowRule<'_>>()
}

/// Names and values of the dictionary of a letter, lists left out.
fn fields(node: &SyntaxNode) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Some(named) = node.cast::<ast::Named<'_>>()
        && let ast::Expr::Str(value) = named.expr()
    {
        found.push((named.name().as_str().to_owned(), value.get().to_string()));
    }
    for child in node.children() {
        found.extend(fields(child));
    }
    found
}

fn strings_of(node: &SyntaxNode, found: &mut Vec<String>) {
    if let Some(literal) = node.cast::<ast::Str<'_>>() {
        found.push(literal.get().to_string());
    }
    for child in node.children() {
        strings_of(child, found);
    }
}

/// Texts so far, and whether what comes next in markup belongs to the last of them.
#[derive(Default)]
struct Texts {
    found: Vec<String>,
    open: bool,
}

/// A text that stands alone.
fn push(texts: &mut Texts, text: String) {
    texts.found.push(text);
    texts.open = false;
}

/// One node after the other; neighbouring words of markup are one text.
fn walk(node: &SyntaxNode, letter: &[(String, String)], texts: &mut Texts) {
    if let Some(call) = node.cast::<ast::FuncCall<'_>>()
        && let ast::Expr::Ident(name) = call.callee()
        && let Some(printed) = printed_by(name.as_str(), call.args().to_untyped(), letter)
    {
        return printed.into_iter().for_each(|text| push(texts, text));
    }
    if let Some(named) = node.cast::<ast::Named<'_>>() {
        return walk(named.expr().to_untyped(), letter, texts);
    }
    if let Some(literal) = node.cast::<ast::Str<'_>>() {
        return push(texts, literal.get().to_string());
    }
    let is_break = node.is::<ast::Parbreak<'_>>() || node.is::<ast::Heading<'_>>();
    texts.open &= !is_break;
    let is_word = node.is::<ast::Text<'_>>() || node.is::<ast::SmartQuote<'_>>();
    match texts.found.last_mut() {
        Some(last) if texts.open && (is_word || node.is::<ast::Space<'_>>()) => {
            last.push_str(node.leaf_text())
        }
        _ if is_word => {
            push(texts, node.leaf_text().to_string());
            texts.open = true;
        }
        _ => {}
    }
    for child in node.children() {
        walk(child, letter, texts);
    }
    texts.open &= !is_break;
}

/// What a call of the letters' layout prints; nothing for one that prints its arguments as they stand.
fn printed_by(call: &str, arguments: &SyntaxNode, letter: &[(String, String)]) -> Option<Vec<String>> {
    let of = |name: &str| {
        letter.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mut strings = Vec::new();
    strings_of(arguments, &mut strings);
    let sign_off = [of("closing"), "Yours sincerely".to_owned(), of("signatory")];
    Some(match call {
        "about" => vec![of("person"), received("(received ", &of("received"), ")")],
        "application-received" => vec![received("Received ", &of("received"), "")],
        "letter-closing" => {
            let title = "This must not wait for the panel".to_owned();
            [title].into_iter().chain(strings).chain(sign_off).collect()
        }
        "application-closing" => strings.into_iter().chain(sign_off).collect(),
        "sign-off" => sign_off.into(),
        // A row without a value is not printed.
        "appointment" | "details" => rows(arguments),
        _ => return None,
    })
}

/// When a referral came, within the words around it; nothing if it does not say.
fn received(before: &str, when: &str, after: &str) -> String {
    if when.is_empty() { String::new() } else { format!("{before}{when}{after}") }
}

/// Labels and values of rows that have a value.
fn rows(node: &SyntaxNode) -> Vec<String> {
    if node.is::<ast::Dict<'_>>() {
        let mut strings = Vec::new();
        strings_of(node, &mut strings);
        if strings.get(1).is_some_and(String::is_empty) {
            strings.clear();
        }
        return strings;
    }
    node.children().flat_map(rows).collect()
}
