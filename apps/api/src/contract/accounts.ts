import { z } from 'zod';
import { ROLES } from './codes.ts';
import { Id, Instant, Name } from './common.ts';

/** What people type to sign in: small letters, digits, dot, dash, underscore; typed in capitals it is the same. */
export const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, 'small letters, digits, . - _');
/** A new password. Length is what protects it (NIST SP 800-63B), so nothing else is asked of it. */
export const NewPassword = z.string().min(10).max(200);

const AccountFacts = z.object({
  id: Id,
  login: Login,
  displayName: Name,
  role: z.enum(ROLES),
  /** How far the person may see: this unit and all below it. A team's account has its team's unit. */
  unitId: Id,
  /** For the role "team" the team, otherwise null. */
  teamId: Id.nullable(),
  active: z.boolean(),
  /** Of the state that was read; 0 for a new account. */
  version: z.number().int().min(0),
});

export const AccountView = AccountFacts.extend({
  unitName: z.string(),
  teamName: z.string().nullable(),
  createdAt: Instant,
  /** One of the demo's: its password stands on the sign-in page and stays. */
  demo: z.boolean(),
});
export type AccountView = z.infer<typeof AccountView>;

/** `password` is needed for a new account; null leaves it as it is. A new one ends the account's sessions. */
export const AccountInput = AccountFacts.extend({ password: NewPassword.nullable() });
export type AccountInput = z.infer<typeof AccountInput>;

export const AccountList = z.object({ accounts: z.array(AccountView) });

export const PasswordChange = z.object({ current: z.string().min(1).max(200), next: NewPassword });
export type PasswordChange = z.infer<typeof PasswordChange>;
