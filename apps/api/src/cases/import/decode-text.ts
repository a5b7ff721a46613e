import { ProblemError } from '../../problem.ts';

/**
 * The text of an uploaded file: UTF-8 (with or without BOM) or UTF-16 with BOM (Excel's "Unicode text"), as NFC.
 * Throws `file-encoding` for anything else: a wrong guess would store broken names.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError('file-encoding', {
      detail: 'Save the file as "CSV UTF-8" (in Excel: Save as → CSV UTF-8) and upload it again.',
    });
  }
  if (text.includes('\0')) {
    throw new ProblemError('file-encoding', {
      detail: 'The file holds zero bytes: it is not a text file. Export it as CSV UTF-8.',
    });
  }
  return text.normalize('NFC');
}
