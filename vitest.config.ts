import { defineConfig } from 'vitest/config';

// One run for everything. Tests share the modules and the databases of their worker (no isolation), which is what makes the
// suite fast; so a test leaves nothing behind: it closes what it opened and restores what it replaced.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup-file.ts'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    // A zone that is neither UTC nor Vietnam's and has daylight saving: whoever leans on the machine's zone fails.
    env: { TZ: 'America/New_York' },
    // A limit finds what hangs; it says nothing of speed, and a laden machine is ten times slower.
    testTimeout: 150_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    // The same for what is awaited: the default of one second is the time of an idle machine.
    expect: { poll: { timeout: 30_000 } },
  },
});
