type Environment = Record<string, string | undefined>;
/** Path of a Chromium or Chrome, or null. Throws when CHROMIUM_PATH is set to something that cannot be run. */
export function findBrowser(env: Environment): string | null;
/** Folder with PostgreSQL's initdb and postgres, or null. Throws when PG_BIN is set to a folder without them. */
export function findPostgresql(env: Environment): string | null;
