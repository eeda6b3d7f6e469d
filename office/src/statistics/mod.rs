//! What the school's pupils and photos of this school year add up to (*statystyki*), and the photos behind a number.
//! The office sees it, no single pupil is ranked.

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use school::{
    ClassId, PhotoId,
    permission::Permission,
    photo::Severity,
    statistics::{Asked, Decision, Sent, Stages},
    year::SchoolYear,
};

use crate::{
    StaffDesk,
    clock::{polish_date, warsaw},
    photo::age,
    refused::{Broken, Refused},
    store::{
        photo::read_advice,
        rows::{count, day, time, word},
        statistics::{SentColumns, StageCount},
    },
};

/// What the school's pupils and photos add up to.
#[derive(Clone, Debug)]
pub struct Statistics {
    /// The school year that is counted, `2026/2027`.
    pub year: String,
    /// Every class in which somebody is, the newest school year first.
    pub classes: Vec<ClassStages>,
    /// All of them together.
    pub all: Stages,
    /// The photos that were sent this school year, the newest first.
    pub sent: Vec<Sent>,
}

/// How far the pupils of a class have come.
#[derive(Clone, Debug)]
pub struct ClassStages {
    /// Which.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// The school year it belongs to.
    pub year: String,
    /// How many stand where.
    pub stages: Stages,
}

/// A photo that a number counts.
#[derive(Clone, Debug)]
pub struct CountedPhoto {
    /// Which.
    pub id: PhotoId,
    /// Given names and surname.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// When it was sent, what was decided.
    pub sent: Sent,
}

impl StaffDesk {
    /// The numbers of today.
    ///
    /// # Errors
    /// If this desk may not see photos.
    pub async fn statistics(&self) -> Result<Statistics, Refused> {
        let sent = self.sent_photos().await?.into_iter().map(|photo| photo.sent).collect();
        let classes = self.class_stages().await?;
        let mut all = Stages::default();
        for class in &classes {
            all.add_all(class.stages);
        }
        Ok(Statistics { year: SchoolYear::of(self.today()).label(), classes, all, sent })
    }

    /// How far the pupils of each class have come.
    ///
    /// # Errors
    /// If this desk may not see photos.
    pub async fn class_stages(&self) -> Result<Vec<ClassStages>, Refused> {
        self.must(Permission::SeePhotos)?;
        let mut classes: Vec<ClassStages> = Vec::new();
        for row in self.look().await?.stages().await? {
            let (stage, pupils) = (word(&row.stage)?, count(row.pupils)?);
            if classes.last().is_none_or(|class| class.id.0 != row.class) {
                classes.push(class(row)?);
            }
            if let Some(class) = classes.last_mut() {
                class.stages.add(stage, pupils);
            }
        }
        Ok(classes)
    }

    /// The photos of this school year that a number counts, the newest first.
    ///
    /// # Errors
    /// If this desk may not see photos.
    pub async fn counted_photos(&self, asked: &Asked) -> Result<Vec<CountedPhoto>, Refused> {
        let mut photos = self.sent_photos().await?;
        photos.retain(|photo| asked.takes(&photo.sent));
        Ok(photos)
    }

    async fn sent_photos(&self) -> Result<Vec<CountedPhoto>, Refused> {
        self.must(Permission::SeePhotos)?;
        let began = SchoolYear::of(self.today()).starts();
        let began = began.to_zoned(warsaw()).map_err(|_| Broken::Inconsistent("a school year"))?.timestamp();
        let rows = self.look().await?.sent_since(began).await?;
        Ok(rows.into_iter().map(photo).collect::<Result<_, Broken>>()?)
    }
}

fn class(row: StageCount) -> Result<ClassStages, Broken> {
    let year = i16::try_from(row.year).map_err(|_| Broken::Inconsistent("a school year"))?;
    let (name, year) = (row.name, SchoolYear(year).label());
    Ok(ClassStages { id: row.class.into(), name, year, stages: Stages::default() })
}

fn photo(row: SentColumns) -> Result<CountedPhoto, Broken> {
    let at = time(row.submitted_at)?;
    let on: Date = polish_date(at);
    let rejected = row.reason.as_deref().map(word).transpose()?;
    let decision = row.reviewed_at.map(|at| Ok::<_, Broken>(Decision { at: time(at)?, rejected })).transpose()?;
    let advice = read_advice(&row.advice)?.into_iter();
    let warned = advice.filter(|advice| advice.severity >= Severity::Warning);
    // what the school is not shown beside a declared exception is no warning here, either
    let warned = warned.filter(|advice| !(row.declared_exception && advice.may_be_excused()));
    let sent =
        Sent { age: age(day(&row.born)?, on), at, on, decision, warned: warned.map(|advice| advice.check).collect() };
    Ok(CountedPhoto {
        id: row.photo.into(),
        name: format!("{} {}", row.given, row.surname),
        class: row.class_name,
        sent,
    })
}
