import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

const apps = [...sourceFiles('apps/optimizer/src'), ...sourceFiles('apps/api/src'), ...sourceFiles('apps/web/src')];

/** Where the time, ids and chance enter. Everything else is given them. */
const SOURCES = [
  'apps/api/src/clock.ts',
  'apps/optimizer/src/clock.ts',
  'apps/web/src/live/browserWorld.ts',
  'apps/web/src/api/newId.ts',
  'apps/web/src/family/new-token.ts',
];
/** Where settings enter. */
const SETTINGS = ['apps/api/src/main.ts', 'apps/api/src/account-main.ts'];

/** Longest file; the few exceptions say why. */
const MOST_LINES = 400;
const LONGER: Record<string, { lines: number; because: string }> = {
  'apps/web/src/family/words.ts': { lines: 600, because: 'a dictionary: both languages side by side' },
  'test/dispatch/protocol.test.ts': { lines: 700, because: 'one test for each numbered rule of the protocol, in their order' },
};

function found(files: SourceFile[], expression: RegExp, allowedIn: string[] = []): string[] {
  return files
    .filter(({ path }) => !allowedIn.includes(path))
    .flatMap(({ path, code }) => [...code.matchAll(expression)].map(([text]) => `${path}: ${text}`));
}

describe('the habits of the house', () => {
  it('there is one clock: nobody else asks what time it is', () => {
    expect(found(apps, /\bDate\.now\(|\bnew Date\(\s*\)/g, SOURCES)).toEqual([]);
  });

  it('there is one source of chance and ids', () => {
    expect(found(apps, /\bMath\.random\(|\brandomUUID\(|\bgetRandomValues\(|\brandomInt\(/g, SOURCES)).toEqual([]);
  });

  it('settings are read in one place', () => {
    expect(found(apps, /\bprocess\.env\b|\bimport\.meta\.env\b/g, SETTINGS)).toEqual([]);
  });

  it('the named places exist', () => {
    const paths = new Set([...apps, ...sourceFiles('test')].map(({ path }) => path));
    expect([...SOURCES, ...SETTINGS, ...Object.keys(LONGER)].filter((path) => !paths.has(path))).toEqual([]);
  });

  it(`a file has at most ${MOST_LINES} lines`, () => {
    const files = [...apps, ...['scripts', 'prisma', 'test'].flatMap(sourceFiles)];
    const tooLong = files.filter(({ path, lineCount }) => lineCount > (LONGER[path]?.lines ?? MOST_LINES));
    expect(tooLong.map(({ path, lineCount }) => `${path}: ${lineCount} lines`)).toEqual([]);
  });

  it('there is no drawer for everything: a file is named after what it does', () => {
    expect(
      apps.filter(({ path }) => /\/(utils?|helpers?|misc|types|common-utils)\.tsx?$/.test(path)).map(({ path }) => path),
    ).toEqual([]);
  });
});
