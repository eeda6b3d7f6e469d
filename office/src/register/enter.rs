//! The row that a receipt makes in the register.

use school::{
    EntryId,
    card::Receipt,
    name::Name,
    register::{Annotation, Entry, Signature, SignaturePlace},
};

use crate::{
    refused::{Broken, Refused},
    store::{Tx, Within, card::CardFacts, rows::new_id},
};

/// Writes a received card into the register, with the name and the identity that are printed on it; answers its
/// place. The signature itself is on the pickup list (law.md 3.3). The row of the card whose place it takes is told the
/// new number (§ 10).
pub(crate) async fn enter(tx: &mut Tx<Within>, facts: &CardFacts, receipt: &Receipt) -> Result<u32, Refused> {
    let face = &facts.face;
    let ordinal = tx.next_ordinal().await?;
    let succeeds = match facts.card.succeeds {
        None => None,
        Some((succession, old)) => {
            let row =
                tx.entry_of(old).await?.ok_or(Broken::Inconsistent("a successor of a card that is not entered"))?;
            let number = facts.card.number.to_string();
            tx.annotate(old, Annotation::Succeeded, receipt.on, None, Some(number.as_str())).await?;
            Some((succession, row))
        }
    };
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
        succeeds,
    };
    tx.add_entry(&entry).await?;
    Ok(ordinal)
}
