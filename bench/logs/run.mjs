// `npm run bench:logs`: bundles the benches as the programs are bundled, then runs them.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..', '..');
const outDir = resolve(root, 'out', 'bench');
const here = (/** @type {string} */ name) => resolve(root, 'bench', 'logs', `${name}.ts`);

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  // As in electron.vite.config.mts.
  resolve: { alias: { 'buffer-crc32': resolve(root, 'main/engine/bundle/zipChecksum.ts') } },
  ssr: { noExternal: true, external: ['prettier', '@playwright/test'] },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'node20.18',
    minify: false,
    rolldownOptions: {
      input: {
        measureLogs: here('measureLogs'),
        framesDriver: here('framesDriver'),
        memory: here('memory'),
        tailWriter: here('tailWriter'),
        expressionWorker: resolve(root, 'main/engine/logReading/search/expressionWorker.ts'),
      },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[name]-[hash].cjs' },
    },
  },
});

const program = resolve(outDir, 'measureLogs.cjs');
const ended = spawnSync(process.execPath, [program, '--root', root, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = ended.status ?? 1;
