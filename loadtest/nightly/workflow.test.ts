import { expect, test } from 'vitest';
import { regionOption } from '../../operations/target.ts';
import { nightlyArguments, nightlyWorkflow, type WorkflowStep } from './testing/workflow.ts';

const { text, workflow } = nightlyWorkflow();
const jobs = Object.values(workflow.jobs);
const steps = jobs.flatMap((job) => job.steps);

test('each shell line is one script of this repository, which also runs by hand', () => {
  const lines = steps.flatMap(({ run }) => run ?? []);
  expect(lines).toEqual([
    'npx -y pnpm@12 install --frozen-lockfile',
    'npx -y pnpm@12 loadtest:nightly --env staging --nights nights --out nightly-report',
  ]);
});

test('the load tests run against staging', () => {
  expect(nightlyArguments().slice(0, 2)).toEqual(['--env', 'staging']);
});

test('no shell line contains what somebody else could have written', () => {
  for (const { run } of steps) expect(run ?? '').not.toMatch(/\$\{\{|[;&|`$<>\n]/);
});

test('it starts by its schedule or by hand on the main branch, never for a pull request, and has no inputs', () => {
  expect(Object.keys(workflow.on)).toEqual(['schedule', 'workflow_dispatch']);
  expect(workflow.on.workflow_dispatch).toBeNull();
  expect(jobs.map((job) => job.if)).toEqual(["github.ref == 'refs/heads/main'"]);
});

test('it may read the sources and ask for an identity, and nothing else', () => {
  expect(workflow.permissions).toEqual({});
  expect(jobs.map(({ permissions }) => permissions)).toEqual([{ contents: 'read', 'id-token': 'write' }]);
});

test('it has no long-lived credentials', () => {
  expect(text).not.toMatch(/secrets\.|access-key|github\.token|GITHUB_TOKEN/i);
  const credentials = steps.find(({ uses }) => uses?.startsWith('aws-actions/configure-aws-credentials@'));
  expect(credentials?.with).toMatchObject({
    'role-to-assume': expect.stringContaining('vars.LOADTEST_ROLE_ARN'),
    'mask-aws-account-id': true,
  });
  const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(checkout?.with).toEqual({ 'persist-credentials': false });
});

test('credentials are for the region that the load tests take by themselves', () => {
  const credentials = steps.find(({ uses }) => uses?.startsWith('aws-actions/configure-aws-credentials@'));
  expect(credentials?.with?.['aws-region']).toBe(regionOption(undefined));
  expect(nightlyArguments()).not.toContain('--region');
});

test('packages are installed before there are credentials', () => {
  const at = (found: (each: WorkflowStep) => boolean) => steps.findIndex(found);
  const installed = at(({ run }) => run?.includes(' install ') ?? false);
  const credentials = at(({ uses }) => uses?.startsWith('aws-actions/') ?? false);
  expect(installed).toBeGreaterThan(-1);
  expect(installed).toBeLessThan(credentials);
});

test('actions are pinned to a commit, with their version beside it', () => {
  const used = text.split('\n').filter((line) => line.includes('uses:'));
  expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
  for (const line of used) expect(line).toMatch(/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('two nights never run at a time, and each ends', () => {
  expect(workflow.concurrency).toEqual({ group: 'nightly-load', 'cancel-in-progress': false });
  expect(jobs.map((job) => job['timeout-minutes'])).toEqual([110]);
});

test('reports and records are kept when a regression fails the night', () => {
  const kept = steps.flatMap(({ uses, if: condition }) =>
    uses?.match(/upload-artifact|cache\/save/) ? [condition] : [],
  );
  expect(kept).toEqual([expect.stringContaining('!cancelled()'), expect.stringContaining('always()')]);
});
