import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../apps/optimizer/src/check/check-plan.ts';
import { InputError } from '../../../apps/optimizer/src/cli/instance.ts';
import { readHhcrsp } from '../../../apps/optimizer/src/cli/read-hhcrsp.ts';
import { writeHhcrsp } from '../../../apps/optimizer/src/cli/write-hhcrsp.ts';
import { solve } from '../../../apps/optimizer/src/index.ts';

/** Two nurses and a doctor, one home that needs both at once, one that needs the doctor 30 to 45 minutes after the nurse. */
const SMALL = {
  patients: [
    { id: 'p1', time_window: [0, 60], required_caregivers: [{ service: 'care', duration: 20 }] },
    {
      id: 'p2',
      time_window: [30, 90],
      required_caregivers: [{ service: 'care' }, { service: 'doctor' }],
      synchronization: { type: 'simultaneous' },
    },
    {
      id: 'p3',
      time_window: [60, 120],
      required_caregivers: [
        { service: 'care', duration: 15 },
        { service: 'doctor', duration: 10 },
      ],
      synchronization: { type: 'sequential', distance: [30, 45] },
    },
  ],
  services: [
    { id: 'care', default_duration: 30 },
    { id: 'doctor', default_duration: 20 },
  ],
  caregivers: [
    { id: 'n1', abilities: ['care'] },
    { id: 'd1', abilities: ['doctor'] },
  ],
  central_offices: [{ id: 'd' }],
  distances: [
    [0, 10, 20, 15],
    [10, 0, 12, 18],
    [20, 12, 0, 9],
    [15, 18, 9, 0],
  ],
};

describe('home health care instances', () => {
  it('are read as visits bound together, and solved by hand the same', () => {
    const { instance, names } = readHhcrsp(SMALL);
    const result = solve(instance.problem, { seed: 1, iterations: 2000 });
    expect(checkPlan(instance.problem, result.plan, result.evaluation)).toEqual([]);
    const answer = writeHhcrsp(names, result.evaluation) as { total_cost: number; routes: { locations: object[] }[] };
    // Nurse: office–p1 10, p1–p2 12, p2–p3 9, back 15 = 46. Doctor: office–p2 20, p2–p3 9, back 15 = 44. At p1 10–30, at p2 both
    // 42–72 and 42–62, at p3 the nurse at 81, the doctor 30 to 45 later, from 111: all before 120. (46 + 44) / 3 = 30.
    expect(answer.total_cost).toBe(30);
    expect(answer.routes.map(({ locations }) => locations.length)).toEqual([3, 2]);
  });

  it('are refused with all their faults, each by its path', () => {
    const broken = {
      ...SMALL,
      distances: [[0, 1]],
      patients: [
        { id: 'p1', required_caregivers: [{ service: 'nobody' }] },
        { id: 'p2', required_caregivers: [] },
        { ...SMALL.patients[2], time_window: [9, 3], synchronization: { type: 'sometimes' } },
      ],
    };
    const error = (() => {
      try {
        readHhcrsp(broken);
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error).toBeInstanceOf(InputError);
    expect(error!.message.split('\n')).toEqual([
      'distances: must be 4 rows of 4 numbers, the office first',
      'patients[0].required_caregivers[0].service: no service nobody',
      'patients[1].required_caregivers: must be one or two',
      'patients[2].time_window: must be two rising numbers',
      'patients[2].synchronization.type: simultaneous or sequential',
    ]);
  });
});
