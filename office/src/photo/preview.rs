//! The card that a photo would make.

use jiff::civil::Date;
use school::{
    PhotoId,
    law::{TemplateCode, templates},
    permission::Permission,
    pupil::Identity,
};
use workshop::card::{CardError, Face, FitError, Layout, layout::FieldName, preview};

use crate::{
    FamilyDesk,
    pupil::masked,
    refused::{Broken, Conflict, Refused},
    store::{Tx, Within, pupil::PupilFacts, rows::word},
};

impl FamilyDesk {
    /// The front of the card with the pupil's data, marked PODGLĄD, as SVG with attributes only. The PESEL is masked:
    /// whoever wants to know where the photo goes need not see it.
    ///
    /// # Errors
    /// If there is no such photo of a linked pupil; [`Conflict::DoesNotFit`] if a text has no room on the card.
    pub async fn draft_preview(&self, id: PhotoId, photo_href: &str) -> Result<String, Refused> {
        let (link, _) = self.own_photo(id, Permission::SeeOwnPhoto).await?;
        let mut tx = self.look(&link).await?;
        let pupil = tx.pupil(link.pupil).await?;
        let (face, template) = face(&pupil, self.today(), &mut tx).await?;
        let layout = Layout::of(template.code()).or_else(|_| Layout::of(TemplateCode::MeinI1.code()));
        let layout = layout.map_err(|error| Broken::Document(error.to_string()))?;
        preview(&face, &layout, photo_href).map_err(|error| refused(error, &pupil))
    }
}

async fn face(pupil: &PupilFacts, today: Date, tx: &mut Tx<Within>) -> Result<(Face, TemplateCode), Refused> {
    let school = tx.school().await?;
    let template =
        templates::for_holder(word(&school.kind)?, false, today).map_or(TemplateCode::MeinI1, |(code, _)| code);
    let head = tx.head_on(today).await?;
    let dates = tx.rule_book().await?.dates(today).value;
    let shown = masked(&pupil.pupil.identity);
    let face = Face {
        name: pupil.pupil.name.full(),
        born: dates.write(pupil.pupil.born),
        identity: match pupil.pupil.identity {
            Identity::Pesel(_) => workshop::card::IdentityLine::Pesel(shown),
            Identity::Document { .. } => workshop::card::IdentityLine::Document(shown),
        },
        school_name: school.name,
        school_address: school.address,
        head: head.unwrap_or_default(),
        issued_on: String::new(),
        number: String::new(),
        portrait: Vec::new(),
        duplicate: false,
    };
    Ok((face, template))
}

fn refused(error: CardError, pupil: &PupilFacts) -> Refused {
    match error {
        CardError::Fit { error: FitError::TooLong { field, .. } | FitError::Glyph { field, .. }, .. } => {
            does_not_fit(field, pupil)
        }
        error => Broken::Document(error.to_string()).into(),
    }
}

fn does_not_fit(field: FieldName, pupil: &PupilFacts) -> Refused {
    Refused::Conflict(Conflict::DoesNotFit { pupil: pupil.pupil.name.full(), field: field.code().to_owned() })
}
