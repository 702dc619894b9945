import { defineConfig } from 'vitest/config';

/** The tests that mutants of the scaling decisions have to pass: those by example, which are fast. */
export default defineConfig({
  test: {
    include: ['local/scaling/**/*.test.ts'],
    exclude: ['**/*.properties.test.ts'],
  },
});
