import { hashPassword } from '../auth/password.ts';
import { Login } from '../contract/accounts.ts';
import { ROLES, type Role } from '../contract/codes.ts';
import { fold } from '../contract/fold.ts';
import type { Unit } from '../contract/units.ts';
import type { Deps } from '../deps.ts';
import { installUnits } from '../units/install-units.ts';
import { listUnits } from '../units/store.ts';
import { findAccount, findTeamUnit, isLoginFree, lockAccount, saveAccount } from './store.ts';

/** A sentence for the operator. */
export class AccountRefusal extends Error {}

export interface AccountWish {
  login: string;
  name: string;
  role: string | undefined;
  /** An id, or a name however it is written; without it the topmost unit, or the team's. */
  unit: string | undefined;
  teamId: string | undefined;
  password: string;
}

/**
 * Opens an account for the operator, who needs none himself; puts the map's units into an empty database first.
 * Throws an AccountRefusal that says what to do.
 */
export async function addAccount(
  { db, clock, ids, config }: Pick<Deps, 'db' | 'clock' | 'ids'> & { config: { zone: string; country: string } },
  mapUnits: readonly Unit[],
  wish: AccountWish,
): Promise<{ login: string; role: Role; unitName: string }> {
  const login = Login.safeParse(wish.login).data;
  if (!login) throw new AccountRefusal('A login has 2 to 64 small letters, digits, dots, dashes or underscores.');
  const role = ROLES.find((each) => each === (wish.role ?? 'chief'));
  if (!role) throw new AccountRefusal(`--role must be one of ${ROLES.join(', ')}; it is "${wish.role}".`);
  const displayName = wish.name.trim().slice(0, 120);
  if (displayName === '') throw new AccountRefusal('--name must not be empty.');
  const passwordHash = await hashPassword(wish.password);
  return db.transaction(async (tx) => {
    await installUnits(tx, mapUnits, config);
    await lockAccount(tx, `login ${login}`);
    const id = ids.newId();
    if (!(await isLoginFree(tx, login, id))) throw new AccountRefusal(`There is already an account "${login}".`);
    const team = wish.teamId === undefined ? null : await findTeamUnit(tx, wish.teamId);
    if ((role === 'team') !== (wish.teamId !== undefined) || (wish.teamId !== undefined && !team))
      throw new AccountRefusal('The role "team", and only it, needs --team with the id of a team that exists.');
    const unitId = team?.unitId ?? findUnit(await listUnits(tx), wish.unit).id;
    const account = { id, login, displayName, role, unitId, teamId: wish.teamId ?? null, active: true, version: 0 };
    await saveAccount(tx, account, passwordHash, clock.now());
    return { login, role, unitName: (await findAccount(tx, id))!.view.unitName };
  });
}

function findUnit(units: readonly Unit[], wanted: string | undefined): Unit {
  if (wanted === undefined) return units.find(({ parentId }) => parentId === null) ?? refuse('The map has no units.');
  const found = units.filter(({ id, name }) => id === wanted || fold(name) === fold(wanted));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) refuse(`There is no unit "${wanted}".`);
  return refuse(`"${wanted}" may be ${found.map(({ id, name }) => `${id} (${name})`).join(', ')}: give the id.`);
}

function refuse(sentence: string): never {
  throw new AccountRefusal(sentence);
}
