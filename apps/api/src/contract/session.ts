import { z } from 'zod';
import { ROLES } from './codes.ts';
import { Id, Instant } from './common.ts';

export const SignIn = z.object({ login: z.string().trim().min(1).max(64), password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof SignIn>;

/** Who is signed in. `unitPath` is the scope: everything whose unit path begins with it. */
export const Me = z.object({
  accountId: Id,
  displayName: z.string(),
  role: z.enum(ROLES),
  unitId: Id,
  unitName: z.string(),
  unitPath: z.string(),
  zone: z.string(),
  teamId: Id.nullable(),
  teamName: z.string().nullable(),
  /** The server's clock at the answer: which day it is says the server, not the machine that shows it. */
  serverTime: Instant,
});
export type Me = z.infer<typeof Me>;

/** While the demo is on, the sign-in page offers its accounts. */
export const DemoInfo = z.object({
  password: z.string(),
  accounts: z.array(z.object({ login: z.string(), displayName: z.string(), role: z.enum(ROLES) })),
});
export type DemoInfo = z.infer<typeof DemoInfo>;
