import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generateCases } from './generate-cases.ts';
import { openGroundOf } from './open-ground.ts';

/** Writes prisma/demo/cases.csv again: node --import tsx prisma/demo/main.ts */
const csv = generateCases(openGroundOf(resolve(import.meta.dirname, '../../data/hanoi')));
writeFileSync(join(import.meta.dirname, 'cases.csv'), csv);
console.log(`${csv.split('\r\n').length - 2} people`);
