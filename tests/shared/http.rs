//! Plain HTTP as tests speak it: a request, a connection, an answer.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::Value;

/// A photo may wait for two others, and each of them takes up to ten seconds before it is given up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Host and port.
#[derive(Clone)]
pub(crate) struct Address {
    pub(crate) host: String,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
    head: String,
}

impl Answer {
    /// A header's value; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }
}

impl Address {
    /// One request on a connection of its own; none if the server went away before it had answered. `headers` end in
    /// a line break each.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Option<Answer> {
        let mut stream = TcpStream::connect(&self.host).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let (host, length) = (&self.host, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(&[head.as_bytes(), body].concat()).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let (status, body) = (head.split(' ').nth(1)?.parse().ok()?, &bytes[end + 4..]);
        let answer = Answer { status, body: String::from_utf8_lossy(body).into_owned(), head };
        // A body that was cut off is no answer.
        (answer.header("Content-Length").parse() == Ok(body.len())).then_some(answer)
    }

    /// What is at an address of the API; none if the server went away, or there is no such thing.
    pub(crate) fn get(&self, path: &str, who: &str) -> Option<Value> {
        let answer = self.ask("GET", path, who, b"")?;
        (answer.status == 200).then(|| answer.json())
    }
}
