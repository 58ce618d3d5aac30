import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Zones of the dependency rule: what a folder must not import, and the door to use instead. */
const walls = [
  {
    files: ['shared/**/*.ts'],
    bans: [
      {
        group: ['**/main/**', '**/renderer/**', '**/preload/**', '**/sandbox/**'],
        message: 'shared imports nothing but itself.',
      },
      {
        group: ['node:*', 'electron', 'electron/*', 'react', 'axios', 'lowdb', 'chokidar'],
        message: 'shared runs everywhere: no Node, no DOM, no Electron.',
      },
    ],
  },
  {
    files: ['main/engine/**/*.ts'],
    bans: [
      {
        group: ['electron', 'electron/*', 'electron-log/main', 'electron-log/renderer'],
        message: 'The engine is pure Node: ask through a port (main/engine/ports.ts).',
      },
      {
        group: ['**/app/**', '**/worker/**', '**/renderer/**', '**/preload/**', '**/sandbox/**'],
        message: 'The engine imports only shared.',
      },
    ],
  },
  {
    files: ['main/worker/**/*.ts'],
    bans: [
      {
        group: ['electron', 'electron/*', '**/app/**', '**/renderer/**', '**/preload/**', '**/sandbox/**'],
        message: 'The worker runs under plain Node: only shared and main/engine.',
      },
    ],
  },
  {
    files: ['main/app/**/*.ts'],
    bans: [
      {
        group: ['axios', 'node-cron', 'lowdb'],
        message: 'The shell has no product rules: they live in main/engine.',
      },
      {
        group: ['**/worker/**', '**/renderer/**', '**/preload/**', '**/sandbox/**'],
        message: 'The shell imports only shared and main/engine.',
      },
      {
        group: ['electron'],
        importNames: ['ipcMain'],
        message: 'Commands go through main/app/ipc/registerCommands.ts, which checks sender and input.',
      },
      {
        group: ['electron'],
        importNames: ['shell'],
        message:
          'Links and folders are opened by main/app/window/externalLinks.ts, which knows what it may open.',
      },
    ],
  },
  {
    files: ['preload/**/*.ts'],
    bans: [
      {
        group: ['**/main/**', '**/renderer/**', '**/sandbox/**', 'node:*', 'zod', '**/ipc/schemas*'],
        message: 'The preload imports names and types from shared, nothing else.',
      },
    ],
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    bans: [
      {
        group: ['**/main/**', '**/preload/**', '**/sandbox/**', 'electron', 'electron/*', 'node:*', 'axios'],
        message: 'The renderer talks only to renderer/bridge.ts and shared.',
      },
    ],
  },
  {
    files: ['sandbox/**/*.ts'],
    bans: [
      {
        group: ['**/main/**', '**/shared/**', '**/renderer/**', '**/preload/**', 'electron', 'axios'],
        message: 'The sandbox is a program of its own: it must not know our client.',
      },
    ],
  },
];

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'release/**', 'node_modules/**', 'test-results/**', 'coverage/**'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({
    ...config,
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
  })),
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    languageOptions: {
      parserOptions: {
        project: [
          'shared/tsconfig.json',
          'main/engine/tsconfig.json',
          'main/app/tsconfig.json',
          'main/worker/tsconfig.json',
          'preload/tsconfig.json',
          'renderer/tsconfig.json',
          'sandbox/tsconfig.json',
          'e2e/tsconfig.json',
          'bench/tsconfig.json',
          'scripts/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Named exports only: a thing keeps its name everywhere.',
        },
        { selector: "NewExpression[callee.name='Function']", message: 'No code from strings.' },
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'No HTML from strings.' },
        {
          selector: "CallExpression[callee.property.name='executeJavaScript']",
          message: 'No code from strings.',
        },
        {
          selector: "Property[key.name='rejectUnauthorized']",
          message: 'TLS errors are never accepted silently.',
        },
        {
          selector: 'Property[key.name=/^(sandbox|contextIsolation|webSecurity)$/][value.value=false]',
          message: 'Every page is sandboxed and isolated, in tests too.',
        },
        {
          selector:
            'Property[key.name=/^(nodeIntegration|nodeIntegrationInWorker|nodeIntegrationInSubFrames|webviewTag|experimentalFeatures|allowRunningInsecureContent)$/][value.value=true]',
          message: 'A page gets no Node, no webview, nothing experimental, nothing insecure.',
        },
      ],
      'no-eval': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
    },
  },
  {
    files: ['*.config.mts', '*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['renderer/**/*.tsx', 'renderer/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: { globals: globals.node },
    rules: {
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-eval': 'error',
    },
  },
  ...walls.map(({ files, bans }) => ({
    files,
    rules: { 'no-restricted-imports': /** @type {['error', object]} */ (['error', { patterns: bans }]) },
  })),
  // The two doors that the bans above name.
  {
    files: ['main/app/ipc/commandDoor.ts', 'main/app/window/externalLinks.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
);
