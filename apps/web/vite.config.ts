import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv, type Plugin } from 'vite';
import { entries, fieldFiles } from './field-files.ts';

/** Text files beside their compressed forms, so that the server sends a phone a quarter of the bytes without work. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    writeBundle(options) {
      const root = options.dir ?? folder;
      for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg|json|webmanifest)$/.test(name)) continue;
        const text = readFileSync(join(root, name));
        if (text.length < 1024) continue;
        writeFileSync(join(root, `${name}.gz`), gzipSync(text, { level: 9 }));
        writeFileSync(join(root, `${name}.br`), brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      }
    },
  };
}

/** The browser app. In development the api runs beside it; its address is the setting GOCUA_API. */
export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, '.', 'GOCUA_').GOCUA_API ?? 'http://127.0.0.1:3000';
  const toApi = { target: api, changeOrigin: false };
  return {
    plugins: [react(), fieldFiles(), compressed()],
    build: {
      target: 'es2022',
      cssTarget: ['chrome111', 'safari16.4', 'firefox115'],
      sourcemap: false,
      assetsInlineLimit: 2048,
      rolldownOptions: entries,
    },
    server: {
      host: '127.0.0.1',
      proxy: { '/api': toApi, '/maps': toApi, '/docs': toApi, '/live': { ...toApi, ws: true } },
    },
  };
});
