//! Addresses as people type them into what they say.

use super::dice::Dice;
use super::story::{DECEMBER, Story};

/// An address as somebody types it who does not look at the form: never as it stands there.
pub fn otherwise(house: usize, street: &str, dice: &mut Dice) -> String {
    let (begins, ends) = street.split_at(5);
    match dice.below(6) {
        0 => format!(" near {}  ROAD, by bus", street.to_uppercase()),
        1 => format!(" at no. {house},{street} Rd."),
        2 => format!(" at {house} {begins}\u{200b}{ends} Road"),
        3 => format!(" at {house}\n{street}\u{a0}road"),
        4 => format!(" in {street}-road ({house})"),
        _ => format!(" at {house}{street}road"),
    }
}

/// Types confidential addresses into what is said of any case: of the same one, or of a neighbour's. What a
/// meeting agreed and sent out holds none that only a later referral makes confidential.
pub fn anywhere(story: &mut Story, dice: &mut Dice) {
    let mut addresses: Vec<(usize, String, bool)> = Vec::new();
    for case in &story.cases {
        let known_then = case.meeting != DECEMBER;
        for referral in case.referrals.iter().filter(|referral| referral.confidential) {
            for (_, text) in referral.answers.iter().filter(|(heading, _)| heading == "Address") {
                let mut words = text.split(' ');
                let house = words.next().and_then(|house| house.parse().ok());
                let address = house.zip(words.next());
                addresses.extend(address.map(|(house, street)| (house, street.to_owned(), known_then)));
            }
        }
    }
    for (house, street, known_then) in addresses {
        let at = dice.below(story.cases.len());
        let said = otherwise(house, &street, dice);
        let case = &mut story.cases[at];
        let mut texts: Vec<&mut String> = Vec::new();
        let answers = case.referrals.iter_mut().flat_map(|referral| &mut referral.answers);
        texts.extend(answers.filter(|(heading, _)| heading == "Most recent incident").map(|(_, text)| text));
        texts.extend(
            case.returns.iter_mut().flat_map(|returned| &mut returned.rows).map(|row| &mut row.information),
        );
        let actions = case.before.iter_mut().flat_map(|before| &mut before.actions);
        let actions = actions.flat_map(|action| &mut action.answers);
        texts.extend(actions.filter(|(heading, _)| known_then && heading == "Action").map(|(_, text)| text));
        if dice.often(70) && !texts.is_empty() {
            let which = dice.below(texts.len());
            texts[which].push_str(&said);
        }
    }
}
