import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addAccount } from './accounts/add-account.ts';
import { listAccounts } from './accounts/store.ts';
import { systemClock, systemIds } from './clock.ts';
import { readConfig } from './config.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open-database.ts';
import { openMap } from './travel/open-map.ts';

const USAGE = `npm run account -- list
npm run account -- add <login> --name "Nguyễn Thị Mai" [--role chief|dispatcher|team] [--unit <id or name>] [--team <id>]

Opens the first accounts of an installation; a chief opens the others on the page "Tài khoản". The role is chief and the unit the
topmost one unless you say otherwise. With the embedded database, stop the server first. The password is shown once.`;

/** The command line of accounts: it needs the same DATA_DIR, DATABASE_URL and MAP_DIR as the server. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string' }, role: { type: 'string' }, unit: { type: 'string' }, team: { type: 'string' } },
  });
  const [verb, login] = positionals;
  if (verb !== 'list' && !(verb === 'add' && login && values.name)) {
    console.error(`Usage:\n${USAGE}`);
    return 2;
  }
  const config = readConfig(process.env);
  const db = await openDatabase({ url: config.databaseUrl, dataDir: join(config.dataDir, 'database') });
  try {
    await migrate(db);
    if (verb === 'list') {
      for (const { login, displayName, role, unitName, active } of await listAccounts(db.client, ''))
        console.log(`${login}\t${role}\t${unitName}\t${displayName}${active ? '' : '\t(closed)'}`);
      return 0;
    }
    const map = await openMap(config.mapDir);
    try {
      const password = newPassword();
      const input = { login: login!, name: values.name!, role: values.role, unit: values.unit, teamId: values.team, password };
      const added = await addAccount({ db, clock: systemClock, ids: systemIds, config }, map.units, input);
      console.log(
        `${added.login}: ${added.role}, ${added.unitName}\nPassword: ${password}\nIt is not shown again; change it after signing in.`,
      );
      return 0;
    } finally {
      await map.close();
    }
  } finally {
    await db.close();
  }
}

/** 16 letters and digits that are not mistaken for each other: 80 bits. */
function newPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const chosen = [...randomBytes(16)].map((byte) => letters[byte % letters.length]!).join('');
  return chosen.match(/.{4}/g)!.join('-');
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
