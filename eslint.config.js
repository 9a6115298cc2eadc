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
      // The router is told by a thrown object that is no error.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'Redirect' }] },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_$' },
      ],
      // A handler in JSX may be async: its failure is shown by the query it belongs to.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } }, // spies are named, not called
  {
    // The rules for its compiler are left out: the frame shows objects that live outside of React.
    files: ['web/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
);
