// Strict and typed; warnings fail. Each exception carries its reason.
import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    'node_modules',
    '.venv',
    'goldwright/web_dist',
    'web/stubs',
    '**/*.gen.ts',
    '**/*.js',
  ]),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      // Numbers and booleans in a template read as they are.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => setOpen(true)` is how a handler is written.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Records of the API and of JSON are told apart by key.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // A handler in JSX may be async: its failure is shown by the query it belongs to.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  { files: ['web/src/**/*.tsx'], ...hooks.configs.flat.recommended },
);
