import { afterAll } from 'vitest';
import { closeOpenedByHooks } from './close-afterwards.ts';

// Runs before each test file: what its hooks open is closed when it ends.
afterAll(closeOpenedByHooks);
