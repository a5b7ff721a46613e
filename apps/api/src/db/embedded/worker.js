// A worker thread's entry must be plain JavaScript on Node 20: this registers the loader and goes on in TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./worker-thread.ts');
