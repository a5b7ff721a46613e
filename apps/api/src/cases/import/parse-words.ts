import { MOBILITIES, type Mobility, NEEDS, type Need, SEXES, type Sex } from '../../contract/codes.ts';
import { fold } from '../../contract/fold.ts';

/** What lists say, folded, and the code it means. The code itself is understood too. */
const SEX_WORDS: Record<Sex, string[]> = { female: ['nu', 'f', 'ba'], male: ['nam', 'm', 'ong'] };
const MOBILITY_WORDS: Record<Mobility, string[]> = {
  walks: ['di lai duoc', 'tu di lai', 'binh thuong', 'walks'],
  needs_help: ['can nguoi diu', 'can nguoi do', 'di lai kho', 'can tro giup', 'kho di lai', 'needs help'],
  wheelchair: ['xe lan', 'ngoi xe lan'],
  bedbound: ['nam liet giuong', 'nam giuong', 'liet giuong', 'nam tai giuong', 'bed-bound', 'nam mot cho'],
};
const NEED_WORDS: Record<Need, string[]> = {
  id_card: ['can cuoc', 'the can cuoc', 'lam can cuoc', 'cccd', 'id card'],
  id_card_iris: ['mong mat', 'can cuoc mong mat', 'can cuoc (mong mat)', 'van tay kho doc', 'id card iris'],
  digital_identity: ['vneid', 'dinh danh dien tu', 'kich hoat vneid', 'digital identity'],
  population_check: ['ra soat', 'ra soat dan cu', 'xac minh dan cu', 'du lieu dan cu', 'population check'],
};

function lookUp<Code extends string>(codes: readonly Code[], words: Record<Code, string[]>): (text: string) => Code | null {
  const table = new Map(
    codes.flatMap((code) => [[fold(code), code] as const, ...words[code].map((word) => [word, code] as const)]),
  );
  return (text) => table.get(fold(text)) ?? null;
}

export const parseSex = lookUp(SEXES, SEX_WORDS);
export const parseMobility = lookUp(MOBILITIES, MOBILITY_WORDS);
const parseNeed = lookUp(NEEDS, NEED_WORDS);

/** Needs separated by ";", "+" or "|"; `unknown` holds what was not understood. */
export function parseNeeds(text: string): { needs: Need[]; unknown: string[] } {
  const parts = text
    .split(/[;+|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const needs = new Set<Need>();
  const unknown: string[] = [];
  for (const part of parts) {
    const need = parseNeed(part);
    if (need) needs.add(need);
    else unknown.push(part);
  }
  return { needs: [...needs], unknown };
}
