import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';
import { closeAfterwards } from '../support/close-afterwards.ts';

/** A tile server: answers real pictures, or nothing for long, or a fault. What it was asked is kept. */
export class TileServer {
  manner: 'works' | 'silent' | 'faulty' = 'works';
  readonly asked: { z: number; x: number; y: number; referrer: string | undefined; cookie: string | undefined }[] = [];
  readonly url: string;

  private constructor(port: number) {
    this.url = `http://localhost:${port}/{z}/{x}/{y}.png`;
  }

  static async start(): Promise<TileServer> {
    const server = createServer((request, response) => {
      const [z = 0, x = 0, y = 0] = (request.url ?? '').match(/\d+/g)!.map(Number);
      tiles.asked.push({ z, x, y, referrer: request.headers.referer, cookie: request.headers.cookie });
      tiles.#answer(response, z);
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const tiles = new TileServer((server.address() as AddressInfo).port);
    closeAfterwards({
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    });
    return tiles;
  }

  #answer(response: ServerResponse, z: number): void {
    if (this.manner === 'silent') return;
    if (this.manner === 'faulty') {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'no-store' }).end(plainPng(z));
  }
}

/** A picture of 256 × 256 in one colour. https://www.w3.org/TR/png-3/ */
function plainPng(shade: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(256, 0);
  header.writeUInt32BE(256, 4);
  header.set([8, 2], 8);
  const row = Buffer.alloc(1 + 3 * 256, 200 + shade);
  row[0] = 0;
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body) >>> 0);
    return Buffer.concat([length, body, sum]);
  };
  const rows = deflateSync(Buffer.concat(Array.from({ length: 256 }, () => row)));
  const magic = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}
