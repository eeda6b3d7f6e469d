//! The printed card: its size, its text, its photo, and what must never be on it.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like the tests themselves")]

use lopdf::content::Content;
use lopdf::{Document, Object};
use workshop::card::layout::Confidence;
use workshop::card::{
    CardError, Face, FieldName, FitError, IdentityLine, Layout, LayoutError, name_fits, preview, sheet,
};

const PT_PER_MM: f32 = 72.0 / 25.4;

fn portrait(w: u16, h: u16) -> Vec<u8> {
    let pixels: Vec<u8> = (0..u32::from(w) * u32::from(h))
        .flat_map(|i| {
            let (x, y) = (i % u32::from(w), i / u32::from(w));
            let shade = |n: u32| u8::try_from(n % 256).unwrap();
            [shade(150 + x / 12), shade(160 + y / 16), shade(190 + (x + y) / 40)]
        })
        .collect();
    let mut jpeg = Vec::new();
    jpeg_encoder::Encoder::new(&mut jpeg, 85).encode(&pixels, w, h, jpeg_encoder::ColorType::Rgb).unwrap();
    jpeg
}

fn face(name: &str) -> Face {
    Face {
        name: name.to_owned(),
        born: "30 października 2015".to_owned(),
        identity: IdentityLine::Pesel("15303000058".to_owned()),
        school_name: "Szkoła Podstawowa nr 118 im. Wandy Rutkiewicz w Lipnikach".to_owned(),
        school_address: "ul. Klonowa 12, 05-118 Lipniki".to_owned(),
        head: "Małgorzata Wyszomirska-Święcicka".to_owned(),
        issued_on: "1 września 2026".to_owned(),
        number: "412/2026".to_owned(),
        portrait: portrait(826, 1063),
        duplicate: false,
    }
}

fn layout() -> Layout {
    Layout::of("MEiN-I/1").unwrap()
}

/// Text of a page with every break turned into a space.
fn text(pdf: &Document, page: u32) -> String {
    let raw = pdf.extract_text(&[page]).unwrap();
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn number(object: &Object) -> f32 {
    object.as_float().unwrap()
}

/// Every matrix in force when the page's image is drawn, and the clip in force.
struct Placed {
    matrix: [f32; 6],
    clip: [f32; 4],
}

fn times(a: [f32; 6], b: [f32; 6]) -> [f32; 6] {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn images(pdf: &Document, page: lopdf::ObjectId) -> Vec<Placed> {
    let content = Content::decode(&pdf.get_page_content(page)).unwrap();
    let mut ctm = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let mut stack = Vec::new();
    let mut corners = Vec::<[f32; 2]>::new();
    let mut clip = [0.0; 4];
    let mut found = Vec::new();
    for op in content.operations {
        let n: Vec<f32> = op.operands.iter().filter_map(|o| o.as_float().ok()).collect();
        match op.operator.as_str() {
            "q" => stack.push(ctm),
            "Q" => ctm = stack.pop().unwrap(),
            "cm" => ctm = times(n.try_into().unwrap(), ctm),
            "re" => corners.extend([[n[0], n[1]], [n[0] + n[2], n[1] + n[3]]]),
            "m" | "l" => corners.push([n[0], n[1]]),
            "W" => {
                let at = |[x, y]: [f32; 2]| [ctm[0] * x + ctm[2] * y + ctm[4], ctm[1] * x + ctm[3] * y + ctm[5]];
                let seen: Vec<_> = corners.drain(..).map(at).collect();
                let span = |i: usize| {
                    let all = seen.iter().map(|p| p[i]);
                    (all.clone().fold(f32::MAX, f32::min), all.fold(f32::MIN, f32::max))
                };
                let ((x0, x1), (y0, y1)) = (span(0), span(1));
                clip = [x0, y0, x1, y1];
            }
            "n" | "f" | "S" => corners.clear(),
            "Do" => found.push(Placed { matrix: ctm, clip }),
            _ => {}
        }
    }
    found
}

#[test]
fn every_page_is_exactly_a_card_and_says_exactly_the_data() {
    let mut second = face("Дарина Шевченко-Ґудзь");
    second.identity = IdentityLine::Document("paszport FL402731".to_owned());
    second.number = "413/2026".to_owned();
    let made = sheet(&[face("Zofia Maria Kowalska"), second], &layout()).unwrap();
    let pdf = Document::load_mem(&made.pdf).unwrap();
    let pages = pdf.get_pages();
    assert_eq!(pages.len(), 2);
    for &id in pages.values() {
        let page = pdf.get_dictionary(id).unwrap();
        let sides = page.get(b"MediaBox").unwrap().as_array().unwrap();
        let sides: Vec<f32> = sides.iter().map(number).collect();
        let card = [0.0, 0.0, 85.60 * PT_PER_MM, 53.98 * PT_PER_MM];
        assert!(sides.iter().zip(card).all(|(a, b)| (a - b).abs() < 0.001), "{sides:?}");
    }
    assert_eq!(
        text(&pdf, 1),
        "Zofia Maria Kowalska 30 października 2015 15303000058 Szkoła Podstawowa nr 118 \
         im. Wandy Rutkiewicz w Lipnikach ul. Klonowa 12, 05-118 Lipniki \
         Małgorzata Wyszomirska-Święcicka 1 września 2026 412/2026"
    );
    assert!(text(&pdf, 2).starts_with("Дарина Шевченко-Ґудзь 30 października 2015 paszport FL402731"));
    assert!(made.notes.is_empty(), "{:?}", made.notes);
    let catalog = pdf.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"pl");
}

#[test]
fn labels_and_artwork_of_the_blank_are_never_printed() {
    let made = sheet(&[face("Zofia Kowalska")], &layout()).unwrap();
    let pdf = Document::load_mem(&made.pdf).unwrap();
    let printed = text(&pdf, 1).to_lowercase();
    for label in ["legitymacja", "pesel", "nazwisko", "dyrektor", "data", "nr 412", "podgląd", "wzór"] {
        assert!(!printed.contains(label), "{label} in {printed}");
    }
    let page = pdf.get_pages()[&1];
    let content = Content::decode(&pdf.get_page_content(page)).unwrap();
    let painted = content
        .operations
        .iter()
        .any(|op| matches!(op.operator.as_str(), "f" | "F" | "f*" | "S" | "s" | "B" | "b" | "sh"));
    assert!(!painted, "only text and the photo are drawn");
}

#[test]
fn the_photo_is_19_by_26_mm_at_5_5_and_17_and_the_only_image() {
    let jpeg = portrait(826, 1063);
    let made = sheet(&[face("Zofia Kowalska")], &layout()).unwrap();
    let pdf = Document::load_mem(&made.pdf).unwrap();
    let drawn = images(&pdf, pdf.get_pages()[&1]);
    assert_eq!(drawn.len(), 1);
    let mm: Vec<f32> = drawn[0].clip.iter().map(|pt| pt / PT_PER_MM).collect();
    let expected = [5.5, 53.98 - 43.0, 24.5, 53.98 - 17.0];
    assert!(mm.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.01), "{mm:?}");
    let [w, skew, _, h, x, y] = drawn[0].matrix.map(|pt| pt / PT_PER_MM);
    assert!(skew.abs() < 0.001 && (h - 26.0).abs() < 0.01, "26 mm high, upright: {h}");
    assert!((w - 26.0 * 826.0 / 1063.0).abs() < 0.01, "not stretched: {w}");
    assert!((x + w / 2.0 - 15.0).abs() < 0.01 && (y - expected[1]).abs() < 0.01, "cut by centring");
    let streams: Vec<_> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Subtype").is_ok_and(|s| s.as_name().is_ok_and(|n| n == b"Image")))
        .collect();
    assert_eq!(streams.len(), 1);
    assert_eq!(streams[0].content, jpeg, "embedded untouched");
}

#[test]
fn a_name_is_measured_at_its_entry_as_it_is_for_the_sheet() {
    let names = [
        ("Wiktoria Aleksandra Brzęczyszczykiewicz-Konstantynopolska".to_owned(), true),
        (format!("Li {}", "X".repeat(60)), false),
    ];
    for (name, fits) in names {
        let printed = sheet(&[face(&name)], &layout()).is_ok();
        assert_eq!((name_fits(&name), printed), (fits, fits), "{name}");
    }
}

#[test]
fn long_names_shrink_then_break_and_are_reported() {
    for (name, lines, small) in [
        ("Wiktoria Aleksandra Brzęczyszczykiewicz-Konstantynopolska", 2, true),
        ("Maksymilian Konstantynopolitańczyk-Brzęczyszczykiewicz", 1, true),
        ("Aleksandra Maria Konstantynopolska-Nowak", 1, false),
    ] {
        let made = sheet(&[face(name)], &layout()).unwrap();
        let pdf = Document::load_mem(&made.pdf).unwrap();
        assert!(text(&pdf, 1).starts_with(name), "{}", text(&pdf, 1));
        let noted = made
            .notes
            .iter()
            .any(|note| (note.card, note.field) == (0, FieldName::Name) && (5.0..7.0).contains(&note.size_pt));
        assert_eq!(noted, small, "{name}");
        let svg = preview(&face(name), &layout(), "").unwrap();
        assert_eq!(svg.matches(r##"font-weight="700" fill="#141A26""##).count(), lines + 3, "{name}");
    }
}

#[test]
fn what_cannot_be_printed_is_refused_and_named() {
    let refused = |face: Face| sheet(&[face], &layout()).err().unwrap();
    let endless = format!("Anna {}", "Wolframowiczówna-".repeat(9) + "Zet");
    match refused(face(&endless)) {
        CardError::Fit { card: 0, error } => {
            let told = error.to_string();
            assert!(matches!(error, FitError::TooLong { field: FieldName::Name, text } if text == endless));
            assert!(!told.contains("Wolfram"), "no personal data in messages");
        }
        other => panic!("{other}"),
    }
    for glyph in ['😀', '漢', 'ا'] {
        let error = refused(face(&format!("Jan {glyph}")));
        assert!(
            matches!(error, CardError::Fit { error: FitError::Glyph { field: FieldName::Name, glyph: g }, .. } if g == glyph)
        );
    }
    let mut nameless = face(" ");
    assert!(matches!(refused(nameless.clone()), CardError::Empty { field: FieldName::Name, .. }));
    nameless.name = "Jan Nowak".to_owned();
    nameless.portrait = portrait(239, 306);
    assert!(matches!(refused(nameless.clone()), CardError::Coarse { dpi, .. } if dpi < 300.0));
    nameless.portrait = portrait(240, 308);
    assert!(sheet(&[nameless.clone()], &layout()).is_ok());
    nameless.portrait = b"GIF89a".to_vec();
    assert!(matches!(refused(nameless), CardError::Portrait { card: 0 }));
    assert!(matches!(sheet(&[], &layout()), Err(CardError::NoCards)));
}

/// Boxes (left, top, right, bottom) of the texts of a preview in mm, by fill.
fn boxes(svg: &str, fill: &str) -> Vec<[f32; 4]> {
    let value = |tag: &str, name: &str| -> Option<f32> {
        let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        tag[from..].split('"').next()?.parse().ok()
    };
    svg.split("<text ")
        .skip(1)
        .filter(|tag| tag.contains(&format!("fill=\"{fill}\"")) && tag.starts_with("x="))
        .map(|tag| {
            let tag = format!(" {tag}");
            let get = |name| value(&tag, name).unwrap();
            let (x, y, size) = (get("x"), get("y"), get("font-size"));
            [x, y - 0.72 * size, x + get("textLength"), y + 0.21 * size]
        })
        .collect()
}

#[test]
fn no_value_leaves_the_safe_area_or_covers_what_is_on_the_blank() {
    let mut full = face("Wiktoria Aleksandra Brzęczyszczykiewicz-Konstantynopolska");
    full.identity = IdentityLine::Document("zaświadczenie tożsamości cudzoziemca ABC 1234567".to_owned());
    full.school_name = "Publiczna Szkoła Podstawowa z Oddziałami Integracyjnymi nr 12 \
        im. Bohaterów Powstania Warszawskiego w Konstantynowie Łódzkim"
        .to_owned();
    full.head = "Maria Magdalena Konstantynopolitańska-Brzęczyszczykiewiczowska".to_owned();
    full.number = "1204/2026/D".to_owned();
    full.duplicate = true;
    let layout = layout();
    assert_eq!(layout.confidence, Confidence::Unconfirmed);
    let svg = preview(&full, &layout, "").unwrap();
    let values = boxes(&svg, "#141A26");
    assert!(values.len() >= 10);
    let mut taken = boxes(&svg, "#5A5660");
    assert_eq!(taken.len(), layout.preprinted.len());
    for area in [layout.strip, layout.symbol] {
        taken.push([area.x_mm, area.y_mm, area.x_mm + area.w_mm, area.y_mm + area.h_mm]);
    }
    taken.push([5.5, 17.0, 24.5, 43.0]);
    for [l, t, r, b] in values {
        assert!(l >= 2.0 && t >= 2.0 && r <= 83.6 && b <= 51.98, "{l} {t} {r} {b}");
        for [tl, tt, tr, tb] in &taken {
            let apart = r <= *tl || l >= *tr || b <= *tt || t >= *tb;
            assert!(apart, "{l} {t} {r} {b} covers {tl} {tt} {tr} {tb}");
        }
    }
}

#[test]
fn a_duplicate_says_so_and_nothing_else_does() {
    let mut twice = face("Jan Nowak");
    twice.duplicate = true;
    let made = sheet(&[twice, face("Jan Nowak")], &layout()).unwrap();
    let pdf = Document::load_mem(&made.pdf).unwrap();
    assert!(text(&pdf, 1).contains("Duplikat"));
    assert!(!text(&pdf, 2).contains("Duplikat"));
}

#[test]
fn the_same_cards_give_the_same_bytes_and_a_portrait_is_stored_once() {
    let cards = [face("Jan Nowak"), face("Anna Nowak")];
    let one = sheet(&cards, &layout()).unwrap().pdf;
    assert!(one == sheet(&cards, &layout()).unwrap().pdf);
    assert!(one.len() < 2 * cards[0].portrait.len() + 60_000);
}

#[test]
fn the_preview_is_marked_escaped_and_bears_no_style() {
    let mut shown = face("Jan <Nowak> & 'Syn'");
    shown.number.clear();
    shown.issued_on.clear();
    let svg = preview(&shown, &layout(), "/zdjecia/1?a=1&b=\"2").unwrap();
    for part in [
        r#"viewBox="0 0 85.6 53.98""#,
        r#"role="img""#,
        "<title>Podgląd karty: Jan &lt;Nowak&gt; &amp; &#39;Syn&#39;, ur. 30 października 2015</title>",
        ">PODGLĄD</text>",
        r##"fill="#F6DCE4""##,
        r#"href="/zdjecia/1?a=1&amp;b=&quot;2""#,
        r#"preserveAspectRatio="xMidYMid slice""#,
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    for forbidden in ["style", "<script", "onload", "data:", "url("] {
        assert!(!svg.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn layouts_are_checked_when_they_are_read() {
    assert!(matches!(Layout::of("MEiN-I/9"), Err(LayoutError::Unknown(_))));
    assert!(matches!(Layout::read("{}"), Err(LayoutError::Syntax(_))));
    let own = include_str!("../src/card/layout/mein-i-1-2023.json");
    assert!(Layout::read(own).is_ok());
    let wide = own.replace(r#""w_mm": 28.1"#, r#""w_mm": 29.0"#);
    assert!(matches!(Layout::read(&wide), Err(LayoutError::Geometry { place, .. }) if place == "identity"));
}
