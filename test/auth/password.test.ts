import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../apps/api/src/auth/password.ts';

it('a password opens only its own hash, and two hashes of it differ', async () => {
  const [one, other] = await Promise.all([hashPassword('bí mật'), hashPassword('bí mật')]);
  expect(one).not.toBe(other);
  // Typed on another keyboard the same word may be decomposed.
  expect(await verifyPassword('bí mật'.normalize('NFD'), one)).toBe(true);
  expect(await verifyPassword('bi mat', one)).toBe(false);
  expect(await verifyPassword('bí mật', 'plain')).toBe(false);
});
