//! What a browser calls itself, as people call it: "Firefox na Windows".
//!
//! A dozen words of the user agent are enough to tell one's own devices apart; nothing depends on them.

use i18n_embed_fl::fl;

use crate::words::Words;

/// Each browser by a word of its own; those that call themselves Chrome or Safari, too, stand before these. Stored
/// names are cut, so that Safari is known by the word that stands before its own.
const BROWSERS: [(&str, &str); 11] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
    ("Safari/", "Safari"),
];

/// The name of a device's browser and system; of an unknown one, that it is a browser.
#[must_use]
pub(crate) fn name(t: Words, user_agent: &str) -> String {
    let found = BROWSERS.iter().find(|(word, _)| user_agent.contains(word));
    let browser = found.map_or_else(|| fl!(t, "device-browser"), |(_, name)| (*name).to_owned());
    let says = |word: &str| user_agent.contains(word);
    if says("Android") {
        fl!(t, "device-android", browser = browser)
    } else if says("iPhone") {
        fl!(t, "device-iphone", browser = browser)
    } else if says("iPad") {
        fl!(t, "device-ipad", browser = browser)
    } else if says("Windows") {
        fl!(t, "device-windows", browser = browser)
    } else if says("Macintosh") {
        fl!(t, "device-mac", browser = browser)
    } else if says("CrOS") {
        fl!(t, "device-chromebook", browser = browser)
    } else if says("Linux") {
        fl!(t, "device-linux", browser = browser)
    } else {
        browser
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use school::language::Language;

    /// As the office keeps it.
    fn kept(user_agent: &str) -> String {
        user_agent.chars().take(200).collect()
    }

    #[test]
    fn a_device_has_the_name_that_its_owner_gives_it() {
        let webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let blink = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0";
        let told = [
            (format!("Mozilla/5.0 (Linux; Android 10; K) {blink} Mobile Safari/537.36"), "Chrome na Androidzie"),
            (
                format!(
                    "Mozilla/5.0 (Linux; Android 10; K) {} Chrome/115.0.0.0",
                    "AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0"
                ),
                "Samsung Internet na Androidzie",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0".to_owned(),
                "Firefox na Windows",
            ),
            (
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {blink} Safari/537.36 Edg/126.0.0.0"),
                "Edge na Windows",
            ),
            (
                format!(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {webkit} Version/17.5 Mobile/15E148 Safari/604.1"
                ),
                "Safari na iPhonie",
            ),
            (
                format!(
                    "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) {webkit} CriOS/126.0 Mobile/15E148 Safari/604.1"
                ),
                "Chrome na iPadzie",
            ),
            (
                format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {webkit} Version/17.5 Safari/605.1.15"),
                "Safari na Macu",
            ),
            (format!("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {blink} Safari/537.36"), "Chrome na Chromebooku"),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".to_owned(),
                "Firefox na Linuksie",
            ),
            ("curl/8.5.0".to_owned(), "Przeglądarka"),
            (String::new(), "Przeglądarka"),
        ];
        for (user_agent, wanted) in told {
            assert_eq!(name(words(Language::Pl), &kept(&user_agent)), wanted, "{user_agent}");
        }
    }
}
