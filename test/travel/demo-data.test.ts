import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { Depot, Kit, ShiftSeries, Team } from '../../apps/api/src/contract/teams.ts';
import { DEMO_WARDS, generateCases } from '../../prisma/demo/generate-cases.ts';
import { openGroundOf } from '../../prisma/demo/open-ground.ts';
import { DEMO_DEPOTS, DEMO_KITS, DEMO_TEAMS, demoSeries } from '../../prisma/demo/teams.ts';
import { HANOI_DIR } from './hanoi.ts';

const ground = openGroundOf(HANOI_DIR);
const committed = readFileSync(join(HANOI_DIR, '../../prisma/demo/cases.csv'), 'utf8');

describe('the demo', () => {
  it('is what its generator writes: node --import tsx prisma/demo/main.ts', () => {
    expect(generateCases(ground)).toBe(committed);
  });

  it('has 320 people, all but two homes in their wards and on dry land, some to be found by address', () => {
    const rows = parse(committed, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.length).toBe(320);
    const wardNames = new Set(DEMO_WARDS.map(([id]) => ground.units.find((unit) => unit.id === id)!.name));
    let withoutPlace = 0;
    const outside: string[] = [];
    for (const row of rows) {
      expect(wardNames).toContain(row['Phường/Xã']);
      expect(row['Điện thoại']).toMatch(/^0900 000 \d{3}$/);
      if (row['Vĩ độ'] === '') {
        withoutPlace++;
        continue;
      }
      const pin = ground.places.judgePin(Number(row['Kinh độ']), Number(row['Vĩ độ']));
      expect(pin.inWater).toBe(false);
      if (ground.units.find((unit) => unit.id === pin.unitId)!.name !== row['Phường/Xã']) outside.push(row['Địa chỉ']!);
    }
    expect(withoutPlace).toBeGreaterThan(20);
    // so that the queue of doubtful places has something to show
    expect(outside.length).toBe(2);
    const homes = new Set(rows.map((row) => row['Địa chỉ']));
    expect(rows.length - homes.size).toBeGreaterThan(8);
  });

  it('has teams, kits, depots and shifts that the contract accepts and that refer to each other', () => {
    for (const depot of DEMO_DEPOTS) {
      Depot.parse(depot);
      const ward = ground.units.find((unit) => unit.id === ground.places.judgePin(depot.lon, depot.lat).unitId)!;
      expect(depot.address.endsWith(ward.name.replace('Phường', 'phường')), depot.name).toBe(true);
    }
    for (const kit of DEMO_KITS) Kit.parse(kit);
    for (const series of demoSeries('2026-11-23')) ShiftSeries.parse(series);
    for (const team of DEMO_TEAMS) {
      Team.parse(team);
      expect(DEMO_DEPOTS.map((depot) => depot.id)).toContain(team.depotId);
      expect(DEMO_KITS.find((kit) => kit.id === team.kitId)!.teamId).toBe(team.id);
      expect(demoSeries('2026-11-23').some((series) => series.teamId === team.id)).toBe(true);
    }
    const phones = DEMO_TEAMS.flatMap((team) => team.members.map((member) => member.phone));
    expect(new Set(phones).size).toBe(phones.length);
    for (const phone of phones) expect(phone).toMatch(/^\+84900000\d{3}$/);
  });
});
