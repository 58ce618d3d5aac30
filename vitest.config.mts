import { defineConfig } from 'vitest/config';

/** Unit tests stand beside their file; tests that need a server or a process live in e2e/http. */
export default defineConfig({
  test: {
    include: [
      'shared/**/*.test.ts',
      'main/**/*.test.ts',
      'preload/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'sandbox/**/*.test.ts',
      'scripts/**/*.test.ts',
      'e2e/http/**/*.test.ts',
    ],
    setupFiles: ['scripts/tests/propertySeed.ts'],
    // A guard against tests that hang, not a measure: fault and kill tests make dozens of runs each.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // What is waited for is waited for as long as a busy machine takes; the default is a second.
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
  },
});
