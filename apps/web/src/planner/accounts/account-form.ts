import type { AccountInput } from '@gocua/api/contract/accounts';

/** As the contract says; the server judges again. */
export const LEAST_PASSWORD = 10;

export const loginFault = (login: string): boolean => !/^[a-z0-9][a-z0-9._-]{1,63}$/.test(login.trim());

export function hasFault({ displayName, login, role, teamId, password }: AccountInput): boolean {
  return (
    displayName.trim() === '' ||
    loginFault(login) ||
    (role === 'team' && teamId === null) ||
    (password !== null && password.length < LEAST_PASSWORD)
  );
}
