//! Who attends the demo school: classes, pupils with their numbers, families.

use jiff::civil::Date;

use super::{
    dice::Dice,
    names::{BOYS, FATHERS, GIRLS, MOTHERS, SURNAMES},
};

/// How large the school is.
pub(super) struct Size {
    /// The classes' names.
    pub classes: &'static [&'static str],
    /// Pupils in each.
    pub pupils: usize,
    /// Blanks and holograms delivered.
    pub blanks: u32,
    /// How many cards the first run holds.
    pub printed: usize,
    /// Width and height of the photos that families send, in pixels.
    pub picture: (u32, u32),
}

impl Size {
    /// 12 classes, 312 pupils.
    pub(super) const WHOLE: Self = Self {
        classes: &["1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B", "5A", "6A", "7A", "8A"],
        pupils: 26,
        blanks: 260,
        printed: 60,
        picture: PICTURE,
    };
    /// 3 classes, 18 pupils.
    pub(super) const SMALL: Self =
        Self { classes: &["1A", "2B", "8A"], pupils: 6, blanks: 40, printed: 4, picture: PICTURE };
}

/// Enough for the card, with room around the head to cut a frame out.
const PICTURE: (u32, u32) = (900, 1158);

/// A pupil of the demo.
pub(super) struct Pupil {
    /// The class's place in [`Size::classes`].
    pub class: usize,
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// A girl?
    pub girl: bool,
    /// Age in years, for the drawing.
    pub age: u8,
    /// Date of birth.
    pub born: Date,
    /// PESEL; none for the few with another document.
    pub pesel: Option<String>,
    /// The family that sends the photo: given name, surname, e-mail.
    pub parent: (String, String, String),
    /// Seed of the drawn face.
    pub face: u64,
}

/// Everybody who attends.
pub(super) fn pupils(size: &Size, seed: u64, year: i16) -> Vec<Pupil> {
    let mut dice = Dice::new(seed, 1);
    let mut all = Vec::new();
    for (class, name) in size.classes.iter().enumerate() {
        let grade = i16::from(name.as_bytes().first().map_or(1, |digit| digit - b'0') as i8);
        for place in 0..size.pupils {
            all.push(pupil(&mut dice, seed, year, class, grade, all.len(), place));
        }
    }
    all
}

fn pupil(dice: &mut Dice, seed: u64, year: i16, class: usize, grade: i16, number: usize, place: usize) -> Pupil {
    let girl = dice.one_in(2);
    let (man, woman) = *dice.pick(&SURNAMES);
    let born_year = year - 6 - grade;
    let day = 1 + i16::try_from(dice.below(364)).unwrap_or_default();
    let born = Date::new(born_year, 1, 1)
        .and_then(|date| date.checked_add(jiff::Span::new().days(i64::from(day))))
        .unwrap_or_default();
    let given = if girl { dice.pick(&GIRLS) } else { dice.pick(&BOYS) };
    let mother = dice.one_in(2);
    let (parent_given, parent_surname) = if mother { (dice.pick(&MOTHERS), woman) } else { (dice.pick(&FATHERS), man) };
    let serial = dice.below(999);
    Pupil {
        class,
        given: (*given).to_owned(),
        surname: if girl { woman } else { man }.to_owned(),
        girl,
        age: u8::try_from(year - born_year).unwrap_or(10),
        born,
        pesel: (place % 24 != 23 || number == 0).then(|| pesel(born, serial, number, girl)),
        parent: ((*parent_given).to_owned(), parent_surname.to_owned(), format!("rodzina{}@pokaz.example", number + 1)),
        face: seed.wrapping_mul(100_003).wrapping_add(number as u64),
    }
}

/// A number that passes every check and, with this serial, is unique in the school. It belongs to nobody we know of.
fn pesel(born: Date, serial: u64, number: usize, girl: bool) -> String {
    let month = i16::from(born.month()) + if born.year() >= 2000 { 20 } else { 0 };
    let serial = (serial + number as u64) % 1000;
    let sex = (number % 5) * 2 + usize::from(!girl);
    let digits = format!("{:02}{month:02}{:02}{serial:03}{sex}", born.year() % 100, born.day());
    let weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use school::pesel::Pesel;

    use super::*;

    #[test]
    fn everybody_has_a_number_of_their_own_that_agrees_with_their_birth() {
        for seed in 1..20 {
            let all = pupils(&Size::WHOLE, seed, 2026);
            assert_eq!(all.len(), 312);
            let mut seen = HashSet::new();
            for pupil in &all {
                if let Some(text) = &pupil.pesel {
                    let pesel: Pesel = text.parse().unwrap();
                    assert_eq!(pesel.birth_date(), pupil.born);
                    assert!(seen.insert(text.clone()), "seed {seed}: {text} twice");
                }
            }
            assert!(seen.len() < all.len(), "somebody has another document");
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_school() {
        let names = |seed| {
            pupils(&Size::WHOLE, seed, 2026)
                .into_iter()
                .map(|pupil| (pupil.given, pupil.surname, pupil.pesel, pupil.face, pupil.age))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(7), names(7));
        assert_ne!(names(7), names(8));
    }
}
