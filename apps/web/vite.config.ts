import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

/** The browser app. In development the api runs beside it; its address is the setting GOCUA_API. */
export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, '.', 'GOCUA_').GOCUA_API ?? 'http://127.0.0.1:3000';
  const toApi = { target: api, changeOrigin: false };
  return {
    plugins: [react()],
    build: { target: 'es2022', cssTarget: ['chrome111', 'safari16.4', 'firefox115'], sourcemap: false, assetsInlineLimit: 2048 },
    server: {
      host: '127.0.0.1',
      proxy: { '/api': toApi, '/maps': toApi, '/docs': toApi, '/live': { ...toApi, ws: true } },
    },
  };
});
