// A worker thread does not load TypeScript on Node 20: this starter registers the loader first.
import { register } from 'tsx/esm/api';

register();
await import('./engine-thread.ts');
