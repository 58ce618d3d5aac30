import { defineConfig } from '@playwright/test';
import { join } from 'node:path';

/** Where reports, traces and screens go; the test run gives a folder its user may write. */
const results = process.env['PASSERELLE_TEST_RESULTS'] ?? join(import.meta.dirname, 'test-results');

/** The real application, one at a time: two cores, one tray, and no failure hidden by a repetition. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: join(results, 'desktop'),
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // Guards against tests that hang, not measures: a busy machine takes several times as long as a quiet one.
  timeout: 300_000,
  globalTimeout: 60 * 60_000,
  expect: { timeout: 60_000 },
  // The JSON report's file is named by PLAYWRIGHT_JSON_OUTPUT_FILE; without it there is only the list.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [['list']] : [['list'], ['json']],
});
