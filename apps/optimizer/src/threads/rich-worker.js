// A worker thread cannot load TypeScript by itself: register the loader, then begin.
import { register } from 'tsx/esm/api';

register();
await import('./rich-work.ts');
