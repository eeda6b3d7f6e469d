//! Baseline JPEGs at an eighth, a quarter or a half of their size, in safe Rust.
//!
//! A phone's photo has ten times the pixels we keep, and Huffman decoding is nearly all the work of a scaled decode.
//! Here only the coefficients that the smaller picture needs are put together; the others are passed over, several at a
//! table look-up. Rows of blocks become pixels at once, so the picture is never in memory at its full size; nor at the
//! smaller one, if whoever asks takes the lines as they come.
//!
//! What is not the plain kind that cameras write (three colours, one scan, eight bits, halved chroma at most) is left
//! to the library, and so is a file with anything wrong in it.

use image::RgbImage;

use super::jpeg::Segments;

/// Natural order of the coefficients as they come.
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
    28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
    47, 55, 62, 63,
];
/// Bits looked at to pass over several coefficients at once.
const AHEAD: u32 = 14;

/// A picture with `eighths` (1, 2 or 4) pixels for each eight of the file, as it comes out of the file: from above to
/// below, some lines at a time.
pub(super) struct Scaled<'a> {
    /// Pixels in a line.
    pub(super) width: usize,
    /// Lines of the whole picture.
    pub(super) height: usize,
    /// Lines that came out so far.
    pub(super) out: usize,
    n: usize,
    plan: Plan,
    bits: Bits<'a>,
    before: [i32; 3],
    bases: Bases,
    draw: [Draw; 3],
    /// The row of units that was read last, as brightness and two colours.
    planes: [Vec<u8>; 3],
}

impl<'a> Scaled<'a> {
    /// None if the library must do it.
    pub(super) fn open(bytes: &'a [u8], eighths: u32) -> Option<Self> {
        let (plan, entropy) = Plan::read(bytes)?;
        let n = eighths as usize;
        let colours = drawn(n * plan.parts[0].across, n * plan.parts[0].down)?;
        let (width, height) = ((plan.width * n).div_ceil(8), (plan.height * n).div_ceil(8));
        let mut scaled = Scaled {
            width,
            height,
            out: 0,
            n,
            plan,
            bits: Bits { bytes: entropy, at: 0, held: 0, count: 0, missing: 0 },
            before: [0; 3],
            bases: Bases::new(),
            draw: [drawn(n, n)?, colours, colours],
            planes: [const { Vec::new() }; 3],
        };
        let size = scaled.stride() * scaled.lines();
        scaled.planes = [(); 3].map(|()| vec![0; size]);
        Some(scaled)
    }

    /// Units of the file in a row of them.
    fn units(&self) -> usize {
        self.plan.width.div_ceil(8 * self.plan.parts[0].across)
    }

    /// Bytes in a line of a plane, which may be a few pixels longer than the picture's.
    fn stride(&self) -> usize {
        self.units() * self.plan.parts[0].across * self.n
    }

    /// Lines in a row of units.
    fn lines(&self) -> usize {
        self.plan.parts[0].down * self.n
    }

    /// Appends the next lines as red, green and blue; nothing after the last one. None if the file is not what it
    /// seemed: then the library must do all of it.
    pub(super) fn read(&mut self, rgb: &mut Vec<u8>) -> Option<()> {
        let lines = self.lines().min(self.height - self.out);
        if lines > 0 {
            self.read_units()?;
        }
        let (width, stride) = (self.width, self.stride());
        (0..lines).for_each(|y| colour(&self.planes.each_ref().map(|plane| &plane[y * stride..][..width]), rgb));
        self.out += lines;
        Some(())
    }

    fn read_units(&mut self) -> Option<()> {
        let (units, stride, row) = (self.units(), self.stride(), self.out / self.lines());
        let Self { n, plan, bits, before, bases, draw, planes, .. } = self;
        let luma = &plan.parts[0];
        for unit in 0..units {
            if plan.restart > 0 && (row * units + unit) % plan.restart == 0 && row + unit > 0 {
                bits.restart()?;
                *before = [0; 3];
            }
            for (i, part) in plan.parts.iter().enumerate() {
                let (w, h) = if i == 0 { (*n, *n) } else { (*n * luma.across, *n * luma.down) };
                for block in 0..part.across * part.down {
                    let (x, y) = (unit * part.across + block % part.across, block / part.across);
                    let corner = planes[i].get_mut(y * h * stride + x * w..)?;
                    draw[i](bits, part, &mut before[i], bases, corner, stride)?;
                }
            }
        }
        (!bits.overdrawn()).then_some(())
    }

    /// The whole picture.
    pub(super) fn whole(mut self) -> Option<RgbImage> {
        let mut rgb = Vec::with_capacity(self.width * self.height * 3);
        while self.out < self.height {
            self.read(&mut rgb)?;
        }
        RgbImage::from_raw(self.width as u32, self.height as u32, rgb)
    }
}

/// JFIF's colours, in sixteenths of a bit.
fn colour(line: &[&[u8]; 3], rgb: &mut Vec<u8>) {
    let pixel = |((y, cb), cr): ((&u8, &u8), &u8)| {
        let (y, cb, cr) = ((i32::from(*y) << 16) + (1 << 15), i32::from(*cb) - 128, i32::from(*cr) - 128);
        [y + 91_881 * cr, y - 22_554 * cb - 46_802 * cr, y + 116_130 * cb].map(|v| (v >> 16).clamp(0, 255) as u8)
    };
    rgb.extend(line[0].iter().zip(line[1]).zip(line[2]).flat_map(pixel));
}

/// What the header says, as far as it is of the plain kind.
struct Plan {
    width: usize,
    height: usize,
    /// Blocks between two restarts; 0 without any.
    restart: usize,
    parts: [Part; 3],
}

/// One colour: its blocks in each unit of the file, and the tables they are written with.
struct Part {
    across: usize,
    down: usize,
    quantiser: [f32; 64],
    dc: Codes,
    ac: Skips,
}

#[derive(Default)]
struct Tables {
    quantisers: [Option<[f32; 64]>; 4],
    dc: [Option<Codes>; 4],
    ac: [Option<Codes>; 4],
    restart: usize,
    /// Size, then of each colour its name, its sampling and its quantiser.
    frame: Option<(usize, usize, [[u8; 3]; 3])>,
    adobe: Option<u8>,
}

impl Plan {
    /// The plan and the bytes after the header.
    fn read(bytes: &[u8]) -> Option<(Plan, &[u8])> {
        let mut segments = Segments { bytes, at: 2 };
        let mut tables = Tables::default();
        while let Some((marker, content)) = segments.next() {
            match marker {
                0xDA => return Some((tables.plan(content)?, bytes.get(segments.at..)?)),
                0xDB => tables.quantiser(content)?,
                0xC4 => tables.codes(content)?,
                0xC0 if tables.frame.is_none() => tables.frame = Some(frame(content)?),
                0xDD => tables.restart = usize::from(number(content.get(..2)?)),
                0xEE if content.starts_with(b"Adobe") => tables.adobe = content.get(11).copied(),
                0xE0..=0xEF | 0xFE => {}
                _ => return None,
            }
        }
        None
    }
}

fn number(two: &[u8]) -> u16 {
    u16::from(two[0]) << 8 | u16::from(two[1])
}

fn frame(content: &[u8]) -> Option<(usize, usize, [[u8; 3]; 3])> {
    let [8, size @ .., 3] = content.first_chunk::<6>()? else { return None };
    let (height, width) = (usize::from(number(&size[..2])), usize::from(number(&size[2..])));
    let (parts, rest) = content[6..].as_chunks::<3>();
    let parts = <[[u8; 3]; 3]>::try_from(parts).ok().filter(|_| rest.is_empty())?;
    // letters for names mean red, green and blue
    let plain = matches!(parts[0][1], 0x11 | 0x12 | 0x21 | 0x22) && parts[1][1] == 0x11 && parts[2][1] == 0x11;
    (plain && width > 0 && height > 0 && parts[0][0] != b'R').then_some((width, height, parts))
}

impl Tables {
    fn quantiser(&mut self, mut content: &[u8]) -> Option<()> {
        while let [kind, rest @ ..] = content {
            let table = rest.first_chunk::<64>().filter(|_| *kind < 4)?;
            self.quantisers[usize::from(*kind)] = Some(table.map(f32::from));
            content = &rest[64..];
        }
        Some(())
    }

    fn codes(&mut self, mut content: &[u8]) -> Option<()> {
        while let [kind, rest @ ..] = content {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let total = counts.iter().map(|count| usize::from(*count)).sum();
            let codes = Codes::new(counts, rest.get(..total)?)?;
            let tables = if *kind >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *tables.get_mut(usize::from(kind & 15)).filter(|_| kind >> 4 < 2)? = Some(codes);
            content = &rest[total..];
        }
        Some(())
    }

    /// The whole picture in one scan, or nothing.
    fn plan(&self, scan: &[u8]) -> Option<Plan> {
        let (width, height, frame) = self.frame.filter(|_| self.adobe.is_none_or(|transform| transform == 1))?;
        let [3, a, at, b, bt, c, ct, 0, 63, 0] = *scan else { return None };
        let part = |i: usize, name: u8, tables: u8| {
            let [id, sampling, quantiser] = frame[i];
            let ac = self.ac.get(usize::from(tables & 15))?.clone()?;
            (id == name).then_some(())?;
            Some(Part {
                across: usize::from(sampling >> 4),
                down: usize::from(sampling & 15),
                quantiser: (*self.quantisers.get(usize::from(quantiser))?)?,
                dc: self.dc.get(usize::from(tables >> 4))?.clone()?,
                ac: Skips::new(ac),
            })
        };
        let parts = [part(0, a, at)?, part(1, b, bt)?, part(2, c, ct)?];
        Some(Plan { width, height, restart: self.restart, parts })
    }
}

/// For every sixteen bits: length and meaning of the code they begin with; 0 where none does.
#[derive(Clone)]
struct Codes(Box<[u16; 1 << 16]>);

impl Codes {
    fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Codes> {
        let mut table = vec![0_u16; 1 << 16];
        let (mut at, mut symbols) = (0, symbols.iter());
        for (length, count) in (1_u16..).zip(counts) {
            let span = 1 << (16 - length);
            for symbol in symbols.by_ref().take(usize::from(*count)) {
                table.get_mut(at..at + span)?.fill(length << 8 | u16::from(*symbol));
                at += span;
            }
        }
        Some(Codes(table.into_boxed_slice().try_into().ok()?))
    }

    fn at(&self, bits: u64) -> u32 {
        u32::from(self.0[(bits >> 48) as usize])
    }
}

/// The same, and for every [`AHEAD`] bits: how many of them are whole coefficients, and how many coefficients, with 0x80
/// set if the block ends there; 0 where not one fits.
struct Skips {
    codes: Codes,
    table: Box<[u16]>,
}

impl Skips {
    fn new(codes: Codes) -> Skips {
        let entry = |word: u64| {
            let (mut used, mut passed) = (0, 0);
            loop {
                let code = codes.at(word << (64 - AHEAD + used));
                let (length, run, bits) = (code >> 8, code >> 4 & 15, code & 15);
                if length == 0 || used + length + bits > AHEAD || passed + run + 1 > 63 {
                    return (used << 8 | passed) as u16;
                }
                used += length + bits;
                if code & 255 == 0 {
                    return (used << 8 | 0x80 | passed) as u16;
                }
                passed += run + 1;
                if used == AHEAD {
                    return (used << 8 | passed) as u16;
                }
            }
        };
        Skips { table: (0..1 << AHEAD).map(entry).collect(), codes }
    }
}

/// The bits of the scan, without the zeros that are stuffed after 0xFF.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The next bits, leftmost first.
    held: u64,
    /// How many of them count.
    count: u32,
    /// Bits handed out after the end of the data.
    missing: u32,
}

impl Bits<'_> {
    /// Makes sure of 56 bits.
    #[inline(always)]
    fn fill(&mut self) {
        if let Some(eight) = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<8>()) {
            let word = u64::from_be_bytes(*eight);
            // whether any byte is 0xFF, all eight at once
            if (!word).wrapping_sub(0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 == 0 {
                self.held |= word >> self.count;
                self.at += ((63 - self.count) >> 3) as usize;
                self.count |= 56;
                return;
            }
        }
        self.fill_bytewise();
    }

    #[cold]
    fn fill_bytewise(&mut self) {
        self.held &= u64::MAX.checked_shl(64 - self.count).unwrap_or(0);
        while self.count <= 56 {
            let (byte, step) = match self.bytes.get(self.at..) {
                Some([0xFF, 0, ..]) => (0xFF, 2),
                Some([0xFF, ..] | []) | None => (0, 0),
                Some([byte, ..]) => (*byte, 1),
            };
            self.missing += if step == 0 { 8 } else { 0 };
            self.at += step;
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    #[inline(always)]
    fn drop(&mut self, bits: u32) {
        self.held <<= bits;
        self.count -= bits;
    }

    /// A signed number of `bits` bits, as JPEG writes them.
    #[inline(always)]
    fn number(&mut self, bits: u32) -> i32 {
        if bits == 0 {
            return 0;
        }
        let value = (self.held >> (64 - bits)) as i32;
        self.drop(bits);
        if value < 1 << (bits - 1) { value - (1 << bits) + 1 } else { value }
    }

    /// Whether bits were used that the file does not have.
    fn overdrawn(&self) -> bool {
        self.missing > self.count
    }

    /// Goes on behind the next restart marker.
    fn restart(&mut self) -> Option<()> {
        if self.overdrawn() {
            return None;
        }
        loop {
            match self.bytes.get(self.at..)? {
                [0xFF, 0xD0..=0xD7, ..] => break,
                [0xFF, 0, ..] => self.at += 2,
                [0xFF, ..] | [] => return None,
                _ => self.at += 1,
            }
        }
        *self = Bits { bytes: self.bytes, at: self.at + 2, held: 0, count: 0, missing: 0 };
        Some(())
    }
}

/// Reads one block: its coefficients up to number `LAST` of the zigzag, times their quantisers; the rest is passed over.
#[inline(always)]
fn block<const LAST: usize>(bits: &mut Bits, part: &Part, before: &mut i32, kept: &mut [f32; 64]) -> Option<()> {
    bits.fill();
    let code = part.dc.at(bits.held);
    if code == 0 {
        return None;
    }
    bits.drop(code >> 8);
    *before = before.wrapping_add(bits.number(code & 15));
    kept[0] = *before as f32 * part.quantiser[0];
    let mut k = 1;
    while k <= LAST {
        if bits.count < 32 {
            bits.fill();
        }
        let code = part.ac.codes.at(bits.held);
        if code == 0 {
            return None;
        }
        bits.drop(code >> 8);
        let (run, size) = ((code >> 4 & 15) as usize, code & 15);
        match (run, size) {
            (15, 0) => k += 16,
            (_, 0) => return Some(()),
            _ => {
                k += run;
                let value = bits.number(size);
                kept[usize::from(ZIGZAG[k & 63] & 63)] = value as f32 * part.quantiser[k & 63];
                k += 1;
            }
        }
    }
    pass_over(bits, &part.ac, k as u32)
}

#[inline(always)]
fn pass_over(bits: &mut Bits, ac: &Skips, mut k: u32) -> Option<()> {
    while k < 64 {
        if bits.count < 32 {
            bits.fill();
        }
        let entry = u32::from(*ac.table.get((bits.held >> (64 - AHEAD)) as usize)?);
        let (used, ends, passed) = (entry >> 8, entry & 0x80 != 0, entry & 0x7F);
        // an entry that leads beyond the block would run into the next one
        if used > 0 && k + passed + u32::from(ends) <= 64 {
            bits.drop(used);
            if ends {
                return Some(());
            }
            k += passed;
            continue;
        }
        let code = ac.codes.at(bits.held);
        if code == 0 {
            return None;
        }
        bits.drop((code >> 8) + (code & 15));
        if code & 255 == 0 {
            return Some(());
        }
        k += (code >> 4 & 15) + 1;
    }
    Some(())
}

/// Reads a block and draws it small: into a corner of a plane with so many bytes a line.
type Draw = fn(&mut Bits, &Part, &mut i32, &Bases, &mut [u8], usize) -> Option<()>;

/// What draws a block as `w` × `h` pixels.
fn drawn(w: usize, h: usize) -> Option<Draw> {
    Some(match (w, h) {
        (1, 1) => dot,
        (2, 1) => tile::<2, 1, 4>,
        (1, 2) => tile::<1, 2, 4>,
        (2, 2) => tile::<2, 2, 4>,
        (4, 2) => tile::<4, 2, 24>,
        (2, 4) => tile::<2, 4, 24>,
        (4, 4) => tile::<4, 4, 24>,
        (8, 4) => tile::<8, 4, 63>,
        (4, 8) => tile::<4, 8, 63>,
        (8, 8) => tile::<8, 8, 63>,
        _ => return None,
    })
}

fn dot(bits: &mut Bits, part: &Part, before: &mut i32, _: &Bases, to: &mut [u8], _: usize) -> Option<()> {
    let mut kept = [0.0; 64];
    block::<0>(bits, part, before, &mut kept)?;
    *to.first_mut()? = (kept[0] / 8.0 + 128.5) as u8; // a cast from a float stops at 0 and 255
    Some(())
}

fn tile<const W: usize, const H: usize, const LAST: usize>(
    bits: &mut Bits,
    part: &Part,
    before: &mut i32,
    bases: &Bases,
    to: &mut [u8],
    stride: usize,
) -> Option<()> {
    let mut kept = [0.0; 64];
    block::<LAST>(bits, part, before, &mut kept)?;
    let (across, down) = (bases.of(W), bases.of(H));
    let mut half = [[0.0_f32; W]; H];
    for (v, line) in half.iter_mut().enumerate() {
        for u in 0..W {
            let value = kept[v * 8 + u];
            (0..W).for_each(|x| line[x] += value * across[u][x]);
        }
    }
    (0..H).try_for_each(|y| {
        let mut sums = [128.5_f32; W];
        for (v, line) in half.iter().enumerate() {
            (0..W).for_each(|x| sums[x] += line[x] * down[v][y]);
        }
        to.get_mut(y * stride..y * stride + W)?.copy_from_slice(&sums.map(|sum| sum as u8));
        Some(())
    })
}

/// The waves of the cosine transform on 1, 2, 4 and 8 pixels: the lower coefficients of a block on eight are those of
/// the same block on fewer, which is the picture without what fewer pixels cannot show.
struct Bases([[[f32; 8]; 8]; 4]);

impl Bases {
    fn new() -> Bases {
        let wave = |n: f64, u: usize, x: usize| match u {
            0 => 8_f64.sqrt().recip(),
            _ => ((2 * x + 1) as f64 * u as f64 * std::f64::consts::PI / (2.0 * n)).cos() / 2.0,
        };
        Bases([1.0, 2.0, 4.0, 8.0].map(|n| std::array::from_fn(|u| std::array::from_fn(|x| wave(n, u, x) as f32))))
    }

    #[inline(always)]
    fn of(&self, pixels: usize) -> &[[f32; 8]; 8] {
        &self.0[pixels.trailing_zeros() as usize & 3]
    }
}
