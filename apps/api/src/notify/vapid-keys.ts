import webPush from 'web-push';
import { readSecret } from '../db/secrets.ts';
import type { Deps } from '../deps.ts';

export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

/** The pair of keys by which push services know this installation (RFC 8292). Made once; changing it ends every subscription. */
export async function readVapidKeys({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<VapidKeys> {
  const make = () => JSON.stringify(webPush.generateVAPIDKeys());
  return JSON.parse(await readSecret(db.client, 'vapid-keys', make, clock.now())) as VapidKeys;
}
