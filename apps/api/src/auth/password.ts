import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
/** OWASP's scrypt setting of 2024 with 32 MiB: about 60 ms on a small machine, off the main thread. */
const COST = { N: 2 ** 15, r: 8, p: 2, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

/** "scrypt$<salt>$<key>", both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password.normalize('NFC'), salt, KEY_BYTES, COST);
  return `scrypt$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** Takes the same time for a wrong password as for a right one. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || !salt || !key) return false;
  const expected = Buffer.from(key, 'base64url');
  const found = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64url'), expected.length, COST);
  return timingSafeEqual(found, expected);
}
