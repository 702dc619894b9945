import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readWorkflow } from '../../testing/workflow.ts';
import { defaults } from '../environments/defaults.ts';

const { text, workflow } = readWorkflow('deploy.yml');
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([, job]) => job.steps);

it('staging is deployed from main and production from a tag, each by the script that is also run by hand', () => {
  expect(workflow.on).toEqual({ push: { branches: ['main'], tags: ['v*'] } });
  expect(jobs.map(([name, job]) => [name, job.environment, job.if, job.steps.at(-1)?.run])).toEqual([
    ['staging', 'staging', "github.ref == 'refs/heads/main'", 'npx -y pnpm@12 deploy:staging --yes'],
    ['production', 'production', "startsWith(github.ref, 'refs/tags/v')", 'npx -y pnpm@12 deploy:prod --yes'],
  ]);
});

it('no shell line contains what somebody else could have written', () => {
  for (const { run } of steps) expect(run ?? '').not.toMatch(/\$\{\{|[;&|`$<>\n]/);
});

it('a job may read the sources and ask for an identity, and nothing else', () => {
  expect(workflow.permissions).toEqual({});
  expect(jobs.map(([, { permissions }]) => permissions)).toEqual(
    jobs.map(() => ({ contents: 'read', 'id-token': 'write' })),
  );
});

it('there are no long-lived credentials, and packages are installed before there are any', () => {
  expect(text).not.toMatch(/secrets\.|access-key|github\.token|GITHUB_TOKEN/i);
  for (const [, job] of jobs) {
    const at = (wanted: RegExp) =>
      job.steps.findIndex(({ uses = '', run = '' }) => wanted.test(`${uses}${run}`));
    const credentials = at(/^aws-actions\/configure-aws-credentials@/);
    expect(at(/ install --frozen-lockfile$/)).toBeLessThan(credentials);
    expect(credentials).toBe(job.steps.length - 2);
    expect(job.steps[credentials]?.with).toMatchObject({
      'role-to-assume': expect.stringContaining('vars.DEPLOY_ROLE_ARN'),
      'role-duration-seconds': 7200,
      'aws-region': defaults.region,
      'mask-aws-account-id': true,
    });
    expect(job.steps[at(/^actions\/checkout@/)]?.with).toEqual({
      'fetch-depth': 0,
      'persist-credentials': false,
    });
  }
});

it('actions are pinned to a commit, with their version beside it', () => {
  const used = text.split('\n').filter((line) => line.includes('uses:'));
  expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
  for (const line of used) expect(line).toMatch(/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

it('a deployment is never cut off by the next one', () => {
  expect(workflow.concurrency['cancel-in-progress']).toBe(false);
  // Less than the two hours of the credentials.
  expect(jobs.map(([, job]) => job['timeout-minutes'] < 120)).toEqual(jobs.map(() => true));
});

it('docs/deploying-from-github.md names what the workflow needs of the repository', () => {
  const page = readFileSync('docs/deploying-from-github.md', 'utf8');
  for (const name of ['DEPLOY_ROLE_ARN', 'stack/access-app.ts', '`staging`', '`production`', '`v*`']) {
    expect(page).toContain(name);
  }
});
