//! Prints the processor time of one search for faces on a picture: `cargo run --release -p eye --example finding FILE…`.

use eye::{Finder, Picture};

fn main() {
    let finder = Finder::new().expect("the model");
    for file in std::env::args().skip(1) {
        let Ok(img) = image::open(&file) else { continue };
        let img = img.into_rgb8();
        let picture = Picture::new(img.width(), img.height(), img.as_raw()).expect("a picture");
        let mut times: Vec<u128> = (0..9)
            .map(|_| {
                let start = std::time::Instant::now();
                std::hint::black_box(finder.faces(&picture));
                start.elapsed().as_micros()
            })
            .collect();
        times.sort_unstable();
        let faces = finder.faces(&picture);
        println!(
            "{file}: {} µs, {} faces {:?}",
            times[4],
            faces.len(),
            faces.first().map(|f| (f.x, f.y, f.w, f.score))
        );
    }
}
