import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { stripJpeg } from '../../apps/api/src/dispatch/evening/strip-jpeg.ts';
import { describeOnDatabases } from '../support/database.ts';
import { TINY_PHOTO } from '../web-field/tiny-photo.ts';
import { callerOf } from './call-as.ts';
import { startApp } from './start-app.ts';
import { fillWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const JPEG = { 'content-type': 'image/jpeg' };

async function start(db: Database) {
  await fillWorld(db);
  const { url } = await startApp(db);
  const call = callerOf(db, url);
  const put = <Body = { code: string; byteCount: number }>(
    bytes: Uint8Array,
    options: { who?: string; id?: string; photoId?: string } = {},
  ) => {
    const { who = 'to1', id = 'a1', photoId = randomUUID() } = options;
    return call<Body>(who, 'PUT', `/api/field/assignments/${id}/photos/${photoId}`, bytes, JPEG);
  };
  const get = (who: string | null, photoId: string) => call<Uint8Array & { code?: string }>(who, 'GET', `/api/photos/${photoId}`);
  return { call, put, get };
}

/** A JPEG segment: marker, length, content. */
function segment(marker: number, content: Uint8Array): Buffer {
  const length = content.length + 2;
  return Buffer.concat([Buffer.of(0xff, marker, length >> 8, length & 0xff), content]);
}

/** The picture with everything in it that a camera may write about where, when and with what it was taken. */
function talkative(): Buffer {
  const secrets = [
    segment(0xe1, Buffer.from('Exif\0\0II*\0GPS 21.0123N 105.8123E Camera-Nokia 2026:11:23')),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>creator secret-xmp</x:xmpmeta>')),
    segment(0xe2, Buffer.from('MPF\0secret-preview')),
    segment(0xed, Buffer.from('Photoshop 3.0\0secret-iptc')),
    segment(0xfe, Buffer.from('secret-comment')),
  ];
  return Buffer.concat([TINY_PHOTO.subarray(0, 2), ...secrets, TINY_PHOTO.subarray(2), Buffer.from('secret-behind-the-end')]);
}

describeOnDatabases('photos of doors', (open) => {
  test('only the picture is kept: no place, no time, no device, no comment, nothing behind its end', async () => {
    const db = await open();
    const { put, get } = await start(db);
    const photoId = randomUUID();
    expect((await put(talkative(), { photoId })).status).toBe(200);
    const { jpeg } = await db.client.photo.findFirstOrThrow();
    const kept = Buffer.from(jpeg).toString('latin1');
    expect(kept).not.toMatch(/Exif|GPS|Nokia|secret|xmp|2026|Photoshop|Google/);
    // And it is still the same picture, byte by byte: tables, frame and scan.
    const pictureOf = (bytes: Buffer) =>
      bytes.subarray(bytes.indexOf(Buffer.of(0xff, 0xdb)), bytes.indexOf(Buffer.of(0xff, 0xd9)) + 2);
    expect(pictureOf(Buffer.from(jpeg)).equals(pictureOf(TINY_PHOTO))).toBe(true);
    const { body, headers } = await get('to1', photoId);
    expect(Buffer.from(body).equals(Buffer.from(jpeg))).toBe(true);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  test('is seen by the team that took it and the dispatchers above it; nobody else learns whether it exists', async () => {
    const db = await open();
    const { put, get } = await start(db);
    const photoId = randomUUID();
    await put(TINY_PHOTO, { photoId });
    for (const who of ['to1', 'north', 'city']) expect((await get(who, photoId)).status).toBe(200);
    for (const who of ['to2', 'chief'])
      expect(await get(who, photoId)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await get(null, photoId)).body.code).toBe('sign-in-required');
    await db.client.account.update({ where: { id: 'north' }, data: { unitId: 'q007' } });
    expect(await get('north', photoId)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await get('city', randomUUID())).status).toBe(404);
  });

  test('is taken for visits of the own team only', async () => {
    const db = await open();
    const { put } = await start(db);
    expect((await put(TINY_PHOTO, { who: 'to2' })).body.code).toBe('not-found');
    expect((await put(TINY_PHOTO, { id: 'b1' })).body.code).toBe('not-found');
    for (const who of ['north', 'chief']) expect((await put(TINY_PHOTO, { who })).body.code).toBe('not-allowed');
    expect(await db.client.photo.count()).toBe(0);
  });

  test('sent twice is stored once; the id for another visit is refused; three are enough', async () => {
    const db = await open();
    const { put } = await start(db);
    const photoId = randomUUID();
    const first = await put(TINY_PHOTO, { photoId });
    expect((await put(TINY_PHOTO, { photoId })).body).toEqual(first.body);
    expect((await put(TINY_PHOTO, { photoId, id: 'a2' })).body.code).toBe('command-id-reused');
    await Promise.all([1, 2, 3, 4].map(() => put(TINY_PHOTO)));
    expect(await db.client.photo.count({ where: { assignmentId: 'a1' } })).toBe(3);
    expect((await put(TINY_PHOTO)).body.code).toBe('too-many-photos');
  });

  test('what is no JPEG, or too large, is refused', async () => {
    const db = await open();
    const { call, put } = await start(db);
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect((await put(png)).body.code).toBe('photo-not-jpeg');
    // A JPEG that breaks off has no end.
    expect((await put(TINY_PHOTO.subarray(0, TINY_PHOTO.length - 20))).body.code).toBe('photo-not-jpeg');
    expect((await put(Buffer.alloc(2 * 1024 * 1024))).body.code).toBe('body-too-large');
    const path = `/api/field/assignments/a1/photos/${randomUUID()}`;
    expect((await call('to1', 'PUT', path, png, { 'content-type': 'image/png' })).body.code).toBe('unsupported-media-type');
    expect(await db.client.photo.count()).toBe(0);
  });
});

test('no prefix of a photo is taken for a photo, and no byte of it makes the reader run past the end', () => {
  for (let length = 0; length < TINY_PHOTO.length; length++) expect(stripJpeg(TINY_PHOTO.subarray(0, length))).toBeNull();
  for (let at = 2; at < TINY_PHOTO.length; at++) {
    const broken = Buffer.from(TINY_PHOTO);
    broken[at] = broken[at]! ^ 0xff;
    const kept = stripJpeg(broken);
    if (kept) expect(kept.length).toBeLessThanOrEqual(broken.length);
  }
});
