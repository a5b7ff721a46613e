import webPush from 'web-push';
import type { PushPayload } from '../contract/field.ts';
import type { SubscriptionRow } from './store.ts';
import type { VapidKeys } from './vapid-keys.ts';

/** sent: the push service took it. gone: the browser withdrew its subscription. failed: try again. refused: trying again helps nothing. */
export type PushOutcome = 'sent' | 'gone' | 'failed' | 'refused';

/** A message that nobody read by then is of no use. */
const KEPT_SEC = 3600;
const TIMEOUT_MS = 10_000;
/** Who a push service may write to when something is wrong (RFC 8292); nobody reads it in the demo. */
const SUBJECT = 'mailto:go-cua@example.org';

/** Sends one encrypted message (RFC 8291) to one browser's push service. Never throws. */
export async function sendPush(subscription: SubscriptionRow, payload: PushPayload, keys: VapidKeys): Promise<PushOutcome> {
  const { endpoint, p256dh, auth } = subscription;
  try {
    const request = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payload), {
      vapidDetails: { subject: SUBJECT, ...keys },
      TTL: KEPT_SEC,
      urgency: 'high',
      // A newer message of a kind replaces one that was not shown yet.
      topic: payload.kind,
    });
    const response = await fetch(request.endpoint, {
      method: request.method,
      headers: request.headers as Record<string, string>,
      body: new Uint8Array(request.body as Buffer),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.ok) return 'sent';
    if (response.status === 404 || response.status === 410) return 'gone';
    return response.status === 429 || response.status >= 500 ? 'failed' : 'refused';
  } catch {
    return 'failed';
  }
}
