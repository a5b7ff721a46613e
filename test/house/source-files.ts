import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** As written: "./store.ts", "zod", "node:fs". */
  specifier: string;
  /** For a relative import the file it leads to, from the root of the repository; else null. */
  path: string | null;
  isTypeOnly: boolean;
}

export interface SourceFile {
  /** From the root of the repository, with '/': "apps/api/src/app.ts". */
  path: string;
  /** Without comments. */
  code: string;
  lineCount: number;
  imports: Import[];
}

/** All source files below a folder of the repository, without what is installed, generated or built. */
export function sourceFiles(folder: string): SourceFile[] {
  return filesBelow(join(ROOT, folder)).map((file) => {
    const text = readFileSync(file, 'utf8');
    const path = relative(ROOT, file).replaceAll('\\', '/');
    const code = withoutComments(text);
    return { path, code, lineCount: text.split('\n').length - 1, imports: importsOf(path, code) };
  });
}

const NOT_OURS = new Set(['node_modules', 'generated', 'dist', 'coverage']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesBelow(path);
    return /\.(ts|tsx|js|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.mts') ? [path] : [];
  });
}

/** Comments at the beginning of a line or after code; good enough for code that a formatter wrote. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}

function importsOf(path: string, code: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, isTypeOnly: boolean) =>
    found.push({ specifier, isTypeOnly, path: specifier.startsWith('.') ? posix.join(dirname(path), specifier) : null });
  for (const [, isType, specifier] of code.matchAll(
    /(?:^|\n)\s*(?:import|export)\b(\s+type\b)?(?:[^;'"]*?\bfrom)?\s*['"]([^'"]+)['"]/g,
  )) {
    add(specifier!, isType !== undefined);
  }
  for (const [, specifier] of code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) add(specifier!, false);
  return found;
}
