import type { Http } from '../api/http.ts';

export type PushState = 'missing' | 'denied' | 'off' | 'on';

/** Whether this browser can be woken, and whether it is to be. */
export async function readPush(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis)) return 'missing';
  if (Notification.permission === 'denied') return 'denied';
  const registration = await navigator.serviceWorker.getRegistration('/to');
  if (!registration) return 'missing';
  return (await registration.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks the person, subscribes, and tells the server where. Throws when the server or the push service cannot be reached. */
export async function turnPushOn(http: Pick<Http, 'get' | 'put'>, deviceId: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const registration = await navigator.serviceWorker.ready;
  const { publicKey } = await http.get<{ publicKey: string }>('/api/push/key');
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  try {
    const { endpoint, keys } = subscription.toJSON();
    await http.put('/api/push/subscription', { body: { deviceId, endpoint, keys } });
  } catch (failure) {
    // A subscription that the server does not know of would say "on" and never wake anybody.
    await subscription.unsubscribe();
    throw failure;
  }
  return 'on';
}

export async function turnPushOff(http: Pick<Http, 'delete'>, deviceId: string): Promise<PushState> {
  const registration = await navigator.serviceWorker.getRegistration('/to');
  await http.delete(`/api/push/subscription/${deviceId}`);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  return 'off';
}
