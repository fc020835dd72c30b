import { defineConfig, globalIgnores } from 'eslint/config';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who may import what: for each folder or file, the folders of src/ that it may import besides itself. */
const MAY_IMPORT = {
  'src/contract': [],
  'src/features': ['contract'],
  'src/decoder': ['contract'],
  'src/captions': ['contract'],
  'src/export': ['contract', 'captions'],
  'src/model-store': ['contract'],
  'src/media': ['contract', 'features'],
  'src/recognizer': ['contract', 'features', 'decoder', 'media', 'model-store'],
  'src/capture': ['contract'],
  'src/offline': ['contract'],
  'src/install': ['contract'],
  'src/archive': ['contract', 'captions'],
  'src/i18n': ['contract'],
  'src/ui': ['contract', 'captions', 'export', 'i18n'],
  'src/session': ['contract', 'capture', 'captions', 'archive'],
  'workers/recognizer.worker.ts': ['contract', 'recognizer'],
  'workers/model-library.worker.ts': ['contract', 'model-store'],
  'workers/sound-peaks.worker.ts': ['contract', 'media'],
  'workers/capture.worklet.ts': ['contract', 'features'],
  'workers/service-worker.ts': ['contract'],
};
/** Capture names the worklet's address (not its code); main.ts names the recognizer worker's. */
const MAY_NAME_WORKERS = ['src/capture'];

const zones = Object.entries(MAY_IMPORT).flatMap(([target, folders]) => {
  const inSource = target.startsWith('src/');
  const allowed = inSource ? [target.slice('src/'.length), ...folders] : folders;
  const message = `${target} may import only: ${allowed.join(', ')}.`;
  const source = { target, from: 'src', except: allowed.map((folder) => `./${folder}`), message };
  const mayNameWorkers = !inSource || MAY_NAME_WORKERS.includes(target);
  return mayNameWorkers ? [source] : [source, { target, from: 'workers', message }];
});

const runtimeImports = [
  {
    regex: '^onnxruntime-web(?!/webgpu$|/ort-wasm-simd-threaded\\.asyncify\\.wasm\\?url$)',
    message: 'Only onnxruntime-web/webgpu computes INT8 models rightly; see docs/DECISIONS.md.',
  },
];

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', 'training/', 'test-results/', 'playwright-report/', 'public/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.json' })] },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['onnxruntime-*'],
              message: 'Only src/recognizer/onnx-session.ts and device-session.ts know the runtime.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [
      'src/recognizer/onnx-session.ts',
      'src/recognizer/device-session.ts',
      'bench/gpu/node-runtime.ts',
    ],
    rules: { 'no-restricted-imports': ['error', { patterns: runtimeImports }] },
  },
  {
    // The command line and the benchmarks print; that is what they are for.
    files: ['bench/**/*.ts', 'e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/*-suite.ts', '**/fixtures/*.ts', 'e2e/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': ['error', { max: 400 }] },
  },
);
