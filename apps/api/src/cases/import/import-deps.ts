import type { Deps } from '../../deps.ts';

/** What an import needs: less than a server, so that the demo is filled before there is one. */
export type ImportDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'places'>;
