//! Evaluation: our own three-valued `&&`, `||` and `!` over comparisons that CEL evaluates.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use cel::objects::{Key, Value as Cel};
use cel::{Context, Env, ExecutionError, IdedExpr};
use chrono::{Datelike, NaiveDate};

use super::{Condition, FactValues, Truth, Weighed};
use crate::model::{FACTS, Value, says_none, within_months};

static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// Weighs a condition; every part is evaluated, so that no part can hide a defect in another.
pub(super) fn weigh(condition: &Condition, facts: &FactValues) -> Result<Weighed, String> {
    match condition {
        Condition::Comparison { tree, paths } => compare(tree, paths, facts),
        Condition::Not(part) => {
            let part = weigh(part, facts)?;
            Ok(Weighed { truth: not(part.truth), ..part })
        }
        Condition::All(parts) => join(parts, facts, Truth::NotMet),
        Condition::Any(parts) => join(parts, facts, Truth::Met),
    }
}

fn not(truth: Truth) -> Truth {
    match truth {
        Truth::Met => Truth::NotMet,
        Truth::NotMet => Truth::Met,
        Truth::Unknown => Truth::Unknown,
    }
}

/// `&&` and `||`: one part with the deciding truth decides; else one unknown part makes it unknown.
fn join(parts: &[Condition], facts: &FactValues, deciding: Truth) -> Result<Weighed, String> {
    let parts = parts.iter().map(|part| weigh(part, facts)).collect::<Result<Vec<_>, _>>()?;
    if parts.iter().any(|part| part.truth == deciding) {
        return Ok(Weighed { truth: deciding, for_want_of: BTreeSet::new() });
    }
    let for_want_of: BTreeSet<_> = parts.iter().flat_map(|part| part.for_want_of.iter().copied()).collect();
    let truth =
        if parts.iter().any(|part| part.truth == Truth::Unknown) { Truth::Unknown } else { not(deciding) };
    Ok(Weighed { truth, for_want_of })
}

fn compare(tree: &IdedExpr, paths: &BTreeSet<&'static str>, facts: &FactValues) -> Result<Weighed, String> {
    let absent: BTreeSet<&'static str> =
        paths.iter().copied().filter(|path| !facts.contains_key(path)).collect();
    let context = context(paths, facts)?;
    match Cel::resolve(tree, &context) {
        Ok(Cel::Bool(holds)) => Ok(Weighed { truth: holds.into(), for_want_of: BTreeSet::new() }),
        Ok(other) => Err(format!("a comparison gave {:?} and not true or false", other.type_of())),
        Err(ExecutionError::NoSuchKey(name)) if absent.iter().any(|path| ends_in(path, &name)) => {
            Ok(Weighed { truth: Truth::Unknown, for_want_of: absent })
        }
        Err(error) => Err(describe(&error)),
    }
}

fn ends_in(path: &str, name: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, last)| last == name)
}

/// The kind of error without the values in it, which are personal.
fn describe(error: &ExecutionError) -> String {
    match error {
        ExecutionError::NoSuchKey(name) => format!("`{name}` was looked for and is no absent fact"),
        ExecutionError::NoSuchOverload(error) => error.to_string(),
        ExecutionError::UndeclaredReference(name) => format!("`{name}` is not declared"),
        ExecutionError::Overflow(operator, ..) => format!("a number became too large at `{operator}`"),
        ExecutionError::FunctionError { function, .. } => format!("the function `{function}` failed"),
        ExecutionError::UnexpectedType { got, want } => format!("{got} stands where {want} is needed"),
        _ => "the comparison failed".to_owned(),
    }
}

/// The named facts as CEL sees them: one map for each first part of their paths.
fn context(paths: &BTreeSet<&'static str>, facts: &FactValues) -> Result<Context<'static, 'static>, String> {
    let mut context = Context::with_env(Arc::clone(&STANDARD));
    let mut maps: std::collections::BTreeMap<&str, HashMap<Key, Cel>> = std::collections::BTreeMap::new();
    for path in paths {
        let (first, rest) = path.split_once('.').ok_or("a fact's path has two parts")?;
        let map = maps.entry(first).or_default();
        if let Some(value) = facts.get(path) {
            right_kind(path, value)?;
            map.insert(Key::from(rest), to_cel(value));
        }
    }
    for (first, map) in maps {
        context.add_variable_from_value(first, map);
    }
    context
        .add_function("given", |text: Arc<String>| !says_none(&text))
        .and_then(|()| context.add_function("within_months", days_within_months))
        .map_err(|error| error.to_string())?;
    Ok(context)
}

/// A fact whose value is not of the kind the table promises would be compared wrongly.
fn right_kind(path: &str, value: &Value) -> Result<(), String> {
    use crate::model::Kind;
    let Some(fact) = FACTS.iter().find(|fact| fact.path == path) else {
        return Err(format!("`{path}` is not a fact"));
    };
    let fits = match fact.kind {
        Kind::Text | Kind::Email | Kind::Phone | Kind::Postcode | Kind::Choice(_) => {
            matches!(value, Value::Text(_))
        }
        Kind::YesNo => matches!(value, Value::YesNo(_)),
        Kind::Number => matches!(value, Value::Number(_)),
        Kind::Date | Kind::Moment => matches!(value, Value::Date(_) | Value::Moment(_)),
        Kind::List => matches!(value, Value::List(_)),
    };
    if fits { Ok(()) } else { Err(format!("the value of `{path}` is not of its kind")) }
}

/// A date is the number of its day, so that it compares as one; a moment counts by its day.
fn to_cel(value: &Value) -> Cel {
    match value {
        Value::Text(text) => Cel::from(text.as_str()),
        Value::YesNo(yes) => Cel::Bool(*yes),
        Value::Number(number) => Cel::Int(*number),
        Value::Date(date) => Cel::Int(i64::from(date.num_days_from_ce())),
        Value::Moment(moment) => Cel::Int(i64::from(moment.date.num_days_from_ce())),
        Value::Time(time) => Cel::from(time.to_string()),
        Value::List(entries) => Cel::from(entries.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}

fn days_within_months(earlier: i64, later: i64, months: i64) -> Result<bool, ExecutionError> {
    let day = |number: i64| {
        i32::try_from(number)
            .ok()
            .and_then(NaiveDate::from_num_days_from_ce_opt)
            .ok_or_else(|| ExecutionError::function_error("within_months", "this is no day"))
    };
    let months =
        u32::try_from(months).map_err(|error| ExecutionError::function_error("within_months", error))?;
    Ok(within_months(day(earlier)?, day(later)?, months))
}
