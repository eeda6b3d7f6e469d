//! What a draft holds: the rows as they were read, what was mended, what each column means. Sealed wherever it is kept.

use std::collections::BTreeMap;

use school::{
    class_list::{Field, Line, Mapping, Profile, heading_row},
    class_name::ClassName,
    search::words,
};
use serde::{Deserialize, Serialize};
use workshop::table::{Form, Row, Table, TableFault};

use crate::{
    refused::{Broken, Refused},
    store::rows::word,
};

/// A draft's content. Fields are kept by their codes.
#[derive(Serialize, Deserialize)]
pub(super) struct Content {
    pub(super) form: Form,
    /// The rows under the headings.
    pub(super) rows: Vec<Row>,
    columns: Vec<(String, String)>,
    class: Option<String>,
    /// By row and field.
    mends: BTreeMap<u32, BTreeMap<String, String>>,
    /// Has a person chosen the columns?
    pub(super) chosen: bool,
}

impl Content {
    /// A table's rows and headings, the columns by a remembered profile that knows every heading, else guessed.
    ///
    /// # Errors
    /// [`TableFault::Empty`] if nothing stands under the headings.
    pub(super) fn of(table: Table, profiles: &[Profile]) -> Result<Self, TableFault> {
        let Table { form, mut rows } = table;
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let headings = match heading_row(rows.iter().map(|row| row.cells.as_slice())) {
            Some(at) => {
                let mut headings = rows.drain(..=at).next_back().map(|row| row.cells).unwrap_or_default();
                headings.resize(width, String::new());
                headings
            }
            // without headings the columns are known by their place
            None => (1..=width).map(|column| column.to_string()).collect(),
        };
        if rows.is_empty() {
            return Err(TableFault::Empty);
        }
        let known = profiles.iter().find(|profile| knows(profile, &headings));
        let mapping =
            known.map_or_else(|| Mapping::guess(&headings), |profile| Mapping::remembered(profile, &headings));
        let mut content = Self { form, rows, columns: Vec::new(), class: None, mends: BTreeMap::new(), chosen: false };
        content.put(&mapping);
        Ok(content)
    }

    fn put(&mut self, mapping: &Mapping) {
        let columns = mapping.columns.iter().map(|(heading, field)| (heading.clone(), field.code().to_owned()));
        self.columns = columns.collect();
        self.class = mapping.class.as_ref().map(|class| class.as_str().to_owned());
    }

    /// Takes over what a person chose. What stands in columns of an address goes here and now: no card needs it.
    pub(super) fn choose(&mut self, mapping: &Mapping) {
        self.put(mapping);
        self.chosen = true;
        for row in &mut self.rows {
            for ((_, field), cell) in mapping.columns.iter().zip(&mut row.cells) {
                if *field == Field::Address {
                    cell.clear();
                }
            }
        }
    }

    /// What each column holds.
    pub(super) fn mapping(&self) -> Result<Mapping, Refused> {
        let columns = self.columns.iter().map(|(heading, code)| Ok((heading.clone(), word(code)?)));
        let class = self.class.as_deref().map(ClassName::new).transpose();
        Ok(Mapping {
            columns: columns.collect::<Result<_, Broken>>()?,
            class: class.map_err(|_| Broken::Inconsistent("the class of a list"))?,
        })
    }

    /// The name of the sheet that was read, if there were several.
    pub(super) fn chosen_sheet(&self) -> Option<String> {
        match &self.form {
            Form::Workbook { sheets, sheet } if sheets.len() > 1 => sheets.get(*sheet).cloned(),
            _ => None,
        }
    }

    /// The headings.
    pub(super) fn headings(&self) -> Vec<String> {
        self.columns.iter().map(|(heading, _)| heading.clone()).collect()
    }

    /// The rows' texts by field, mended.
    pub(super) fn lines(&self) -> Result<Vec<Line>, Refused> {
        let mapping = self.mapping()?;
        let mut lines: Vec<Line> = self.rows.iter().map(|row| mapping.line(row.number, &row.cells)).collect();
        for line in &mut lines {
            for (code, text) in self.mends.get(&line.row).into_iter().flatten() {
                line.texts.insert(word(code)?, text.clone());
            }
        }
        Ok(lines)
    }

    /// Writes a text over a cell; false if there is no such row.
    pub(super) fn mend(&mut self, row: u32, field: Field, text: &str) -> bool {
        let there = self.rows.iter().any(|known| known.number == row);
        if there {
            self.mends.entry(row).or_default().insert(field.code().to_owned(), text.to_owned());
        }
        there
    }
}

/// Does the profile know every heading?
fn knows(profile: &Profile, headings: &[String]) -> bool {
    let known: Vec<_> = profile.columns.iter().map(|(heading, _)| words(heading)).collect();
    headings.iter().all(|heading| known.contains(&words(heading)))
}
