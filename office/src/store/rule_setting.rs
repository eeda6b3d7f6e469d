//! Table `rule_setting`: what a school has set about the rule book. What has no row is as the book has it, and goes
//! along when a later program knows better.

use school::law::{RuleBook, Settable};

use super::{Tx, Within, rows::word};
use crate::refused::{Broken, Refused};

impl Tx<Within> {
    /// The rule book as this school applies it.
    pub(crate) async fn rule_book(&mut self) -> Result<RuleBook, Refused> {
        let rows: Vec<(String, String)> =
            rows!(self, "SELECT name, value FROM rule_setting WHERE school = $1 ORDER BY name", self.scope.school.0)?;
        let mut book = RuleBook::default();
        for (name, value) in rows {
            let set = book.with(word(&name)?, &value);
            book = set.map_err(|_| Broken::Inconsistent("a setting of the rule book"))?;
        }
        Ok(book)
    }

    /// Writes down what is set about this; nothing is as the book has it.
    pub(crate) async fn set_rule(&mut self, what: Settable, value: Option<&str>) -> Result<(), Refused> {
        run!(self, "DELETE FROM rule_setting WHERE school = $1 AND name = $2", self.scope.school.0, what.code())?;
        if let Some(value) = value {
            run!(
                self,
                "INSERT INTO rule_setting (school, name, value) VALUES ($1, $2, $3)",
                self.scope.school.0,
                what.code(),
                value
            )?;
        }
        Ok(())
    }
}
