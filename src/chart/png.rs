//! A PNG file of at most 256 colours.
//!
//! 1. Pixels become runs of one colour: most of a picture is paper.
//! 2. Colours that differ by less than eyes see count as one; the most frequent get a place in the palette, the others take the
//!    nearest of those.
//! 3. Rows of places, without a filter, are compressed.
//!
//! The crate of that name takes three times as long for a file of this size, or writes one of twice the size.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// Most colours that a palette holds.
const MOST: usize = 256;
/// Bits of each of red, green and blue that tell colours apart.
const BITS: u32 = 5;
/// How hard it is compressed: level 1 makes files half as large again, level 5 takes twice the time for a seventh less.
const LEVEL: u32 = 2;

/// So many pixels of one colour: red, green, blue.
type Run = ([u8; 3], usize);

/// The file of `width` by `height` opaque pixels of red, green, blue and alpha.
pub(super) fn png(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let runs: Vec<Vec<Run>> = pixels.chunks(width.max(1) as usize * 4).map(runs).collect();
    let (palette, places) = palette(runs.iter().flatten());
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(32 * 1024), Compression::new(LEVEL));
    let mut line = Vec::with_capacity(width as usize + 1);
    for row in &runs {
        line.clear();
        // Each row begins with its filter: none.
        line.push(0);
        for &(colour, count) in row {
            line.extend(std::iter::repeat_n(places[cell(colour)], count));
        }
        // Writing to memory does not fail.
        let _infallible = encoder.write_all(&line);
    }
    let mut head = Vec::with_capacity(13);
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    // Eight bits for a place in the palette; compression, filter and order as ever.
    head.extend([8, 3, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, b"IHDR", &head);
    chunk(&mut out, b"PLTE", palette.as_flattened());
    chunk(&mut out, b"IDAT", &encoder.finish().unwrap_or_default());
    chunk(&mut out, b"IEND", &[]);
    out
}

/// A row of pixels as runs. Most are long: a run goes on as long as pixels are as those before them, many compared at a time.
fn runs(mut row: &[u8]) -> Vec<Run> {
    let mut runs = Vec::new();
    while let Some(&[red, green, blue, _]) = row.first_chunk::<4>() {
        let mut end = 4;
        for block in [1024, 64, 4] {
            while let Some(next) = row.get(end..end + block)
                && *next == row[end - 4..end - 4 + block]
            {
                end += block;
            }
        }
        runs.push(([red, green, blue], end / 4));
        row = &row[end..];
    }
    runs
}

/// The number of those colours that count as one with this.
fn cell(colour: [u8; 3]) -> usize {
    colour.iter().fold(0, |cell, part| cell << BITS | usize::from(part >> (8 - BITS)))
}

/// Colours by how often they are seen, and for each cell its place among them.
fn palette<'a>(runs: impl Iterator<Item = &'a Run>) -> (Vec<[u8; 3]>, Vec<u8>) {
    // For each cell the number of its pixels, and of its colours the one that fills most of it, as far as one pass can tell.
    let mut cells: Vec<(usize, usize, [u8; 3])> = vec![(0, 0, [0; 3]); 1 << (3 * BITS)];
    let mut used: Vec<usize> = Vec::with_capacity(2 * MOST);
    for &(colour, count) in runs {
        let at = cell(colour);
        let (all, lead, leader) = &mut cells[at];
        if *all == 0 {
            used.push(at);
        }
        *all += count;
        if *leader == colour {
            *lead += count;
        } else if *lead < count {
            (*lead, *leader) = (count - *lead, colour);
        } else {
            *lead -= count;
        }
    }
    used.sort_unstable_by_key(|&at| (std::cmp::Reverse(cells[at].0), at));
    let palette: Vec<[u8; 3]> = used.iter().take(MOST).map(|&at| cells[at].2).collect();
    let mut places = vec![0; cells.len()];
    for (index, &at) in used.iter().enumerate() {
        let place = if index < MOST { index } else { nearest(cells[at].2, &palette) };
        places[at] = u8::try_from(place).unwrap_or_default();
    }
    (palette, places)
}

/// The place of the colour that is nearest to this.
fn nearest(colour: [u8; 3], palette: &[[u8; 3]]) -> usize {
    let distance = |other: &[u8; 3]| -> u32 {
        colour.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum()
    };
    (0..).zip(palette).min_by_key(|(_, other)| distance(other)).map_or(0, |(index, _)| index)
}

/// A chunk of a PNG file: length, kind, data, checksum.
fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    out.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    out.extend(kind);
    out.extend(data);
    out.extend(crc.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_becomes_runs_and_they_are_the_row() {
        let row: Vec<u8> = [vec![1; 37], vec![2, 3, 3]]
            .concat()
            .into_iter()
            .flat_map(|grey| [grey, grey, grey, 255])
            .collect();
        assert_eq!(runs(&row), [([1; 3], 37), ([2; 3], 1), ([3; 3], 2)]);
        assert!(runs(&[]).is_empty());
    }

    #[test]
    fn the_most_frequent_colours_are_kept_as_they_are() {
        let mut list: Vec<Run> = vec![([253, 252, 249], 1000), ([28, 27, 25], 100), ([255, 255, 255], 3)];
        list.extend((0..32_u8).flat_map(|red| (0..16).map(move |green| ([red * 8, green * 8, 128], 1))));
        let (palette, places) = palette(list.iter());
        assert_eq!(palette.len(), MOST);
        assert_eq!(palette[..2], [[253, 252, 249], [28, 27, 25]]);
        assert_eq!(places[cell([255, 255, 255])], 0);
        let far = palette[usize::from(places[cell([248, 120, 128])])];
        assert!(far[0] > 100 && far[2] == 128, "{far:?}");
    }
}
