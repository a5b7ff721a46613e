import { createHash } from 'node:crypto';

/** SHA-256 of a command's body, so that another body under the same command id is noticed. */
export function hashBody(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('base64url');
}
