import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const here = import.meta.dirname;

// Targets are those of the oldest runtime the shell is type-checked against (Electron 33: Node 20.18, Chrome 130).
export default defineConfig({
  main: {
    // Checksums of zips by zlib, ten times as fast as in JavaScript.
    resolve: { alias: { 'buffer-crc32': resolve(here, 'main/engine/bundle/zipChecksum.ts') } },
    build: {
      target: 'node20.18',
      // Every runtime library is bundled: the package then needs no node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: resolve(here, 'main/app/index.ts'),
          logReader: resolve(here, 'main/app/logs/readerProcess.ts'),
          expressionWorker: resolve(here, 'main/engine/logReading/search/expressionWorker.ts'),
          cli: resolve(here, 'main/worker/cli.ts'),
          sandbox: resolve(here, 'sandbox/index.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      // electron-vite takes a Node target only here, although a sandboxed preload has no Node.
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(here, 'preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(here, 'renderer'),
    plugins: [react()],
    build: {
      target: 'chrome130',
      minify: true,
      // Fonts and icons stay files: the content security policy has no data: for fonts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(here, 'renderer/index.html') },
    },
  },
});
