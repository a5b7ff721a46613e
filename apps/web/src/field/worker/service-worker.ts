/**
 * The field app without a network: its files are kept on the phone, so that `/to` opens in a stairwell. It never touches the
 * api: what a team knows and what it did is kept by the page itself (open-field-store). Controls pages under `/to` only.
 */
import { notificationFor, type PushNews } from './notification.ts';

declare const self: ServiceWorkerGlobalScope;

/** Filled in by the build (apps/web/field-files.ts): the files of the field app, and a name that changes with their content. */
declare const __FIELD_FILES__: { version: string; paths: string[] };
const { version, paths } = __FIELD_FILES__;
const CACHE = `field-files-${version}`;
const PAGE = '/index.html';
const KEPT = new Set(paths);
/** Names with a hash of the content: the same name is the same file, also in an older cache. */
const isHashed = (path: string) => path.startsWith('/assets/');

self.addEventListener('install', (event) => {
  event.waitUntil(keepFiles());
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    paths.map(async (path) => {
      const known = isHashed(path) ? await caches.match(path) : undefined;
      const answer = known ?? (await fetch(path, { cache: isHashed(path) ? 'default' : 'reload' }));
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      await cache.put(path, answer);
    }),
  );
}

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOlder());
});

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('field-files-') && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The page decides when: never while a visit is under way. */
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(fromPhone(PAGE, request));
  else if (KEPT.has(pathname)) event.respondWith(fromPhone(pathname, request));
});

/** The phone first, also with a network: one bar of signal is slower than none. */
async function fromPhone(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

self.addEventListener('push', (event) => {
  event.waitUntil(tell(event.data));
});

async function tell(data: PushMessageData | null): Promise<void> {
  const language = (await (await caches.match('/field-language'))?.text()) ?? self.navigator.language;
  const { title, body, tag } = notificationFor(readNews(data), language);
  await self.registration.showNotification(title, {
    body,
    tag,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: '/to',
  });
}

function readNews(data: PushMessageData | null): PushNews | null {
  try {
    return (data?.json() as PushNews | undefined) ?? null;
  } catch {
    return null;
  }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openField());
});

async function openField(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  const open = pages.find((page) => new URL(page.url).pathname.startsWith('/to'));
  if (open) await open.focus();
  else await self.clients.openWindow('/to');
}
