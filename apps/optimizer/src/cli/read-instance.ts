import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { STANDARD_INPUT } from './arguments.ts';
import { InputError, type Instance } from './instance.ts';
import { readCordeau } from './read-cordeau.ts';
import { readHhcrsp } from './read-hhcrsp.ts';
import { readSolomon } from './read-solomon.ts';
import { readVroom } from './read-vroom.ts';
import { readVrplib } from './read-vrplib.ts';

/** Reads a problem; its format is told by its content. Gzipped files are unpacked. */
export function readInstance(path: string): Instance {
  const text = readText(path);
  if (/^\s*[[{]/.test(text)) {
    const json = parseJson(path, text);
    if (typeof json === 'object' && json !== null && 'patients' in json) {
      const { instance, names } = readHhcrsp(json);
      return { ...instance, hhcrsp: names };
    }
    return readVroom(json);
  }
  if (/^\s*(NAME|TYPE|DIMENSION|VERSION|COMMENT)\s*:/m.test(text)) return readVrplib(text);
  if (/VEHICLE/i.test(text)) return readSolomon(text);
  if (/^\s*\d+[ \t]+\d+[ \t]+\d+[ \t]+\d+[ \t]*\r?\n/.test(text)) return readCordeau(text);
  throw new InputError([`${path}: neither VROOM's JSON nor a Solomon, VRPLIB or Cordeau file`]);
}

export function readJson(path: string): unknown {
  return parseJson(path, readText(path));
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError([`${path}: not JSON: ${(error as Error).message}`]);
  }
}

function readText(path: string): string {
  try {
    const bytes = readFileSync(path === STANDARD_INPUT ? 0 : path);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new InputError([`${path}: ${(error as Error).message}`]);
  }
}
