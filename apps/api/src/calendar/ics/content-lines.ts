/** Content lines of RFC 5545, read and written: folding, escaping, parameters. Knows nothing of what they mean. */

export interface ContentLine {
  readonly name: string;
  /** Names in upper case. */
  readonly params: ReadonlyMap<string, string>;
  readonly value: string;
}

/** A component with the line of the file at which it begins, 1 = first. */
export interface IcsComponent {
  readonly name: string;
  readonly line: number;
  readonly lines: readonly ContentLine[];
  readonly components: readonly IcsComponent[];
}

/** Most octets of a line before it is folded. */
const FOLD_OCTETS = 75;

/** The root components of a text; null where BEGIN and END do not match, or where there is none. */
export function readComponents(text: string): IcsComponent[] | null {
  const roots: IcsComponent[] = [];
  const open: { name: string; line: number; lines: ContentLine[]; components: IcsComponent[] }[] = [];
  for (const { words, line } of unfold(text)) {
    const read = readLine(words);
    if (!read) return null;
    const here = open.at(-1);
    if (read.name === 'BEGIN') open.push({ name: read.value.toUpperCase(), line, lines: [], components: [] });
    else if (read.name === 'END') {
      if (here?.name !== read.value.toUpperCase()) return null;
      open.pop();
      (open.at(-1)?.components ?? roots).push(here);
    } else if (here) here.lines.push(read);
    else return null;
  }
  return open.length > 0 || roots.length === 0 ? null : roots;
}

function unfold(text: string): { words: string; line: number }[] {
  const unfolded: { words: string; line: number }[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, words] of lines.entries()) {
    const last = unfolded.at(-1);
    if (/^[ \t]/.test(words) && last) last.words += words.slice(1);
    else if (words.trim() !== '') unfolded.push({ words, line: index + 1 });
  }
  return unfolded;
}

function readLine(words: string): ContentLine | null {
  const name = /^[A-Za-z0-9-]+/.exec(words)?.[0];
  if (!name) return null;
  const params = new Map<string, string>();
  let at = name.length;
  while (words[at] === ';') {
    const param = /^;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/.exec(words.slice(at));
    if (!param) return null;
    params.set(param[1]!.toUpperCase(), param[2]!.replaceAll('"', ''));
    at += param[0].length;
  }
  return words[at] === ':' ? { name: name.toUpperCase(), params, value: words.slice(at + 1) } : null;
}

/** Text lines as they go over the wire: folded at 75 octets, never inside a character, ended by CRLF. */
export function foldLines(lines: readonly string[]): string {
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function fold(line: string): string {
  if (Buffer.byteLength(line) <= FOLD_OCTETS) return line;
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > FOLD_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

export function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** "2026-11-26T18:30" → "20261126T183000". */
export function icsWall(wall: string): string {
  return `${wall.replaceAll(/[-:]/g, '')}00`;
}

/** An instant → "20261126T113000Z". */
export function icsInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
