//! The words of letters and documents that a panel may change: one table of keys with what each is
//! for and its built-in text. `[wording]` of a panel file may hold these keys and no others.

/// One piece of wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Its key under `[wording]`.
    pub key: &'static str,
    /// Where it is printed.
    pub used: &'static str,
    /// Whether it is one paragraph or several (paragraphs, or bullets of a list).
    pub several: bool,
    /// The text a panel gets that does not write its own.
    pub built_in: &'static [&'static str],
}

/// What stands in braces in wording, advice and the like is replaced when a panel is loaded.
pub const PLACEHOLDERS: [&str; 8] =
    ["panel", "panel-name", "organisation", "email", "secure-email", "phone", "chair", "co-chair"];

const fn one(key: &'static str, used: &'static str, built_in: &'static [&'static str]) -> Wording {
    Wording { key, used, several: false, built_in }
}

const fn several(key: &'static str, used: &'static str, built_in: &'static [&'static str]) -> Wording {
    Wording { key, used, several: true, built_in }
}

/// Every key, in the order in which letters and then meeting documents use them.
pub static WORDING: &[Wording] = &[
    one(
        "accept-opening",
        "first paragraph of an acceptance letter",
        &[
            "Thank you for your referral. It has been accepted, and {panel} will hear the case at the time below.",
        ],
    ),
    several(
        "accept-urgent-opening",
        "first paragraphs of an acceptance letter for an urgent case that has no urgent meeting yet",
        &[
            "Thank you for your referral. It has been accepted as urgent. We will telephone you to agree a day before the \
             danger comes. If you do not hear from us today, call {phone}.",
            "Do not wait for a meeting, and do not wait for the date below: it only keeps a place for the case. Do now what \
             keeps people safe, and tell us at once when something may happen sooner.",
        ],
    ),
    one(
        "urgent-meeting-opening",
        "first paragraph of an acceptance letter for an urgent meeting",
        &[
            "Thank you for your referral. The case cannot wait for the next regular meeting, so {panel} holds a meeting \
             for it at the time below.",
        ],
    ),
    one(
        "stays-open-opening",
        "first paragraph of the letter about a case that is heard again because it stays open",
        &[
            "This case was left open when {panel} last heard it. It will be heard again at the time below, to see what \
             has been done and what has changed.",
        ],
    ),
    one(
        "stays-open-applicant-opening",
        "first paragraph of that letter to somebody who applied to the panel themselves",
        &[
            "Your application was left open when {panel} last looked at it. It will be looked at again on the day below, \
             to see what has been done and what has changed.",
        ],
    ),
    several(
        "stays-open-bring",
        "bullets of the letter about a case that stays open: what is asked for",
        &[
            "what has happened to the person since, good and bad, with dates",
            "whether the risk is higher, lower or the same, and why you think so",
            "what you have done yourself, and anything that stood in the way",
            "what you think is still needed, and from whom",
        ],
    ),
    one(
        "decline-opening",
        "first paragraph of a decline letter",
        &["Thank you for your referral. We have looked at it with care. As it stands it does not meet the \
             threshold of {panel}, so the case will not be heard."],
    ),
    one(
        "application-title",
        "heading of every letter to an applicant",
        &["Your application for a case review"],
    ),
    several(
        "review-is",
        "in letters to applicants: what a review is",
        &[
            "In a case review agencies look together at anti-social behaviour that goes on. They look at what each of \
             them has done, and at what can still be done. It is not a complaint about one of them.",
        ],
    ),
    several(
        "review-checked",
        "in letters to applicants: what was checked",
        &[
            "We checked each report that you listed: when it happened, how and when it was reported, and whether it is \
             one of those that count.",
        ],
    ),
    several(
        "report-properly",
        "bullets of letters to applicants: how to report so that it counts",
        &[
            "Report each incident soon after it happens, and keep the reference you are given. Call {phone} if you do \
             not know where.",
        ],
    ),
    one("in-danger", "title of the box about danger in letters to applicants", &["If you are in danger"]),
    one(
        "return-opening",
        "first paragraph of a return letter",
        &["Thank you for your referral. We cannot decide on it yet, so we are sending it back to you. \
             This letter says what is needed, and by when."],
    ),
    one(
        "return-first",
        "above what must happen first, in a return letter",
        &["This must be done before {panel} can take the case:"],
    ),
    one(
        "return-missing",
        "above the answers that a return letter asks for",
        &[
            "We could not find or read these answers. Each is marked in the workbook that comes with this letter:",
        ],
    ),
    one(
        "return-how",
        "after the answers that a return letter asks for",
        &["Complete the marked answers there, and change nothing else. If nobody knows an answer, \
             write \u{201c}don\u{2019}t know\u{201d} rather than leave it blank."],
    ),
    one(
        "decline-decided-opening",
        "first paragraph of a decline letter where people decided and no rule gives the reason",
        &[
            "Thank you for your referral. We have looked at it with care, and have decided that {panel} will not hear \
             the case.",
        ],
    ),
    one(
        "defer-opening",
        "first paragraph of a deferral letter",
        &[
            "Thank you for your referral. It reached us after the deadline, so it is listed for the next meeting. \
           You do not need to send it again.",
        ],
    ),
    one(
        "put-off-opening",
        "first paragraph of a deferral letter where no deadline was missed",
        &["Thank you for your referral. It will be heard at the next regular meeting and not at this one. \
           You do not need to send it again."],
    ),
    one(
        "redirect-opening",
        "first paragraph of a redirection letter",
        &[
            "Thank you for your referral. Another panel is dealing with this case now. So that one plan protects \
           everyone, {panel} does not hear it as well.",
        ],
    ),
    one(
        "transfer-opening",
        "first paragraph of a transfer letter",
        &[
            "Thank you for your referral. It belongs to the MARAC of the area where the people in the case live. \
           That MARAC decides by its own threshold whether it hears the case.",
        ],
    ),
    several(
        "transfer-area-unknown",
        "in a transfer letter, where it is not known yet who takes the case",
        &[
            "We do not know yet which team there takes such cases, so nothing has been sent. We are finding the \
             right one, and will tell you who it is and when it has your referral.",
            "Until then nobody there knows of the case. Go on leading your own work on it, and tell us at once if the \
             risk changes.",
        ],
    ),
    several(
        "transfer-next",
        "in a transfer letter: what happens next",
        &[
            "We send your referral and the risk assessment there, securely. You do not need to refer again. Please \
             answer the coordinator there if they ask you for more.",
            "A transfer takes nothing off your agency. Go on with your own work on the case, and tell both areas at \
             once if the risk changes.",
        ],
    ),
    several(
        "pack-opening",
        "first paragraphs of the letter to the MARAC that a case is transferred to",
        &[
            "This is a MARAC-to-MARAC referral. {panel} was told of what happened here. The people in the case live in \
             your area, so we pass the referral on to you.",
            "You decide by your own threshold whether you hear it. The pack holds what the referral says, the risk \
             assessment with its answers, and what has been done so far. It is information for your MARAC only.",
        ],
    ),
    several(
        "pack-asks",
        "bullets of that letter: what the other area is asked for",
        &[
            "Read the safety warnings first. Do not contact anybody in the case until you have.",
            "Do today what cannot wait. The case has not been heard here, and this panel has set no plan for it.",
            "Sign the slip on the last page and send it back within one working day, so that we know you have the case.",
            "Call us for anything that is marked as held by the coordinator.",
        ],
    ),
    several(
        "invite-opening",
        "first paragraphs of an invitation to a service of the area where the person lives",
        &[
            "{panel} is a confidential meeting of agencies about people at high risk. They share what they know, and agree \
             who does what to keep people safe.",
            "It will hear the case of the person named above, who lives in your area. We invite you for this one case, \
             because your service may support them or should.",
        ],
    ),
    several(
        "invite-asks",
        "bullets of such an invitation: what the service is asked for",
        &[
            "Tell us whether the person is known to you. Silence does not tell us that nothing is known.",
            "Send what is relevant, necessary and proportionate. Say which of it is fact and which is opinion.",
            "Send somebody who can agree actions for your service. They come for this case and leave after it.",
            "Tell us now if anybody in your service is related to the person or knows them.",
            "Do not contact the person about this letter, or anybody around them.",
        ],
    ),
    several(
        "sign-opening",
        "first paragraphs of an invitation to sign the sharing agreement",
        &[
            "{panel} is a confidential meeting of agencies about people at high risk. They share what they know, and agree \
             who does what to keep people safe.",
            "We ask services of other areas to sign our information sharing agreement, so that everything is in place if it \
             is ever needed. We invite yours to sign, too.",
        ],
    ),
    several(
        "sign-member-opening",
        "first paragraphs of an invitation to sign the sharing agreement, to a member that has not signed it",
        &[
            "Your agency is a member of {panel}, a confidential meeting of agencies about people at high risk. They share \
             what they know, and agree who does what to keep people safe.",
            "Our list shows no signature of yours under the information sharing agreement. Until it is signed, we may not \
             tell you of any case, and you cannot take part.",
        ],
    ),
    several(
        "sign-asks",
        "bullets of such an invitation: what is asked for",
        &[
            "Tell us who can sign for you, and we will send the agreement.",
            "Name one person who could take part in a meeting for you, and one who stands in.",
            "Give us a secure e-mail address.",
        ],
    ),
    several(
        "request-opening",
        "first paragraphs of an information request",
        &[
            "{panel} brings agencies together to keep people at high risk safe. It needs to know what each of them \
             knows before it meets.",
            "Please search for the people listed at the end of this note. Fill in the workbook that comes with it: it \
             has a sheet for each case.",
        ],
    ),
    several(
        "request-asks",
        "bullets of an information request: what the agency is asked for",
        &[
            "Search for everybody named in a case, under every name given, and by address where we give one.",
            "Answer for every case. \u{201c}Nothing known\u{201d} is an answer; silence is not.",
            "If your agency made the referral, tell us what it does not say.",
            "Give one piece of information in each row, and say whether it is fact or opinion.",
            "Confirm in each row that it is relevant, necessary and proportionate. We use no row without that.",
            "Say whether the risk to the people named is now lower, the same or higher.",
            "Propose what your agency can do, and name the officer who will come.",
            "Tell us now if anybody in your agency is related to somebody named here, and keep this from them.",
            "Do not contact the people named here because of this request, or anybody around them.",
        ],
    ),
    several(
        "request-share-with",
        "bullets of an information request: what \u{201c}share with\u{201d} means",
        &[
            "All members: every agency that may know of the case.",
            "Core members: those of them that the panel counts as core members.",
            "Named agencies: only those you name, such as \u{201c}named agencies: Police; Housing\u{201d}.",
            "Do not circulate: the coordinator alone. Give your reason for withholding it.",
            "If you leave it blank, we share it with nobody.",
        ],
    ),
    several(
        "request-lawful",
        "in an information request: why the information may be shared",
        &[
            "The law lets agencies share what is needed to protect somebody from serious harm, or to prevent crime. \
             It must be relevant, necessary and proportionate, and no more than that.",
            "Consent is not always needed, and asking for it can be dangerous. If you know what the person wants, say so.",
        ],
    ),
    several(
        "request-how-to-send",
        "in an information request: how to send the return securely",
        &[
            "Send the return by secure e-mail, and to {secure-email} only. Put nobody\u{2019}s name into the subject \
             line or the name of the file.",
        ],
    ),
    several(
        "actions-how-to-send",
        "in the e-mail draft with an agency\u{2019}s open actions: how to send the sheet back securely",
        &[
            "Send the sheet by secure e-mail, and to {secure-email} only. Put nobody\u{2019}s name into the subject \
             line or the name of the file.",
        ],
    ),
    one(
        "request-must-not-wait",
        "in a box in every information request",
        &[
            "If what you find shows that somebody is in danger, act now: do not wait for {panel}. Call 999 in an \
             emergency. Make any safeguarding referral today, and tell us.",
        ],
    ),
    one(
        "email-must-not-wait",
        "in the e-mail drafts with packs, invitations and sheets of actions",
        &["If somebody is in danger, act now: do not wait for {panel}. Call 999 in an emergency."],
    ),
    one(
        "must-not-wait",
        "in a box in every letter to a referrer",
        &["If somebody is in danger, act now: do not wait for {panel}. Call 999 in an emergency. Make any \
           safeguarding referral today. This letter does not replace what your agency must do to keep people safe."],
    ),
    several(
        "urgent-how",
        "in a deferral letter: what to do if the case cannot wait",
        &[
            "If the case cannot wait for that meeting, call us on {phone}. Say what may happen, to whom, and by when. \
             We will tell you what can be done sooner.",
        ],
    ),
    several(
        "prepare",
        "bullets of an acceptance letter: how to prepare",
        &[
            "Come ready to set out the risks in about three minutes: what happened last, who is in danger, what worries you most.",
            "Bring what your own agency knows, and say which of it is fact and which is opinion.",
            "Say what has been tried, what helped, and what you ask other agencies to do.",
            "Find out what the person wants, if it is safe to ask. Never ask in front of anybody who might harm them.",
            "If you cannot come, send a colleague who knows the case and tell us who it is.",
            "Tell us at once if the risk changes, or if somebody must not learn of the meeting.",
        ],
    ),
    several(
        "responsibility",
        "in an acceptance letter: who acts",
        &["{panel} shares information and agrees actions. Each agency stays responsible for what it does. \
             Please go on with your own work on the case."],
    ),
    several(
        "how-to-send",
        "in letters that ask for something: how to send it securely",
        &[
            "Send papers about the case by secure e-mail, and to {secure-email} only. Put our reference in the \
             subject line, and nobody\u{2019}s name.",
        ],
    ),
    several(
        "form-how-to-send",
        "in the blank referral form: how to send it securely",
        &[
            "Send the form by secure e-mail, and to {secure-email} only. Put nobody\u{2019}s name into the subject line or \
             the name of the file.",
        ],
    ),
    several(
        "refer-again",
        "in a decline letter: that it can be referred again",
        &[
            "You can refer again at any time: if things get worse, if something new comes to light, or if you think \
             that we have misunderstood the risk. Tell us what is new.",
        ],
    ),
    one(
        "closing-line",
        "last paragraph of every letter",
        &["Is anything unclear? Call {phone} or write to {email}."],
    ),
    several(
        "confidentiality",
        "the confidentiality statement of agenda and minutes",
        &[
            "What is shared at this meeting is confidential. Use it only to protect people and to reduce the risks discussed here.",
            "Share it with nobody outside the meeting unless your agency needs it for an agreed action, or the law requires it.",
            "Keep papers secure and destroy them when your agency no longer needs them. Never tell anyone, the people discussed \
             included, what another agency has said.",
            "Say now if you know or are related to anybody on the agenda, so that the chair can decide what you should hear.",
        ],
    ),
    several(
        "declaration",
        "above the signatures of the sign-in sheet",
        &[
            "By signing I agree to keep what I hear and read here confidential, under the {panel-name} information sharing agreement.",
            "I have told the chair of anybody on the agenda whom I know or am related to.",
        ],
    ),
];

/// Replaces `{name}` by what is known of the panel. A name that is not known stays as it is and is
/// returned.
pub(super) fn fill(text: &str, known: &[(&str, &str)]) -> (String, Vec<String>) {
    let (mut filled, mut unknown) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((name, after_name)) => {
                match known.iter().find(|(known, _)| *known == name) {
                    Some(("panel", value)) if begins_sentence(&filled) => {
                        filled.push_str(&capitalised(value))
                    }
                    Some((_, value)) => filled.push_str(value),
                    None => {
                        filled.push_str(&format!("{{{name}}}"));
                        unknown.push(name.to_owned());
                    }
                }
                rest = after_name;
            }
            None => {
                filled.push('{');
                unknown.push(after.chars().take(20).collect());
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    (filled, unknown)
}

fn begins_sentence(before: &str) -> bool {
    before.is_empty() || [". ", "? "].iter().any(|end| before.ends_with(end))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
