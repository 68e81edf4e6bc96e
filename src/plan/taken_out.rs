//! Confidential addresses are taken out of every text of a member's views (rule 5): whatever a view
//! holds, today or one day, passes through here.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::disclose::Withheld;

/// Fields that hold the program's own words and figures, and nothing that anybody typed.
const OUR_OWN: [&str; 14] = [
    "due",
    "explained",
    "figure",
    "late",
    "meeting",
    "overdue",
    "risk",
    "risk_now",
    "role",
    "score",
    "set_at",
    "status",
    "time",
    "verdict",
];

/// A view with every text in it as its reader may see it.
pub fn without<V: Serialize + DeserializeOwned>(withheld: &Withheld, view: V) -> V {
    if withheld.is_empty() {
        return view;
    }
    let mut plain = serde_json::to_value(view).expect("a view is plain: texts, booleans, lists");
    take_out_of(withheld, &mut plain);
    serde_json::from_value(plain).expect("its texts are changed, not its shape")
}

fn take_out_of(withheld: &Withheld, value: &mut Value) {
    match value {
        Value::String(text) => *text = withheld.take_out_of(text).0,
        Value::Array(values) => values.iter_mut().for_each(|value| take_out_of(withheld, value)),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(field, value)| !(value.is_string() && OUR_OWN.contains(&field.as_str())))
            .for_each(|(_, value)| take_out_of(withheld, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
