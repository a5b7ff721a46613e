import type { Database } from '../../apps/api/src/db/open-database.ts';

/**
 * Adds `count` invented cases around the homes of the demo, each at a place of its own (a normal spread of about a kilometre), pinned, so that nobody
 * doubts them. Straight into the tables: what is measured is not the import.
 */
export async function insertManyCases(db: Database, count: number): Promise<void> {
  await db.withConnection(async (connection) => {
    await connection.query('SELECT setseed(0.4)');
    await connection.query(
      `INSERT INTO "Household" ("id", "unitId", "address", "addressFolded", "lat", "lon", "coordinateSource", "confidence")
       SELECT 'many-h-' || i, h."unitId", h."address", h."addressFolded",
              h."lat" + 0.01 * sqrt(-2 * ln(1 - random())) * cos(6.28318 * random()),
              h."lon" + 0.01 * sqrt(-2 * ln(1 - random())) * cos(6.28318 * random()), 'pinned', 'exact'
       FROM generate_series(1, $1::int) i
       JOIN (SELECT row_number() OVER (ORDER BY "id") AS n, * FROM "Household" WHERE "lat" IS NOT NULL) h
         ON h.n = 1 + i % (SELECT count(*) FROM "Household" WHERE "lat" IS NOT NULL)`,
      [count],
    );
    await connection.query(
      `INSERT INTO "Case" ("id", "unitId", "householdId", "fullName", "nameFolded", "birthYear", "sex", "mobility", "needs", "windows",
                           "priority", "state", "createdAt", "updatedAt")
       SELECT 'many-' || i, h."unitId", h."id", 'Người Thứ ' || i, 'nguoi thu ' || i, 1925 + i % 60, 'female',
              CASE WHEN i % 3 = 0 THEN 'bedbound' ELSE 'walks' END, ARRAY['id_card'], '[]', i % 100, 'waiting',
              TIMESTAMPTZ '2026-11-01 00:00+00', TIMESTAMPTZ '2026-11-01 00:00+00'
       FROM generate_series(1, $1::int) i JOIN "Household" h ON h."id" = 'many-h-' || i`,
      [count],
    );
    await connection.query('ANALYZE');
  });
}
