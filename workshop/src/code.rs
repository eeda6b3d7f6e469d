//! QR codes as vectors: for the screen (SVG) and for paper (rectangles).

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};

/// Light modules around a code (ISO/IEC 18004).
const QUIET: usize = 4;

/// The text is too long for a QR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is too long for a QR code")]
pub struct TooLong;

/// A code as dark runs, quiet zone included; the unit is one module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Modules on a side.
    pub side: usize,
    /// Dark runs, row by row.
    pub runs: Vec<Dark>,
}

/// A run of dark modules in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dark {
    /// Column of the first.
    pub x: usize,
    /// Row.
    pub y: usize,
    /// How many.
    pub len: usize,
}

/// Encodes a text; up to 15 % of the code may be damaged (level M).
///
/// # Errors
/// [`TooLong`] beyond some 2,300 bytes.
pub fn qr_path(text: &str) -> Result<Code, TooLong> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| TooLong)?;
    let mut runs = Vec::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let len = row[x..code.size].iter().take_while(|module| module.value()).count();
            if len > 0 {
                runs.push(Dark { x: x + QUIET, y: y + QUIET, len });
            }
            x += len + 1;
        }
    }
    Ok(Code { side: code.size + 2 * QUIET, runs })
}

/// A code for the page: white ground, quiet zone, attributes only. The page gives it its name.
///
/// # Errors
/// [`TooLong`] beyond some 2,300 bytes.
pub fn qr_svg(text: &str) -> Result<String, TooLong> {
    let code = qr_path(text)?;
    let mut path = String::new();
    for run in &code.runs {
        let _ = write!(path, "M{} {}h{}v1h-{}z", run.x, run.y, run.len, run.len);
    }
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" aria-hidden="true" focusable="false"><rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>"##,
        side = code.side,
    ))
}
