//! The papers: size, text, pages, tags; and the codes, read back.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like the tests themselves")]

use lopdf::content::Content;
use lopdf::{Document, Object};
use workshop::code::{qr_path, qr_svg};
use workshop::letter::{
    CardLine, Invitation, LetterError, PickupList, RecoveryKey, RegisterExtract, RegisterRow, SchoolLetter, invitation,
    pickup_list, recovery_key, register, school_letters,
};

const SCHOOL: &str = "Szkoła Podstawowa nr 118 im. Wandy Rutkiewicz w Lipnikach";
const ADDRESS: &str = "ul. Klonowa 12, 05-118 Lipniki";

fn row(i: usize) -> CardLine {
    CardLine {
        name: ["Zofia Kowalska", "Дарина Шевченко-Ґудзь"][i % 2].to_owned(),
        identity: ["15231400000", "paszport FL402731"][i % 2].to_owned(),
        number: format!("{}/2026", 400 + i),
        marking: format!("AA{:07}", 1234 + i),
        producer: "PWPW S.A.".to_owned(),
        received_on: String::new(),
    }
}

fn list(rows: usize) -> PickupList {
    PickupList {
        school_name: SCHOOL.to_owned(),
        school_address: ADDRESS.to_owned(),
        subject: "Partia 14, klasa 1A".to_owned(),
        school_year: "2026/2027".to_owned(),
        made_on: "21 września 2026".to_owned(),
        rows: (0..rows).map(row).collect(),
    }
}

fn text(pdf: &Document, page: u32) -> String {
    let raw = pdf.extract_text(&[page]).unwrap();
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sides_mm(pdf: &Document, page: u32) -> (f32, f32) {
    let page = pdf.get_dictionary(pdf.get_pages()[&page]).unwrap();
    let sides = page.get(b"MediaBox").unwrap().as_array().unwrap();
    let mm = |i: usize| sides[i].as_float().unwrap() * 25.4 / 72.0;
    (mm(2), mm(3))
}

/// Whether all grounds and rules of the page are painted before its text, which they would hide.
fn text_lies_on_top(pdf: &Document, page: u32) -> bool {
    let content = Content::decode(&pdf.get_page_content(pdf.get_pages()[&page])).unwrap();
    let names: Vec<_> = content.operations.iter().map(|op| op.operator.as_str()).collect();
    let text = names.iter().position(|name| *name == "BT").unwrap();
    let paint = names.iter().rposition(|name| *name == "f").unwrap();
    paint < text
}

/// Structure elements of a kind.
fn tags(pdf: &Document, kind: &[u8]) -> usize {
    let is = |object: &Object| {
        object
            .as_dict()
            .is_ok_and(|dict| dict.has(b"P") && dict.get(b"S").is_ok_and(|s| s.as_name().is_ok_and(|n| n == kind)))
    };
    pdf.objects.values().filter(|object| is(object)).count()
}

#[test]
fn the_pickup_list_has_every_field_on_tagged_landscape_pages() {
    let pdf = Document::load_mem(&pickup_list(&list(37)).unwrap()).unwrap();
    let pages = u32::try_from(pdf.get_pages().len()).unwrap();
    assert_eq!(pages, 3);
    for page in 1..=pages {
        let (w, h) = sides_mm(&pdf, page);
        assert!((w - 297.0).abs() < 0.01 && (h - 210.0).abs() < 0.01);
        let text = text(&pdf, page);
        assert!(text_lies_on_top(&pdf, page));
        assert!(text.contains("Podpis odbierającego"), "the header row on page {page}: {text}");
        assert!(text.contains(&format!("strona {page} z {pages}")), "{text}");
    }
    let first = text(&pdf, 1);
    for part in [SCHOOL, ADDRESS, "Lista odbioru legitymacji", "Partia 14, klasa 1A", "2026/2027"] {
        assert!(first.contains(part), "{part} in {first}");
    }
    assert!(first.contains("2 Дарина Шевченко-Ґудзь paszport FL402731 401/2026 AA0001235 PWPW S.A."));
    assert_eq!(tags(&pdf, b"TR"), 38, "the repeated header is read once");
    assert_eq!(tags(&pdf, b"TH"), 8);
    assert_eq!(tags(&pdf, b"TD"), 37 * 8, "empty cells are cells too");
    assert_eq!(pdf.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap(), b"pl");
    let all: String = (1..=pages).map(|page| text(&pdf, page)).collect();
    assert!((400..437).all(|n| all.contains(&format!("{n}/2026"))));
}

#[test]
fn the_register_keeps_ordinals_annotations_and_an_end() {
    let extract = RegisterExtract {
        school_name: SCHOOL.to_owned(),
        school_address: ADDRESS.to_owned(),
        school_year: "2026/2027".to_owned(),
        made_on: "21 września 2026".to_owned(),
        made_by: "Ewa Nowak".to_owned(),
        rows: (0..30_u32)
            .map(|i| RegisterRow {
                ordinal: 87 + i,
                card: CardLine {
                    name: "Wiktoria Aleksandra Brzęczyszczykiewicz-Konstantynopolska".to_owned(),
                    identity: "16260400093".to_owned(),
                    number: format!("{}/2026", 400 + i),
                    marking: "AA0001234".to_owned(),
                    producer: "PWPW S.A.".to_owned(),
                    received_on: "8 września 2026".to_owned(),
                },
                signature: "matka, lista 12, poz. 3".to_owned(),
                notes: "zastępuje 301/2025: zmiana nazwiska; stara zniszczona, protokół 2/2026".to_owned(),
            })
            .collect(),
    };
    let pdf = Document::load_mem(&register(&extract).unwrap()).unwrap();
    let pages = u32::try_from(pdf.get_pages().len()).unwrap();
    let all: String = (1..=pages).map(|page| text(&pdf, page)).collect();
    assert!(pages > 1);
    assert!(all.contains("zastępuje 301/2025: zmiana nazwiska; stara zniszczona, protokół 2/2026"));
    assert!(all.contains("116 Wiktoria") && all.contains("Liczba pozycji: 30."), "{all}");
    assert_eq!(tags(&pdf, b"TD"), 30 * 9);
}

#[test]
fn the_closing_line_never_stands_alone_on_a_page() {
    for rows in 1..30 {
        let pdf = Document::load_mem(&pickup_list(&list(rows)).unwrap()).unwrap();
        let last = text(&pdf, u32::try_from(pdf.get_pages().len()).unwrap());
        assert!(last.contains("Wydający") && last.contains(&format!("{}/2026", 399 + rows)), "{rows}: {last}");
    }
}

#[test]
fn an_empty_list_is_one_page_and_a_missing_glyph_is_refused() {
    let pdf = Document::load_mem(&pickup_list(&list(0)).unwrap()).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
    let mut strange = list(1);
    strange.rows[0].name = "Jan 漢".to_owned();
    assert!(matches!(pickup_list(&strange), Err(LetterError::Font(_))));
}

#[test]
fn the_recovery_key_can_be_read_by_eye_and_fits_one_page() {
    let recovery = RecoveryKey {
        owner: SCHOOL.to_owned(),
        key: "AGE-SECRET-KEY-1QQPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHC".to_owned(),
        public: "age1qqpzry9x8gf2tvdw0s3jn54khce6mua7lqpzry9x8gf2tvdw0s3jn54khce6mua7l".to_owned(),
        made_on: "1 września 2026".to_owned(),
    };
    let bytes = recovery_key(&recovery).unwrap();
    let pdf = Document::load_mem(&bytes).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
    let (w, h) = sides_mm(&pdf, 1);
    assert!((w - 210.0).abs() < 0.01 && (h - 297.0).abs() < 0.01);
    let text: String = text(&pdf, 1).split_whitespace().collect();
    assert!(text.contains(&recovery.key), "{text}");
    assert!(text.contains(&recovery.public), "{text}");
    assert_eq!(tags(&pdf, b"Figure"), 1);
}

#[test]
fn an_invitation_on_paper_fits_one_page_in_three_languages() {
    let letter = Invitation {
        school: SCHOOL.to_owned(),
        receiver: "Дарина Шевченко-Ґудзь".to_owned(),
        pupil: "Zofia K., 1B".to_owned(),
        address: "https://legitymacje.szkola-podstawowa-118.lipniki.example/invitations/ABCD-EFGH-IJKL-MNOP".to_owned(),
        site: "https://legitymacje.szkola-podstawowa-118.lipniki.example".to_owned(),
        login: "abcd-efgh".to_owned(),
        until: "21.10.2026".to_owned(),
        logo: None,
    };
    let bytes = invitation(&letter).unwrap();
    let pdf = Document::load_mem(&bytes).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
    let text: String = text(&pdf, 1).split_whitespace().collect();
    for part in [letter.address.as_str(), "abcd-efgh", "Jakprzyjąć", "Якприйняти", "Howtoaccept", "21.10.2026"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!((tags(&pdf, b"Figure"), tags(&pdf, b"LI"), tags(&pdf, b"Sect")), (1, 9, 3));
    assert_eq!(read_back(&letter.address), letter.address);
}

#[test]
fn letters_with_school_access_have_a_page_each_in_three_languages() {
    let site = "https://legitymacje.szkola-podstawowa-118.lipniki.example/school-letter";
    let letter = |pupil: &str, own, login: &str| SchoolLetter {
        school: SCHOOL.to_owned(),
        pupil: pupil.to_owned(),
        own,
        login: login.to_owned(),
        password: "ABCDE-FGHJK".to_owned(),
        code: "01234-56789-ABCD".to_owned(),
        address: format!("{site}/01234-56789-ABCD"),
        site: site.to_owned(),
        until: "21.10.2026".to_owned(),
        logo: None,
    };
    let own = letter("Дарина Шевченко-Ґудзь, 1B", true, "12345678");
    // a name that the font cannot write keeps nobody from the letter
    let family = letter("Wei 李, 1B", false, "87654321");
    let bytes = school_letters(&[own.clone(), family]).unwrap();
    let pdf = Document::load_mem(&bytes).unwrap();
    assert_eq!(pdf.get_pages().len(), 2);
    let page = |number| text(&pdf, number).split_whitespace().collect::<String>();
    let (first, second) = (page(1), page(2));
    for part in
        ["12345678", "ABCDE-FGHJK", "01234-56789-ABCD", "Listdlaucznia", "Якпов’язати", "thisisme", "21.10.2026"]
    {
        assert!(first.contains(part), "{part}: {first}");
    }
    for part in ["87654321", "Listdlarodzica", "tomojedziecko", "Wei?,1B"] {
        assert!(second.contains(part), "{part}: {second}");
    }
    assert!(!first.contains("87654321"), "{first}");
    assert_eq!((tags(&pdf, b"Figure"), tags(&pdf, b"LI"), tags(&pdf, b"Sect")), (2, 18, 6));
    assert_eq!(read_back(&own.address), own.address);
}

#[test]
fn the_schools_logo_stands_beside_the_title_and_is_not_read() {
    let mut logo = vec![];
    let grey = vec![120; 600 * 300 * 3];
    jpeg_encoder::Encoder::new(&mut logo, 90).encode(&grey, 600, 300, jpeg_encoder::ColorType::Rgb).unwrap();
    let letter = Invitation {
        school: SCHOOL.to_owned(),
        receiver: "Дарина Шевченко-Ґудзь".to_owned(),
        pupil: "Zofia K., 1B".to_owned(),
        address: "https://legitymacje.szkola-podstawowa-118.lipniki.example/invitations/ABCD-EFGH-IJKL-MNOP".to_owned(),
        site: "https://legitymacje.szkola-podstawowa-118.lipniki.example".to_owned(),
        login: "abcd-efgh".to_owned(),
        until: "21.10.2026".to_owned(),
        logo: Some(logo),
    };
    let pdf = Document::load_mem(&invitation(&letter).unwrap()).unwrap();
    assert_eq!((pdf.get_pages().len(), tags(&pdf, b"Figure")), (1, 1));
    let pictures = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let pictures =
        pictures.filter(|stream| stream.dict.get(b"Subtype").is_ok_and(|s| s.as_name().is_ok_and(|n| n == b"Image")));
    assert_eq!(pictures.count(), 1);
    let damaged = Invitation { logo: Some(b"no picture".to_vec()), ..letter };
    assert!(invitation(&damaged).is_err());
}

/// Paints the dark runs and lets a decoder that is not ours read them.
fn read_back(text: &str) -> String {
    let code = qr_path(text).unwrap();
    let scale = 4;
    let side = code.side * scale;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        let (x, y) = (x / scale, y / scale);
        let dark = code.runs.iter().any(|run| run.y == y && (run.x..run.x + run.len).contains(&x));
        if dark { 0 } else { 255 }
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

#[test]
fn codes_say_what_they_should() {
    for text in [
        "otpauth://totp/Legitka:sekretariat%40sp118.pl?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Legitka",
        "Zażółć gęślą jaźń",
        "https://legitka.example/v/AZn0o7IAcAAAgAAAAAAAAAAAAQcbqkAAECAwQFBgcICQoLDA",
    ] {
        assert_eq!(read_back(text), text);
    }
    assert!(qr_svg(&"x".repeat(3000)).is_err());
    let svg = qr_svg("abc").unwrap();
    assert!(svg.contains(r#"viewBox="0 0 29 29""#) && svg.contains(r##"fill="#fff""##));
    assert!(svg.contains("M4 4h7v1h-7z"), "quiet zone of four modules: {svg}");
    assert!(!svg.contains("style"));
}
