/** An element of a parsed XML text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const NAME = '[A-Za-z_][\\w.:-]*';
const TAG = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`, 'y');
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A strict reader for tests, sharing no code with the product: anything that is not well-formed is an error that says where. */
export function readXml(text: string): XmlElement {
  const head = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(text);
  if (!head) throw new Error('no XML declaration');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = head[0].length;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    open.at(-1)!.text += decode(text.slice(at, next < 0 ? text.length : next));
    if (next < 0) break;
    TAG.lastIndex = next;
    const tag = TAG.exec(text);
    if (!tag) throw new Error(`no tag at ${next}: ${text.slice(next, next + 40)}`);
    const [whole, closes, name, attributes, empty] = tag as unknown as [string, string, string, string, string];
    at = next + whole.length;
    if (closes) {
      const ended = open.pop()!;
      if (ended.name !== name) throw new Error(`</${name}> closes <${ended.name}>`);
      continue;
    }
    const element: XmlElement = { name, attributes: readAttributes(attributes), children: [], text: '' };
    open.at(-1)!.children.push(element);
    if (!empty) open.push(element);
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.name}> is not closed`);
  if (root.children.length !== 1 || root.text.trim() !== '') throw new Error('not one root element');
  return root.children[0]!;
}

/** The children of a name. */
export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  (element?.children ?? []).filter((child) => child.name === name);

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(new RegExp(`(${NAME})="([^"]*)"`, 'g'))) {
    if (name! in attributes) throw new Error(`attribute ${name} twice`);
    attributes[name!] = decode(value!);
  }
  return attributes;
}

function decode(text: string): string {
  return text.replace(/&(#?)([^;&]*);?/g, (whole, isNumber: string, name: string) => {
    if (!whole.endsWith(';')) throw new Error(`a bare & in ${text.slice(0, 40)}`);
    const letter = isNumber ? String.fromCodePoint(Number(name)) : ENTITIES[name];
    if (letter === undefined) throw new Error(`unknown entity ${whole}`);
    return letter;
  });
}
