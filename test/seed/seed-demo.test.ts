import { expect, it } from 'vitest';
import { forgetCommands } from '../../apps/api/src/db/once.ts';
import { openDatabase } from '../../apps/api/src/db/open-database.ts';
import { seedDemo } from '../../apps/api/src/seed/seed-demo.ts';
import { openTestApp, openTestMap } from '../support/app.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { createServerDatabase, describeOnServer } from '../support/database.ts';

describeOnServer('the demo', (open) => {
  it('is filled once, also by two servers that start at the same moment, and not again when its commands are forgotten', async () => {
    const { url, drop } = await createServerDatabase();
    closeAfterwards({ close: drop });
    const [one, other] = [closeAfterwards(await openDatabase({ url })), closeAfterwards(await openDatabase({ url }))];
    // The deps of a server, twice; only the seeding runs here.
    const { deps } = await openTestApp(await open());
    const { units } = await openTestMap();
    await Promise.all([seedDemo({ ...deps, db: one }, units), seedDemo({ ...deps, db: other }, units)]);
    const count = async () => [await one.client.unit.count(), await one.client.team.count(), await one.client.case.count()];
    const first = await count();
    expect(first).toEqual([units.length, 6, 320]);
    await one.transaction((tx) => forgetCommands(tx, new Date('2100-01-01')));
    await seedDemo({ ...deps, db: one }, units);
    expect(await count()).toEqual(first);
  });
});
