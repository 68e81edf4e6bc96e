//! The load-time checker: CEL's syntax tree is walked, and whatever is not listed here is refused.

use std::collections::BTreeSet;

use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, operators as op};
use cel::parser::Parser;

use super::{Condition, Problem};
use crate::model::{FACTS, Fact, Kind, fact};
use crate::panel::nearest::did_you_mean;

/// Expressions are short; a long one is a mistake and would only strain the parser.
const LONGEST: usize = 2_000;
/// How deep brackets may stand in one another.
const DEEPEST: u16 = 40;
/// Numbers in rules are ages, counts and scores.
const LARGEST: i64 = 1_000_000;

const ALLOWED: &str = "Use only && || ! == != < <= > >= in + - size() given() within_months()";

const MACROS: &str = "has(), all(), exists() and the like are not allowed";

/// The type of a part of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    YesNo,
    Number,
    Text,
    Date,
    List,
}

impl Type {
    fn of(kind: Kind) -> Type {
        match kind {
            Kind::Text | Kind::Email | Kind::Phone | Kind::Postcode | Kind::Choice(_) => Type::Text,
            Kind::YesNo => Type::YesNo,
            Kind::Number => Type::Number,
            Kind::Date | Kind::Moment => Type::Date,
            Kind::List => Type::List,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Type::YesNo => "yes or no",
            Type::Number => "a number",
            Type::Text => "text",
            Type::Date => "a date",
            Type::List => "a list",
        }
    }
}

/// Reads an expression and refuses everything but the listed subset.
pub(super) fn check(source_text: &str) -> Result<Condition, Vec<Problem>> {
    if source_text.trim().is_empty() {
        return Err(vec![problem("the expression is empty", "Write a condition such as subject.age >= 18")]);
    }
    if source_text.len() > LONGEST {
        return Err(vec![problem(
            format!("the expression is longer than {LONGEST} characters"),
            "Split it into several rules",
        )]);
    }
    let tree = Parser::new().max_recursion_depth(DEEPEST).parse(source_text).map_err(|errors| {
        let at = errors.errors.first().map_or(0, |error| error.pos.1);
        vec![problem(
            format!("the expression cannot be read, near its character {}", at.saturating_add(1)),
            "Check brackets, quotes and operators; write text between single quotes",
        )]
    })?;
    let mut walk = Walk { problems: Vec::new(), paths: BTreeSet::new() };
    let condition = walk.condition(&tree);
    match condition {
        Some(condition) if walk.problems.is_empty() => Ok(condition),
        _ => Err(walk.problems),
    }
}

fn problem(message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem { message: message.into(), help: help.into() }
}

struct Walk {
    problems: Vec<Problem>,
    /// Facts named in the comparison that is being walked.
    paths: BTreeSet<&'static str>,
}

impl Walk {
    fn refuse<T>(&mut self, message: impl Into<String>, help: impl Into<String>) -> Option<T> {
        self.problems.push(problem(message, help));
        None
    }

    /// A part that must be true or false: joined by `&&`, `||` and `!`, or a single comparison.
    fn condition(&mut self, tree: &IdedExpr) -> Option<Condition> {
        if let Expr::Call(call) = &tree.expr {
            match (call.func_name.as_str(), call.args.as_slice()) {
                (op::LOGICAL_AND, [a, b]) => {
                    let parts = [self.condition(a), self.condition(b)];
                    return Some(Condition::All(parts.into_iter().collect::<Option<_>>()?));
                }
                (op::LOGICAL_OR, [a, b]) => {
                    let parts = [self.condition(a), self.condition(b)];
                    return Some(Condition::Any(parts.into_iter().collect::<Option<_>>()?));
                }
                (op::LOGICAL_NOT, [a]) => return Some(Condition::Not(Box::new(self.condition(a)?))),
                _ => {}
            }
        }
        self.paths.clear();
        let kind = self.value(tree)?;
        if kind != Type::YesNo {
            return self.refuse(
                format!("a condition must be true or false, and this is {}", kind.name()),
                "Compare it with something, as in subject.age >= 18",
            );
        }
        Some(Condition::Comparison { tree: tree.clone(), paths: std::mem::take(&mut self.paths) })
    }

    /// A part with a value: a fact, something written out, or a listed function of these.
    fn value(&mut self, tree: &IdedExpr) -> Option<Type> {
        match &tree.expr {
            Expr::Ident(name) => self.not_a_fact(name),
            Expr::Select(select) if select.test => self.refuse(MACROS, ALLOWED),
            Expr::Select(_) => {
                let fact = self.named_fact(tree)?;
                self.paths.insert(fact.path);
                Some(Type::of(fact.kind))
            }
            Expr::Literal(literal) => self.literal(literal),
            Expr::Call(call) => self.call(call),
            Expr::List(_) => self.refuse("a list in brackets may only stand after `in`", ALLOWED),
            Expr::Comprehension(_) => self.refuse(MACROS, ALLOWED),
            Expr::Map(_) | Expr::Struct(_) | Expr::Unspecified => {
                self.refuse("braces are not allowed", ALLOWED)
            }
        }
    }

    fn literal(&mut self, literal: &LiteralValue) -> Option<Type> {
        match literal {
            LiteralValue::Boolean(_) => Some(Type::YesNo),
            LiteralValue::String(_) => Some(Type::Text),
            LiteralValue::Int(number) if (-LARGEST..=LARGEST).contains(number.inner()) => Some(Type::Number),
            LiteralValue::Int(_) => {
                self.refuse(format!("numbers beyond {LARGEST} are not allowed"), "Write a smaller number")
            }
            LiteralValue::Null => {
                self.refuse("`null` is not allowed", "Leave it out: a rule with an absent fact is unknown")
            }
            LiteralValue::Bytes(_) | LiteralValue::Double(_) | LiteralValue::UInt(_) => {
                self.refuse("only whole numbers, text, true and false can be written out", ALLOWED)
            }
        }
    }

    fn call(&mut self, call: &CallExpr) -> Option<Type> {
        if call.target.is_some() {
            return self.refuse(
                format!("`{}` is written after a point", call.func_name),
                "Write functions as size(process.current_panels)",
            );
        }
        match (call.func_name.as_str(), call.args.as_slice()) {
            (op::LOGICAL_AND | op::LOGICAL_OR | op::LOGICAL_NOT, _) => {
                self.refuse("&& || ! may not stand within a comparison", "Put the comparison in brackets")
            }
            (op::EQUALS | op::NOT_EQUALS, [a, b]) => self.equality(a, b),
            (op::LESS | op::LESS_EQUALS | op::GREATER | op::GREATER_EQUALS, [a, b]) => self.order(a, b),
            (op::ADD | op::SUBSTRACT, [a, b]) => {
                let (a, b) = (self.value(a), self.value(b));
                self.all_numbers("+ and -", &[a?, b?])
            }
            (op::NEGATE, [a]) => {
                let a = self.value(a)?;
                self.all_numbers("-", &[a])
            }
            (op::IN, [a, b]) => self.membership(a, b),
            ("size", [a]) => match self.value(a)? {
                Type::List | Type::Text => Some(Type::Number),
                other => self.refuse(format!("size() of {}", other.name()), "Give size() a list or text"),
            },
            ("given", [a]) => match self.value(a)? {
                Type::Text if matches!(a.expr, Expr::Select(_)) => Some(Type::YesNo),
                _ => self
                    .refuse("given() asks whether a text was given", "Name a fact that is text in given()"),
            },
            ("within_months", [a, b, months]) => self.within_months(a, b, months),
            (name @ ("size" | "given" | "within_months"), _) => {
                let form = match name {
                    "within_months" => "within_months(earlier, later, 12)".to_owned(),
                    _ => format!("{name}(fact)"),
                };
                self.refuse(format!("`{name}` has the wrong number of arguments"), format!("Write {form}"))
            }
            (op::CONDITIONAL, _) => self.refuse("`? :` is not allowed", ALLOWED),
            (op::INDEX | op::OPT_INDEX | op::OPT_SELECT, _) => {
                self.refuse("square brackets after a fact are not allowed", ALLOWED)
            }
            (name, _) => {
                let shown = name.trim_matches(|c| c == '_' || c == '@').to_owned();
                let known = ["size", "given", "within_months"];
                self.refuse(format!("`{shown}` is not allowed"), did_you_mean(&shown, known, ALLOWED))
            }
        }
    }

    fn equality(&mut self, a: &IdedExpr, b: &IdedExpr) -> Option<Type> {
        let (left, right) = (self.value(a), self.value(b));
        let (left, right) = (left?, right?);
        if left == Type::List || right == Type::List {
            return self.refuse("a list cannot be compared", "Use size(list) or 'word' in list");
        }
        if left != right {
            return self.mismatch(left, right);
        }
        self.choice(a, b)?;
        self.choice(b, a)?;
        Some(Type::YesNo)
    }

    fn order(&mut self, a: &IdedExpr, b: &IdedExpr) -> Option<Type> {
        let (left, right) = (self.value(a), self.value(b));
        let (left, right) = (left?, right?);
        if left != right {
            return self.mismatch(left, right);
        }
        match left {
            Type::Number | Type::Date => Some(Type::YesNo),
            other => self.refuse(
                format!("{} has no order", other.name()),
                "Use < <= > >= with two numbers or two dates",
            ),
        }
    }

    fn membership(&mut self, wanted: &IdedExpr, list: &IdedExpr) -> Option<Type> {
        let left = self.value(wanted)?;
        let Expr::List(written) = &list.expr else {
            return match (left, self.value(list)?) {
                (Type::Text, Type::List) => Some(Type::YesNo),
                (left, Type::List) => self.mismatch(left, Type::Text),
                _ => self.refuse("only a list may stand after `in`", "Write fact in ['one', 'other']"),
            };
        };
        if written.elements.is_empty() || !written.optional_indices.is_empty() {
            return self.refuse("the list after `in` is empty", "Write fact in ['one', 'other']");
        }
        for element in &written.elements {
            match &element.expr {
                Expr::Literal(_) => {}
                _ => return self.refuse("a list in brackets holds only words and numbers", ALLOWED),
            }
            let right = self.value(element)?;
            if right != left {
                return self.mismatch(left, right);
            }
            self.choice(wanted, element)?;
        }
        Some(Type::YesNo)
    }

    fn within_months(&mut self, a: &IdedExpr, b: &IdedExpr, months: &IdedExpr) -> Option<Type> {
        let types = (self.value(a)?, self.value(b)?);
        if types != (Type::Date, Type::Date) {
            return self.refuse("within_months() needs two dates", "Write within_months(earlier, later, 12)");
        }
        match &months.expr {
            Expr::Literal(LiteralValue::Int(n)) if (0..=1_200).contains(n.inner()) => Some(Type::YesNo),
            _ => self.refuse(
                "within_months() needs a number of months, written out",
                "Write within_months(earlier, later, 12)",
            ),
        }
    }

    fn all_numbers(&mut self, what: &str, types: &[Type]) -> Option<Type> {
        match types.iter().find(|kind| **kind != Type::Number) {
            None => Some(Type::Number),
            Some(other) => {
                self.refuse(format!("{what} need numbers, and one side is {}", other.name()), ALLOWED)
            }
        }
    }

    fn mismatch(&mut self, left: Type, right: Type) -> Option<Type> {
        self.refuse(
            format!("{} is compared with {}", left.name(), right.name()),
            "Compare things of the same kind: numbers bare, text between single quotes, true or false for yes or no",
        )
    }

    /// A word compared with a fact that offers choices must be one of them.
    fn choice(&mut self, fact: &IdedExpr, word: &IdedExpr) -> Option<()> {
        let Some(Fact { kind: Kind::Choice(choices), path, .. }) = path_of(fact).as_deref().and_then(find)
        else {
            return Some(());
        };
        let Expr::Literal(LiteralValue::String(word)) = &word.expr else { return Some(()) };
        if choices.contains(&word.inner()) {
            return Some(());
        }
        let all = format!("Choose one of {}", choices.join(", "));
        let help = did_you_mean(word.inner(), choices.iter().copied(), &all);
        self.refuse(format!("`{path}` is never `{}`", word.inner()), help)
    }

    fn named_fact(&mut self, tree: &IdedExpr) -> Option<&'static Fact> {
        let Some(path) = path_of(tree) else {
            return self.refuse("only facts may have a point in them", ALLOWED);
        };
        match find(&path) {
            Some(fact) => Some(fact),
            None => self.not_a_fact(&path),
        }
    }

    fn not_a_fact<T>(&mut self, written: &str) -> Option<T> {
        let help = did_you_mean(
            written,
            FACTS.iter().map(|fact| fact.path),
            "Run `cmarac facts` for the list of facts",
        );
        self.refuse(format!("`{written}` is not a fact"), help)
    }
}

fn find(path: &str) -> Option<&'static Fact> {
    fact(path)
}

/// `a.b` as a path, if the tree is nothing but names with points between them.
fn path_of(tree: &IdedExpr) -> Option<String> {
    match &tree.expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => {
            Some(format!("{}.{}", path_of(&select.operand)?, select.field))
        }
        _ => None,
    }
}
