//! A letter's body becomes text and HTML. The HTML is as plain as the text: no pictures, nothing from elsewhere.

use std::fmt::Write;

use i18n_embed_fl::fl;
use school::language::Language;

use super::words::words;
use crate::refused::Refused;

/// To whom, in which language, from which school; of a letter that no school has a hand in, an empty name.
pub(super) struct Envelope {
    pub(super) to: String,
    pub(super) name: String,
    pub(super) language: Language,
    pub(super) school: String,
}

/// What a letter says.
pub(super) struct Body {
    pub(super) subject: String,
    /// Above the link.
    pub(super) before: Vec<String>,
    /// What the link is called, and where it leads.
    pub(super) link: (String, String),
    /// Below the link.
    pub(super) after: Vec<String>,
}

/// A letter, ready to leave.
pub(crate) struct Written {
    pub(crate) to: String,
    pub(crate) name: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

/// Puts a letter together.
pub(super) fn compose(envelope: &Envelope, body: &Body) -> Result<Written, Refused> {
    let words = words(envelope.language)?;
    let greeting = fl!(words, "greeting");
    let footer = match envelope.school.as_str() {
        "" => fl!(words, "footer-program"),
        school => fl!(words, "footer", school = school),
    };
    let (label, address) = &body.link;
    let mut text = vec![greeting.clone()];
    text.extend(body.before.iter().cloned());
    text.push(format!("{label}:\n{address}"));
    text.extend(body.after.iter().cloned());
    text.push(format!("--\n{footer}"));
    Ok(Written {
        to: envelope.to.clone(),
        name: envelope.name.clone(),
        subject: one_line(&body.subject),
        text: text.join("\n\n") + "\n",
        html: html(envelope.language, &greeting, &footer, body),
    })
}

/// Nothing that was typed may begin a header of its own.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn html(language: Language, greeting: &str, footer: &str, body: &Body) -> String {
    let (label, address) = &body.link;
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{}</title></head>\n\
        <body style=\"margin:0;padding:24px;font:16px/1.5 sans-serif;color:#1b1b1b;background:#fff\">\n<div style=\"max-width:600px\">\n",
        escape(&body.subject)
    );
    let mut paragraph = |text: &str, style: &str| {
        let _ = writeln!(page, "<p style=\"margin:0 0 16px{style}\">{text}</p>");
    };
    paragraph(&escape(greeting), "");
    body.before.iter().for_each(|text| paragraph(&escape(text), ""));
    let (address, label) = (escape(address), escape(label));
    let button = "display:inline-block;padding:10px 16px;border-radius:6px;background:#1f4e9e;color:#fff;text-decoration:none;font-weight:bold";
    paragraph(&format!("<a href=\"{address}\" style=\"{button}\">{label}</a>"), "");
    paragraph(&address, ";font-size:14px;word-break:break-all");
    body.after.iter().for_each(|text| paragraph(&escape(text), ""));
    paragraph(&escape(footer), ";padding-top:16px;border-top:1px solid #767676;font-size:14px");
    page.push_str("</div>\n</body>\n</html>\n");
    page
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_text() {
        let envelope = Envelope {
            to: "ewa@example.pl".into(),
            name: "Ewa Lis".into(),
            language: Language::En,
            school: "School <b>7</b> & \"Co\"".into(),
        };
        let body = Body {
            subject: "A\r\nBcc: all@example.pl".into(),
            before: vec!["<script>alert(1)</script>".into()],
            link: ("Go".into(), "https://school.example/x?a=1&b='2".into()),
            after: vec![],
        };
        let written = compose(&envelope, &body).unwrap();
        assert_eq!(written.subject, "A  Bcc: all@example.pl");
        assert!(
            written.html.contains("&lt;script&gt;")
                && !written.html.contains("<script")
                && !written.html.contains("<b>7")
        );
        assert!(written.html.contains("href=\"https://school.example/x?a=1&amp;b=&#39;2\""));
        assert!(written.text.lines().any(|line| line == "https://school.example/x?a=1&b='2"));
    }
}
