import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

const optimizer = sourceFiles('apps/optimizer/src');
const api = sourceFiles('apps/api/src');
const web = sourceFiles('apps/web/src');
const everything = [...optimizer, ...api, ...web];

/** The slices of the api and what each may use besides the contract and the commons. Dependencies point downwards. */
const MAY_USE: Record<string, string[]> = {
  contract: [],
  db: [],
  auth: ['db'],
  accounts: ['auth', 'units', 'db'],
  units: ['auth', 'db'],
  teams: ['auth', 'units', 'calendar', 'db'],
  calendar: ['auth', 'units', 'db'],
  travel: ['auth', 'units', 'db'],
  addresses: ['auth', 'travel'],
  cases: ['auth', 'units', 'travel', 'db'],
  roster: ['auth', 'units', 'teams', 'calendar', 'db'],
  planning: ['auth', 'units', 'cases', 'teams', 'calendar', 'roster', 'travel', 'db'],
  requests: ['auth', 'units', 'travel', 'cases', 'planning', 'db'],
  dispatch: ['auth', 'units', 'calendar', 'travel', 'cases', 'planning', 'notify', 'db'],
  exports: ['auth', 'units', 'cases', 'planning', 'db'],
  campaign: ['auth', 'units', 'cases', 'planning', 'db'],
  notify: ['auth', 'units', 'db'],
  seed: ['auth', 'units', 'teams', 'calendar', 'roster', 'cases', 'requests', 'planning', 'dispatch', 'travel', 'db'],
};
/** Files beside the slices that every slice except the contract may use. */
const COMMONS = ['clock.ts', 'problem.ts', 'hash-body.ts', 'deps.ts'];

/** "cases" for apps/api/src/cases/store.ts; null for a file beside the slices. */
const sliceOf = (path: string) => /^apps\/api\/src\/([^/]+)\//.exec(path)?.[1] ?? null;
const isStore = (path: string) => /(^|[/-])store(\.ts$|\/)/.test(path);

/** One line for each import that a rule forbids. */
function forbidden(
  files: SourceFile[],
  isForbidden: (file: SourceFile, imported: SourceFile['imports'][number]) => boolean,
): string[] {
  return files.flatMap((file) =>
    file.imports.filter((imported) => isForbidden(file, imported)).map(({ specifier }) => `${file.path} imports ${specifier}`),
  );
}

/** One line for each place where a forbidden expression stands in the code. */
function occurrences(files: SourceFile[], expression: RegExp): string[] {
  return files.flatMap(({ path, code }) => [...code.matchAll(expression)].map(([text]) => `${path}: ${text}`));
}

/** Files that can be reached from themselves, each circle as one line. */
function circles(files: SourceFile[]): string[] {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports.flatMap((one) => one.path ?? [])]));
  const isSettled = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) found.push([...above.slice(above.indexOf(path)), path].join(' → '));
    if (above.includes(path) || isSettled.has(path)) return;
    for (const next of importsOf.get(path) ?? []) visit(next, [...above, path]);
    isSettled.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}

describe('the house', () => {
  it('has floors: no file needs itself by way of others, not even for a type', () => {
    expect(circles(everything)).toEqual([]);
  });
});

describe('the contract is a leaf', () => {
  it('imports nothing but zod and itself', () => {
    const contract = api.filter(({ path }) => sliceOf(path) === 'contract');
    expect(contract.length).toBeGreaterThan(0);
    expect(forbidden(contract, (_, { specifier, path }) => (path ? sliceOf(path) !== 'contract' : specifier !== 'zod'))).toEqual(
      [],
    );
  });
});

describe('the optimizer is a leaf', () => {
  it('imports nothing from outside its folder, and no package', () => {
    const isOutside = (path: string | null) => !path?.startsWith('apps/optimizer/src/');
    // A thread cannot load TypeScript: the one that starts threads makes a plain script of it.
    const isStarter = (file: SourceFile, specifier: string) => file.path.endsWith('start-thread.ts') && specifier === 'esbuild';
    expect(
      forbidden(
        optimizer,
        (file, { specifier, path }) => !specifier.startsWith('node:') && isOutside(path) && !isStarter(file, specifier),
      ),
    ).toEqual([]);
  });

  it('does no input or output except in its command line and between its threads', () => {
    const isDoor = (path: string) => /^apps\/optimizer\/src\/(cli|threads)\//.test(path);
    expect(forbidden(optimizer, ({ path }, { specifier }) => specifier.startsWith('node:') && !isDoor(path))).toEqual([]);
  });

  it('searches without knowing of threads or the command line, so that it runs in a browser', () => {
    const isShell = (path: string | null) => /^apps\/optimizer\/src\/(cli|threads)\//.test(path ?? '');
    expect(forbidden(optimizer, ({ path }, imported) => !isShell(path) && isShell(imported.path))).toEqual([]);
  });

  it('makes no named closures in what a search or a drag calls often: the loader names each as it is made, which takes longer than its work', () => {
    const often =
      /\/(insertion|pair-insertion|moves|times|flow|ruin|recreate|tail-exchange|journal|best|state|walk-route|work|evaluate-route|schedule-route|likely-places|reach|settle|price|place-group|list-places|rich-recreate|rich-ruin|rich-moves|room|fits|finish-shift|drive|time-route)\.ts$/;
    const files = optimizer.filter(({ path }) => often.test(path));
    expect(files.length).toBeGreaterThan(25);
    expect(occurrences(files, /^\s+const \w+ = (\([^)]*\)|\w+)(: [^=]+)? =>/gm)).toEqual([]);
  });

  it('never sees a date', () => {
    expect(occurrences(optimizer, /\bnew Date\b|\bDate\.\w+/g)).toEqual([]);
  });
});

describe('the web', () => {
  it("uses of the other parts only the contract and the optimizer's door", () => {
    const isInside = (path: string) => path.startsWith('apps/web/');
    const isDoor = (specifier: string) => specifier === '@gocua/optimizer' || specifier.startsWith('@gocua/api/contract/');
    expect(
      forbidden(web, (_, { specifier, path }) =>
        path ? !isInside(path) : specifier.startsWith('@gocua/') && !isDoor(specifier),
      ),
    ).toEqual([]);
  });

  it('imports nothing that exists only on a server', () => {
    expect(
      forbidden(
        web,
        (_, { specifier }) => specifier.startsWith('node:') || ['fastify', 'pg', '@prisma/client'].includes(specifier),
      ),
    ).toEqual([]);
  });

  it('takes schemas as types only: the schema library would be the largest part of the page', () => {
    const hasZod = new Set(
      api.filter(({ imports }) => imports.some(({ specifier }) => specifier === 'zod')).map(({ path }) => path),
    );
    const source = (specifier: string) =>
      specifier.replace(/^@gocua\/api\/contract\/(.+?)(\.ts)?$/, 'apps/api/src/contract/$1.ts');
    expect(
      forbidden(web, (_, { specifier, isTypeOnly }) => specifier === 'zod' || (!isTypeOnly && hasZod.has(source(specifier)))),
    ).toEqual([]);
  });
});

describe('the slices of the api', () => {
  it('are all in the table of who may use whom, and the table has no circle', () => {
    const slices = new Set(api.map(({ path }) => sliceOf(path)).filter((slice) => slice !== null));
    expect([...slices].filter((slice) => !(slice in MAY_USE))).toEqual([]);
    const reaches = (from: string, to: string, depth = 0): boolean =>
      depth < 20 && (MAY_USE[from] ?? []).some((next) => next === to || reaches(next, to, depth + 1));
    expect(Object.keys(MAY_USE).filter((slice) => reaches(slice, slice))).toEqual([]);
  });

  it('use only the slices below them, the contract and the commons', () => {
    const isAllowed = (from: string, path: string) => {
      const to = sliceOf(path);
      if (to === null) return COMMONS.some((name) => path === `apps/api/src/${name}`);
      return to === from || to === 'contract' || MAY_USE[from]?.includes(to);
    };
    const inSlices = api.filter(({ path }) => sliceOf(path) !== null);
    const isOurs = (path: string | null): path is string => path?.startsWith('apps/api/src/') ?? false;
    expect(forbidden(inSlices, (file, { path }) => isOurs(path) && !isAllowed(sliceOf(file.path)!, path))).toEqual([]);
  });

  it('import the optimizer only in planning', () => {
    expect(
      forbidden(api, ({ path }, { specifier }) => specifier.startsWith('@gocua/optimizer') && sliceOf(path) !== 'planning'),
    ).toEqual([]);
  });

  it('know recurrence rules only in the calendar', () => {
    expect(
      forbidden(everything, ({ path }, { specifier }) => specifier.startsWith('rrule') && sliceOf(path) !== 'calendar'),
    ).toEqual([]);
  });

  it('know fastify only in routes, plugins and the files that build the app', () => {
    const mayKnow = (path: string) => sliceOf(path) === null || /(routes?|authenticate|socket|plugin)[^/]*\.ts$/.test(path);
    expect(
      forbidden(api, ({ path }, { specifier, isTypeOnly }) => /^@?fastify/.test(specifier) && !isTypeOnly && !mayKnow(path)),
    ).toEqual([]);
  });
});

describe('the database', () => {
  it("is the driver's business in db/ alone; a slice's store knows Prisma's types", () => {
    const isDriver = (specifier: string) => /^(@prisma\/|@electric-sql\/|pg$)/.test(specifier);
    const isGenerated = (path: string | null) => path?.includes('/db/generated/') ?? false;
    expect(
      forbidden(
        api,
        ({ path }, imported) =>
          sliceOf(path) !== 'db' && (isDriver(imported.specifier) || (isGenerated(imported.path) && !isStore(path))),
      ),
    ).toEqual([]);
  });

  it("is read and written only in a slice's store", () => {
    const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
    const models = [...schema.matchAll(/^model (\w)(\w*)/gm)].map(([, first, rest]) => first!.toLowerCase() + rest);
    const query = new RegExp(
      `\\.(?:${models.join('|')})\\.(?:find|create|update|upsert|delete|count|aggregate|groupBy)\\w*\\(|\\$(?:query|execute)Raw`,
      'g',
    );
    expect(
      occurrences(
        api.filter(({ path }) => sliceOf(path) !== 'db' && !isStore(path)),
        query,
      ),
    ).toEqual([]);
  });
});
