//! The browser's files inside the binary, and their addresses as constants.

use axum::Router;
use memory_serve::CacheControl;

pub(crate) use named::*;

mod named {
    #![expect(dead_code, reason = "some fonts and pictures are named by the style sheet or by no page yet")]
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

/// A build without optimisation would compress the files at each start, for seconds.
const COMPRESSED: bool = !cfg!(debug_assertions);

/// `/assets/*` for ever (the name changes with the content); `/sw.js` asked for anew each time.
pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let hashed = memory_serve::load!("hashed").index_file(None).enable_gzip(COMPRESSED).enable_brotli(COMPRESSED);
    let root = memory_serve::load!("root").index_file(None).enable_gzip(COMPRESSED).enable_brotli(COMPRESSED);
    hashed
        .cache_control(CacheControl::Long)
        .into_router()
        .merge(root.cache_control(CacheControl::NoCache).into_router())
}
