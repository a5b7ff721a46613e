import { z } from 'zod';
import { Id } from './common.ts';

export const UNIT_KINDS = ['city', 'district', 'ward'] as const;
export const Unit = z.object({
  id: Id,
  parentId: Id.nullable(),
  path: z.string(),
  kind: z.enum(UNIT_KINDS),
  name: z.string(),
  nameEn: z.string(),
});
export type Unit = z.infer<typeof Unit>;
export const UnitList = z.object({ units: z.array(Unit) });
