import { describe, expect, test } from 'vitest';
import { frontWords } from '../../apps/web/src/front/words.ts';
import { importWords } from '../../apps/web/src/planner/imports/words.ts';
import { plannerWords } from '../../apps/web/src/planner/words.ts';
import { routeWords } from '../../apps/web/src/routes/words.ts';
import { sessionWords } from '../../apps/web/src/session/words.ts';
import { codes } from '../../apps/web/src/words/codes.ts';
import { common } from '../../apps/web/src/words/common.ts';
import type { WordTree } from '../../apps/web/src/words/defineWords.ts';
import { glossary } from '../../apps/web/src/words/glossary.ts';
import { problems } from '../../apps/web/src/words/problems.ts';

const all = { codes, common, frontWords, importWords, plannerWords, problems, routeWords, sessionWords };

function flat(tree: WordTree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof value === 'string') found.set(path, value);
    else for (const [inner, text] of flat(value, path)) found.set(inner, text);
  }
  return found;
}
const slots = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe.each(Object.entries(all))('words of %s', (_name, words) => {
  const vi = flat(words.trees.vi as WordTree);
  const en = flat(words.trees.en as WordTree);

  test('both languages have the same keys; only the singular may be English alone', () => {
    const englishAlone = [...en.keys()].filter((key) => !vi.has(key));
    expect(englishAlone.filter((key) => !(key.endsWith('_one') && vi.has(key.replace(/_one$/, '_other'))))).toEqual([]);
    expect([...vi.keys()].filter((key) => !en.has(key))).toEqual([]);
  });

  test('no text is empty, none has stray spaces, all are composed (NFC)', () => {
    for (const [key, text] of [...vi, ...en]) {
      expect(text.trim(), key).not.toBe('');
      expect(text.trim(), key).toBe(text);
      expect(text.normalize('NFC'), key).toBe(text);
    }
  });

  test('both languages take the same values', () => {
    for (const [key, text] of vi) expect(slots(en.get(key) ?? ''), key).toEqual(slots(text));
  });
});

test('a plural follows the count, and the language can be named', () => {
  expect(common.text('age', { count: 101 }, 'vi')).toBe('101 tuổi');
  expect(common.text('age', { count: 1 }, 'en')).toBe('1 year old');
  expect(common.text('age', { count: 101 }, 'en')).toBe('101 years old');
});

test('what people typed is shown as it is, not as markup or a key', () => {
  expect(frontWords.text('continueAs', { name: '<b>Tổ 1 & 2</b>' }, 'vi')).toBe('Tiếp tục: <b>Tổ 1 & 2</b>');
});

test('the glossary names each thing once in each language', () => {
  for (const language of ['vi', 'en'] as const) {
    const names = Object.values(glossary).map((term) => term[language]);
    expect(new Set(names).size).toBe(names.length);
  }
});
