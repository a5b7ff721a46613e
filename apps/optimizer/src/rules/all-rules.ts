import { allowedShift } from './allowed-shift.ts';
import { breaks } from './breaks.ts';
import { capacity } from './capacity.ts';
import { distanceLimit } from './distance-limit.ts';
import { frozenHead } from './frozen-head.ts';
import { hours } from './hours.ts';
import { pair } from './pair.ts';
import { pinnedPosition } from './pinned-position.ts';
import { pinnedShift } from './pinned-shift.ts';
import type { Rule } from './rule.ts';
import { skills } from './skills.ts';
import { travelLimit } from './travel-limit.ts';
import { visitLimit } from './visit-limit.ts';
import { way } from './way.ts';
import { window } from './window.ts';

/** Every hard rule of a route, in the order in which its violations are reported. */
export const ALL_RULES: readonly Rule[] = [
  ...[frozenHead, allowedShift, pinnedShift, pinnedPosition, skills, window, way, hours, breaks, pair],
  ...[capacity, travelLimit, distanceLimit, visitLimit],
];
