import { defineConfig } from 'vitest/config';

/** The tests that mutants of the scheduler have to pass: those by example, which are fast. */
export default defineConfig({
  test: {
    include: ['local/control-plane/scheduler/**/*.test.ts'],
    exclude: ['**/*.model*.test.ts', '**/*.speed.test.ts'],
  },
});
