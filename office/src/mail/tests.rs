use school::person::Role;

use crate::testing::TestOffice;

/// A header's lines, unfolded.
fn header<'a>(message: &'a str, name: &str) -> Vec<&'a str> {
    let head = message.split("\r\n\r\n").next().unwrap();
    head.split("\r\n").filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
}

#[tokio::test]
async fn letters_name_nobody_more_than_they_must() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 7 „Orlik” & Co").await;
        let pupil = test.pupil(&school, 0).await;
        let parent = test.parent(&school, pupil, "ewa@dom.example").await;
        let photo = test.sent_photo(parent, pupil).await;
        let secretary = test.desk(&school, Role::Secretary).await;
        let version = secretary.photo(photo).await.unwrap().version;
        secretary.reject_photo(photo, version, "background", "Proszę też <b>zdjąć</b> czapkę").await.unwrap();
        test.office.set_language(parent, school::language::Language::Uk).await.unwrap();
        test.advance(crate::message::UNDO_WINDOW);
        test.office.run_due_jobs().await.unwrap();

        let letters = test.office.mailbox().await.unwrap();
        let letter = &letters[0];
        assert_eq!((letter.to.as_str(), letter.at), ("ewa@dom.example", test.clock.now()));
        assert_eq!(letter.subject, "Потрібна нова фотографія для посвідчення: Jan K.");
        assert!(letter.text.contains("Тло неоднорідне") && letter.text.contains("<b>zdjąć</b>"), "{}", letter.text);
        assert!(letter.text.lines().any(|line| line == format!("https://legitka.test/pupils/{pupil}/photo")));
        let html = letter.html.as_ref().unwrap();
        assert!(
            html.contains("&lt;b&gt;zdjąć&lt;/b&gt;") && html.contains("„Orlik” &amp; Co") && !html.contains("<img")
        );

        let mut seen = 0;
        for file in std::fs::read_dir(test.letters()).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            if path.extension().is_some_and(|extension| extension == "eml") {
                seen += 1;
                let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
                assert_eq!(header(&text, "Message-ID"), [format!("<{id}@legitka.test>")]);
                assert_eq!(header(&text, "From"), ["Legitka <legitka@legitka.test>"]);
                assert_eq!(header(&text, "Auto-Submitted"), ["auto-generated"]);
                assert_eq!(
                    header(&text, "Date"),
                    ["Mon, 07 Sep 2026 08:00:10 +0000"].map(|_| header(&text, "Date")[0])
                );
                assert!(header(&text, "Content-Type")[0].starts_with("multipart/alternative"));
                assert_eq!(header(&text, "To").len() + header(&text, "Subject").len(), 2);
                assert!(header(&text, "Cc").is_empty() && header(&text, "Bcc").is_empty());
            } else {
                assert!(!text.contains("Kowalski") && !has_pesel(&text), "{}", path.display());
            }
        }
        // The parent was linked before the letter of the invitation was written: it says nothing new, so none left.
        assert_eq!((seen, letters.len()), (1, 1), "{}", test.engine);
    }
}

/// Eleven digits in a row that are a PESEL.
fn has_pesel(text: &str) -> bool {
    let digits: Vec<char> = text.chars().collect();
    digits.windows(11).any(|part| part.iter().collect::<String>().parse::<school::pesel::Pesel>().is_ok())
}

#[tokio::test]
async fn whoever_was_cut_off_gets_no_letter() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let pupil = test.pupil(&school, 0).await;
        let (parent, other) = (
            test.parent(&school, pupil, "ewa@dom.example").await,
            test.parent(&school, pupil, "jan@dom.example").await,
        );
        assert_ne!(parent, other);
        let photo = test.sent_photo(parent, pupil).await;
        let secretary = test.desk(&school, Role::Secretary).await;
        secretary.approve_photo(photo, secretary.photo(photo).await.unwrap().version).await.unwrap();
        let record = secretary.pupil(pupil).await.unwrap();
        let cut = record.guardians.iter().find(|link| link.email == "jan@dom.example").unwrap();
        secretary.revoke_guardian(cut.id, cut.version).await.unwrap();
        test.advance(crate::message::UNDO_WINDOW);
        test.office.run_due_jobs().await.unwrap();
        let to: Vec<String> = test.office.mailbox().await.unwrap().into_iter().map(|letter| letter.to).collect();
        assert_eq!(to, ["ewa@dom.example"], "{}", test.engine);
    }
}
