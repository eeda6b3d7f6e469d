//! The browser's files inside the binary, and their addresses as constants.

use axum::Router;
use axum::http::{HeaderValue, header::CACHE_CONTROL};
use tower_http::set_header::SetResponseHeaderLayer;

pub(crate) use named::*;

mod named {
    #![expect(dead_code, reason = "some fonts and pictures are named by the style sheet or by no page yet")]
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

/// `/assets/*` for ever (the name changes with the content); `/sw.js` asked for anew each time. Both are compressed when
/// the program is built, so that an idle server holds no copies; a build without optimisation does not take that time.
pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let asked_anew = SetResponseHeaderLayer::overriding(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    hashed::static_router().merge(root::static_router().layer(asked_anew))
}

// paths as the compiler sees them: from the folder of the workspace
mod hashed {
    #[cfg(debug_assertions)]
    static_serve::embed_assets!("dist/hashed", cache_busted_paths = ["assets"]);
    #[cfg(not(debug_assertions))]
    static_serve::embed_assets!("dist/hashed", cache_busted_paths = ["assets"], compress = true);
}

mod root {
    #[cfg(debug_assertions)]
    static_serve::embed_assets!("dist/root");
    #[cfg(not(debug_assertions))]
    static_serve::embed_assets!("dist/root", compress = true);
}
