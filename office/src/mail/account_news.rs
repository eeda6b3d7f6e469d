//! To whoever works at a school: something happened to their second factor that they ought to know of.

use i18n_embed_fl::fl;
use serde::{Deserialize, Serialize};

use super::{compose::Body, words::Words};

/// What happened.
#[derive(Serialize, Deserialize, Clone, Copy, Debug)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AccountNews {
    /// A recovery code stood in for the second factor.
    RecoveryCodeUsed,
    /// An administrator took the second factor away.
    SecondFactorReset,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
}

pub(super) fn body(words: Words, news: AccountNews, link: String) -> Body {
    let (subject, text) = match news {
        AccountNews::RecoveryCodeUsed => {
            (fl!(words, "recovery-code-used-subject"), fl!(words, "recovery-code-used-text"))
        }
        AccountNews::SecondFactorReset => {
            (fl!(words, "second-factor-reset-subject"), fl!(words, "second-factor-reset-text"))
        }
        AccountNews::PasskeyAdded => (fl!(words, "passkey-added-subject"), fl!(words, "passkey-added-text")),
        AccountNews::PasskeyRemoved => (fl!(words, "passkey-removed-subject"), fl!(words, "passkey-removed-text")),
    };
    Body {
        subject,
        before: vec![text],
        link: (fl!(words, "account-news-link"), link),
        after: vec![fl!(words, "account-news-after")],
    }
}
