/** The push services of the browsers' makers. A subscription may name no other host: this server calls what it names. */
const KNOWN = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '.push.services.mozilla.com',
  '.notify.windows.com',
  '.push.apple.com',
];

/** `extra`: hosts (with their port) that the operator allows; only those may be without https. */
export function isKnownPushService(endpoint: string, extra: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, host, hostname, username } = new URL(endpoint);
  if (username !== '') return false;
  if (extra.includes(host)) return protocol === 'https:' || protocol === 'http:';
  return protocol === 'https:' && KNOWN.some((known) => (known.startsWith('.') ? hostname.endsWith(known) : hostname === known));
}
