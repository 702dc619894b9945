import { defineConfig } from 'vitest/config';

const modelTests = 'local/control-plane/scheduler/scheduler.model*.test.ts';
const unitTests = [
  'layers.test.ts',
  'application/**/*.test.ts',
  'stack/**/*.test.ts',
  'cost/**/*.test.ts',
  'iam/**/*.test.ts',
  'aws/**/*.test.ts',
  'json/**/*.test.ts',
  'net/**/*.test.ts',
  'time/**/*.test.ts',
  'definition/**/*.test.ts',
  'failure/**/*.test.ts',
  'operations/**/*.test.ts',
  'progress/**/*.test.ts',
  'local/**/*.test.ts',
  'loadtest/**/*.test.ts',
  'scripts/**/*.test.ts',
  'bench/**/*.test.ts',
  'testing/**/*.test.ts',
];

/**
 * `unit` needs nothing but the checkout, nor does `model`, which takes a minute or two; `integration` (`*.integration.test.ts`) needs an engine;
 * `e2e` brings up the whole store, so its files run one after another; `deployments` brings up the demo store.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: unitTests,
          exclude: ['**/*.integration.test.ts', modelTests, '**/node_modules/**'],
          // Each file would load the CDK or the AWS SDK anew, which takes longer than the tests: what a test changes, it puts back.
          isolate: false,
          // What reads a definition takes a second or two, and many times as long on a machine with other work.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Printed commands name the environment and the store of whoever runs the tests, if there are any.
          env: {
            PARITY_ENVIRONMENT: '',
            STORE_KIND: '',
            STORE_CONTEXT: '',
            STORE_IMAGE: '',
            STORE_SETTINGS: '',
          },
        },
      },
      {
        test: {
          name: 'model',
          include: [modelTests],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{local,loadtest,tests}/**/*.integration.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          env: {
            // The reaper's image cannot be had without a registry: each test file takes down what it started.
            TESTCONTAINERS_RYUK_DISABLED: 'true',
            // Everything is published on loopback; in a container, Testcontainers would ask the bridge's gateway.
            TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1',
          },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/**/*.e2e.test.ts'],
          globalSetup: ['testing/environment.setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'deployments',
          include: ['tests/**/*.deployments.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
