//! How the school's own words stand on a card: looked at when they are typed, not when three hundred cards wait.

use jiff::civil::{Date, date};
use school::{
    law::{dates::DateStyle, templates},
    permission::Permission,
    school_kind::SchoolKind,
};
use workshop::card::{CardError, Face, FieldName, FitError, IdentityLine, Layout, preview};

use super::{SchoolForm, line};
use crate::{
    desk::StaffDesk,
    refused::{Broken, Refused},
};

/// What a card of the school looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardLook {
    /// The front with an invented pupil, marked PODGLĄD, as SVG with attributes only, and its template.
    Drawn {
        /// The picture.
        svg: String,
        /// The template's code, `MEiN-I/1`.
        template: String,
    },
    /// The name and address, or the head's name, have no room on the card or hold a letter that cannot be printed.
    NoRoom {
        /// Is it the head's name?
        head: bool,
    },
    /// No card can be printed for a school of this kind: the law knows no template, or the program brings no layout.
    NoTemplate,
}

/// What differs from school to school.
struct Words {
    kind: SchoolKind,
    name: String,
    address: String,
    head: String,
}

impl StaffDesk {
    /// A card with the school's data as they are, and the head of today.
    ///
    /// # Errors
    /// `Forbidden` for a role that does not look after pupils.
    pub async fn card_look(&self) -> Result<CardLook, Refused> {
        self.must(Permission::SeePupils)?;
        let mut tx = self.look().await?;
        let (issuer, head) = (tx.issuer().await?, tx.head_on(self.today()).await?);
        let head = head.unwrap_or_default();
        let words = Words { kind: issuer.kind, name: issuer.name, address: issuer.address, head };
        drawn(&words, self.today(), tx.rule_book().await?.dates(self.today()).value)
    }

    /// A card with what was typed and is not saved.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn typed_card_look(&self, form: &SchoolForm) -> Result<CardLook, Refused> {
        self.must(Permission::ManageSchool)?;
        let Ok(kind) = form.kind.parse() else { return Ok(CardLook::NoTemplate) };
        let head = line(&format!("{} {}", form.head_given, form.head_surname));
        let words = Words { kind, name: line(&form.name), address: line(&form.address), head };
        drawn(&words, self.today(), self.rule_book().await?.dates(self.today()).value)
    }
}

fn drawn(words: &Words, today: Date, dates: DateStyle) -> Result<CardLook, Refused> {
    let template = templates::for_holder(words.kind, false, today).map(|(template, _)| template);
    let Some((template, layout)) = template.and_then(|code| Layout::of(code.code()).ok().map(|layout| (code, layout)))
    else {
        return Ok(CardLook::NoTemplate);
    };
    match preview(&face(words, today, dates), &layout, "") {
        Ok(svg) => Ok(CardLook::Drawn { svg, template: template.to_string() }),
        Err(CardError::Fit { error: FitError::TooLong { field, .. } | FitError::Glyph { field, .. }, .. }) => {
            Ok(CardLook::NoRoom { head: field == FieldName::Head })
        }
        Err(error) => Err(Broken::Document(error.to_string()).into()),
    }
}

/// An invented pupil: whoever reads the school's words needs nobody's name for it.
fn face(words: &Words, today: Date, dates: DateStyle) -> Face {
    Face {
        name: "Anna Przykładowa".to_owned(),
        born: dates.write(date(2015, 9, 1)),
        identity: IdentityLine::Pesel(String::new()),
        school_name: words.name.clone(),
        school_address: words.address.clone(),
        head: words.head.clone(),
        issued_on: dates.write(today),
        number: String::new(),
        portrait: Vec::new(),
        duplicate: false,
    }
}
