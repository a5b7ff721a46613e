import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes for a browser's cookie; the database sees only the hash. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
