//! What every paper of the nominal register says of a card (law.md 3.2).

/// One card; PESEL stands in full, for these are the register's papers. Dates come as text.
#[derive(Clone)]
pub struct CardLine {
    /// Given names and surname.
    pub name: String,
    /// PESEL, or name and number of a document (§ 24).
    pub identity: String,
    /// Number of the card.
    pub number: String,
    /// Individual marking of the blank.
    pub marking: String,
    /// Producer of the blank.
    pub producer: String,
    /// Day of receipt; empty to be filled in by hand.
    pub received_on: String,
}

impl CardLine {
    /// The cells of its row, between its ordinal number and what a paper has besides.
    pub(super) fn cells<const N: usize>(&self, ordinal: impl ToString, besides: [String; N]) -> Vec<String> {
        let Self { name, identity, number, marking, producer, received_on } = self.clone();
        let cells = [ordinal.to_string(), name, identity, number, marking, producer, received_on];
        cells.into_iter().chain(besides).collect()
    }
}
