import type { App, Deps } from '../deps.ts';

export function requestRoutes(_app: App, _deps: Deps): void {}
