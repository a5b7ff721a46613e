const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
/** Segments of a picture itself: JFIF header, Adobe's colour transform, quantisation, Huffman, frames, restart interval. */
const isNeeded = (marker: number): boolean =>
  marker === 0xe0 || marker === 0xee || marker === 0xdb || marker === 0xdd || (marker >= 0xc0 && marker <= 0xcf);

/**
 * A JPEG without anything but the picture: no EXIF (place, time, device), no XMP, no comments, no thumbnail, nothing behind the
 * end. Null when it is not a well-formed JPEG. ISO/IEC 10918-1, annex B.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== START) return null;
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let hasFrame = false;
  let hasScan = false;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return null;
    // Fill bytes before a marker are allowed.
    while (bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker === END) {
      if (!hasFrame || !hasScan) return null;
      parts.push(Uint8Array.of(0xff, END));
      return join(parts);
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const next = at + 2 + length;
    if (length < 2 || next > bytes.length) return null;
    // A JFIF header may carry a thumbnail; its first 16 bytes are the header.
    if (marker === 0xe0) parts.push(jfif(bytes.subarray(at, next)));
    else if (marker === SCAN || isNeeded(marker)) parts.push(bytes.subarray(at, next));
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) hasFrame = true;
    at = next;
    if (marker !== SCAN) continue;
    hasScan = true;
    const end = endOfScan(bytes, at);
    if (end === null) return null;
    parts.push(bytes.subarray(at, end));
    at = end;
  }
}

/** Where the entropy-coded data ends: at a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1]!;
    if (marker !== 0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  return null;
}

function jfif(segment: Uint8Array): Uint8Array {
  const isJfif = segment.length >= 18 && String.fromCharCode(...segment.subarray(4, 8)) === 'JFIF';
  if (!isJfif) return new Uint8Array();
  const header = Uint8Array.from(segment.subarray(0, 18));
  header.set([0, 16], 2);
  header.set([0, 0], 16);
  return header;
}

function join(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
