//! What a secretary writes besides a reason, and a family along with a photo: plain words, never a link (trust.md T39).
//!
//! Letters from school are what a phisher would like to write. Whoever gets at a secretary's account can still
//! write words; an address that can be clicked is not among them.

/// The most characters of a secretary's note.
pub const MOST: usize = 500;
/// The most characters of a family's note.
pub const MOST_OF_FAMILY: usize = 300;

/// Is there a link or an address in it? What an office writes is refused then, so that its author knows what the family
/// will read.
#[must_use]
pub fn has_link(text: &str) -> bool {
    in_plain(text).split_whitespace().any(is_link)
}

/// The note without links and addresses, on one line.
#[must_use]
pub fn without_links(text: &str) -> String {
    let text = in_plain(text);
    let words = text.split_whitespace().filter(|word| !is_link(word)).map(broken_up);
    words.collect::<Vec<_>>().join(" ")
}

/// The text in plain signs. A joiner between two emoji makes one of them, a family say, and stays.
fn in_plain(text: &str) -> String {
    let mut plainly = String::with_capacity(text.len());
    let mut before = ' ';
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let joins = sign == '\u{200D}' && ends_emoji(before) && signs.peek().copied().is_some_and(is_emoji);
        plainly.push(if joins { sign } else { plain(sign) });
        before = sign;
    }
    plainly
}

/// A picture among the letters; no letter, digit or full stop is one.
fn is_emoji(sign: char) -> bool {
    matches!(
        sign,
        '\u{2190}'..='\u{21FF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F300}'..='\u{1FAFF}'
    )
}

/// An emoji, its colour, or the sign that asks for the picture and not for the letter.
fn ends_emoji(sign: char) -> bool {
    is_emoji(sign) || sign == '\u{FE0F}'
}

/// Invisible signs become spaces, the other full stops that browsers take for a dot become one.
fn plain(c: char) -> char {
    match c {
        '。' | '．' | '｡' => '.',
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    }
}

fn is_link(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower.contains("://") || lower.contains("www.") || word.contains('@') || (word.contains('/') && has_inner_dot(word))
}

/// A dot right before a letter or a digit's name: what makes a mail program see an address.
fn has_inner_dot(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(dot, next)| dot == '.' && next.is_alphabetic())
}

/// `tło.Proszę` was only a space forgotten, `sklep.example` was not: both are set apart.
fn broken_up(word: &str) -> String {
    let mut apart = String::with_capacity(word.len() + 2);
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        apart.push(c);
        if c == '.' && letters.peek().is_some_and(|next| next.is_alphabetic()) {
            apart.push(' ');
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_and_links_go() {
        for (typed, kept) in [
            ("Proszę zdjąć okulary.", "Proszę zdjąć okulary."),
            ("  tło.Nie\n uśmiechaj się ", "tło. Nie uśmiechaj się"),
            ("do 12.09.2026, godz. 10.30 i/lub 15:00", "do 12.09.2026, godz. 10.30 i/lub 15:00"),
            ("patrz https://zle.example/a teraz", "patrz teraz"),
            ("patrz WWW.zle.example", "patrz"),
            ("(zle.example/login) zaraz", "zaraz"),
            ("zle.example", "zle. example"),
            ("zle。example", "zle. example"),
            ("pisz na ktos@zle.example", "pisz na"),
            ("zle\u{200B}.example\u{202E}x", "zle . example x"),
        ] {
            assert_eq!(without_links(typed), kept, "{typed}");
        }
    }

    #[test]
    fn emoji_of_several_stay_one_and_nothing_else_is_joined() {
        for whole in ["👩\u{200D}👦", "👩🏽\u{200D}⚕\u{FE0F}", "❤\u{FE0F}\u{200D}🔥", "👨\u{200D}👩\u{200D}👧\u{200D}👦"]
        {
            assert_eq!(without_links(&format!("Dzięki {whole}!")), format!("Dzięki {whole}!"));
        }
        for (typed, kept) in [
            ("👩\u{200D}a", "👩 a"),
            ("a\u{200D}👩", "a 👩"),
            ("zle\u{200D}.example", "zle . example"),
            ("👩\u{200D}\u{200D}👦", "👩 👦"),
            ("👩\u{202E}👦\u{200D}", "👩 👦"),
        ] {
            assert_eq!(without_links(typed), kept, "{typed}");
        }
        assert!(has_link("👩\u{200D}👦 www.zle.example"));
    }

    #[test]
    fn a_link_is_known_and_a_forgotten_space_is_none() {
        let linked = ["Zobacz http://evil.example/x", "www.zle.example", "zle.example/login", "ktos@zle.example"];
        for typed in linked {
            assert!(has_link(typed), "{typed}");
        }
        for typed in ["", "Proszę zdjąć okulary.", "tło.Nie uśmiechaj się", "do 12.09.2026 i/lub godz. 10.30"] {
            assert!(!has_link(typed), "{typed}");
        }
    }

    #[test]
    fn no_mix_of_pieces_makes_a_link() {
        let pieces = ["http", "://", "www", ".", "zle", "pl", "/", "@", " ", "。", "ą", "1", "\u{200D}", ":"];
        let mut seed = 7_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..9 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let kept = without_links(&text);
            let linked = kept.split(' ').any(|word| word.contains("://") || word.contains('@') || has_inner_dot(word));
            assert!(!linked, "{text:?} became {kept:?}");
        }
    }
}
