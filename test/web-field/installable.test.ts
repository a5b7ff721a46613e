import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const publicFile = (path: string) => readFileSync(new URL(`../../apps/web/public/${path}`, import.meta.url));

/** Width and height stand in a PNG's first chunk, after eight bytes of signature and eight of the chunk's head. */
function sizeOf(png: Buffer): string {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

it('the field app can be put on a home screen: what browsers ask of a manifest, and icons of the size they say', () => {
  const manifest = JSON.parse(publicFile('field.webmanifest').toString('utf8'));
  expect(manifest).toMatchObject({ id: '/to', start_url: '/to', display: 'standalone', lang: 'vi' });
  expect(manifest.name.length * manifest.short_name.length).toBeGreaterThan(0);
  // Within the scope, or the browser refuses it; the worker controls everything below /to.
  expect(manifest.start_url.startsWith(manifest.scope)).toBe(true);
  const icons: { src: string; sizes: string; purpose: string }[] = manifest.icons;
  for (const { src, sizes } of icons) expect(sizeOf(publicFile(src.slice(1)))).toBe(sizes);
  // Android's prompt wants 192 and 512, and a maskable one so that no launcher cuts it.
  expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable']);
});

it('iOS, which reads no icons of a manifest, finds its own', () => {
  const page = readFileSync(new URL('../../apps/web/index.html', import.meta.url), 'utf8');
  expect(page).toContain('<link rel="manifest" href="/field.webmanifest" />');
  const [, path] = /rel="apple-touch-icon" href="\/([^"]+)"/.exec(page)!;
  expect(sizeOf(publicFile(path!))).toBe('180x180');
});
