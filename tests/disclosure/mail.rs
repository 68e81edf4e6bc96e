//! E-mail drafts and invitations for calendar programs, read without the crates that wrote them.

/// A draft's parts: headers, text, and what goes with it.
pub struct Letter {
    pub headers: Vec<(String, String)>,
    pub text: String,
    /// Media type with its parameters, name, and bytes.
    pub attachments: Vec<(String, String, Vec<u8>)>,
}

impl Letter {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    /// Names of what goes with it.
    pub fn names(&self) -> Vec<&str> {
        self.attachments.iter().map(|(_, name, _)| name.as_str()).collect()
    }
}

/// Reads a draft.
pub fn read(bytes: &[u8]) -> Letter {
    let (headers, body) = part(std::str::from_utf8(bytes).expect("a draft is ASCII"));
    let kind = value(&headers, "Content-Type");
    let boundary = kind.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next());
    let boundary = format!("\r\n--{}", boundary.expect("it has parts"));
    let whole = format!("\r\n{body}");
    let parts: Vec<&str> = whole.split(&boundary).collect();
    let (last, parts) = parts[1..].split_last().expect("it has parts");
    assert!(last.starts_with("--"), "it ends");
    let mut letter = Letter { headers, text: String::new(), attachments: Vec::new() };
    for one in parts {
        let (headers, body) = part(one.trim_start_matches("\r\n"));
        let bytes = match value(&headers, "Content-Transfer-Encoding").as_str() {
            "base64" => base64(body),
            "quoted-printable" => quoted_printable(body),
            _ => body.as_bytes().to_vec(),
        };
        match value(&headers, "Content-Disposition").split("filename=\"").nth(1) {
            Some(name) => {
                let name = name.split('"').next().expect("a name").to_owned();
                letter.attachments.push((value(&headers, "Content-Type"), name, bytes));
            }
            None => letter.text.push_str(&String::from_utf8(bytes).expect("UTF-8")),
        }
    }
    letter
}

fn part(text: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = text.split_once("\r\n\r\n").expect("headers and a body");
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let headers = unfolded.split("\r\n").filter_map(|line| line.split_once(": "));
    (headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(), body)
}

fn value(headers: &[(String, String)], name: &str) -> String {
    headers
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map_or(String::new(), |(_, value)| value.clone())
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u32> = text.bytes().filter_map(digit).map(u32::from).collect();
    let mut bytes = Vec::new();
    for four in digits.chunks(4) {
        let all = four.iter().fold(0, |all, digit| all << 6 | digit) << (6 * (4 - four.len()));
        bytes.extend(all.to_be_bytes()[1..four.len()].iter());
    }
    bytes
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, after) {
            (b'=', [high, low, more @ ..]) => {
                let hex = format!("{}{}", char::from(*high), char::from(*low));
                bytes.push(u8::from_str_radix(&hex, 16).expect("a byte"));
                rest = more;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}
