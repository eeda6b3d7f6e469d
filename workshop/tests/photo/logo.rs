//! A school's logo: it may be smaller than a photo and of any shape, and nothing that is drawn in XML.

use crate::hostile::assert_clean;
use crate::made::{jpeg, png, png_animated, quarters, webp};
use workshop::photo::{Fault, Kind, logo};

fn size(picture: &[u8]) -> (u32, u32) {
    image::load_from_memory_with_format(picture, image::ImageFormat::Jpeg).unwrap().into_rgb8().dimensions()
}

#[test]
fn a_logo_may_be_wide_or_small_and_comes_out_clean() {
    let wide = quarters(1200, 300);
    for file in [png(&wide, None), jpeg(&wide), webp(&wide, None)] {
        let kept = logo(&file).unwrap();
        assert_clean(&kept);
        assert_eq!(size(&kept), (600, 150));
    }
    assert_eq!(size(&logo(&png(&quarters(80, 64), None)).unwrap()), (80, 64), "never enlarged");
}

#[test]
fn what_is_no_logo_is_refused_with_its_reason() {
    for (file, fault) in [
        (vec![], Fault::Empty),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Fault::Unsupported(Kind::Svg)),
        (png(&quarters(63, 200), None), Fault::TooSmall { width: 63, height: 200 }),
        (png(&quarters(4001, 64), None), Fault::TooManyPixels { width: 4001, height: 64 }),
        (png_animated(&quarters(100, 100)), Fault::Animated),
        (jpeg(&quarters(200, 200))[..900].to_vec(), Fault::Damaged),
    ] {
        assert_eq!(logo(&file), Err(fault));
    }
}
