import { defineConfig } from 'vitest/config';

/** The tests that mutants of the verdict on a load test have to pass: those by example, which are fast. */
export default defineConfig({
  test: {
    include: ['loadtest/verdict/**/*.test.ts'],
    exclude: ['**/*.properties.test.ts'],
  },
});
