//! The row that a receipt makes in the register.

use school::{
    EntryId,
    card::Receipt,
    name::Name,
    register::{Entry, Signature, SignaturePlace},
};

use crate::{
    refused::{Broken, Refused},
    store::{Tx, Within, card::CardFacts, rows::new_id},
};

/// Writes a received card into the register, with the name and the identity that are printed on it; answers its
/// place. The signature itself is on the pickup list (law.md 3.3).
pub(crate) async fn enter(tx: &mut Tx<Within>, facts: &CardFacts, receipt: &Receipt) -> Result<u32, Refused> {
    let face = &facts.face;
    let ordinal = tx.next_ordinal().await?;
    let entry = Entry {
        id: EntryId(new_id()),
        ordinal,
        card: facts.card.id,
        name: Name::new(&face.given, &face.surname).map_err(|_| Broken::Inconsistent("a printed name"))?,
        identity: face.identity.identity()?,
        number: facts.card.number,
        marking: facts.marking.parse().map_err(|_| Broken::Inconsistent("a blank's marking"))?,
        producer: facts.producer.parse().map_err(|_| Broken::Inconsistent("a blank's producer"))?,
        issued_on: facts.card.issued_on,
        received_on: receipt.on,
        receiver: receipt.by,
        signature: Signature { name: receipt.name.clone(), place: SignaturePlace::PickupList },
        duplicate_of: None,
    };
    tx.add_entry(&entry).await?;
    Ok(ordinal)
}
