import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type DefinedStack, readStacks } from '../../definition/read-stacks.ts';
import { createApp } from '../../stack/create-app.ts';
import type { Environment } from '../../stack/environments/environment.ts';
import { changed } from '../../stack/testing/synthesize.ts';
import { openFindings } from '../scaling/check/check-scaling.ts';
import { checkDefinition } from './check-definition.ts';
import { countStackFindings } from './count-stack-findings.ts';
import { noFacts, withFacts } from './facts/given-facts.ts';
import { simulatedServices } from './simulated/simulated-service.ts';

async function stacksOf(
  environment: string,
  changes: Partial<Environment> = {},
): Promise<readonly DefinedStack[]> {
  const outdir = await mkdtemp(join(tmpdir(), 'own-stack-'));
  try {
    createApp({ outdir, context: { environment, draft: 'true' } }, changed(changes)).synth();
    return await readStacks(outdir);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

const ofAll = ['metric-not-in-proportion', 'policy-never-acts', 'slow-to-the-maximum', 'fargate-quota'];

test.each([
  ['local', {}, [...ofAll, 'deregistration-delay']],
  ['small', {}, ['policy-never-acts']],
  ['staging', {}, ['policy-never-acts']],
  ['production', {}, ofAll],
  ['production', { domain: { name: 'shop.example.com', hostedZoneId: 'Z1' } }, ofAll],
])(
  "what is found in the store's own stack, %s %j, is acknowledged",
  { timeout: 60_000 },
  async (environment, changes, rules) => {
    const stacks = await stacksOf(environment, changes);
    const findings = checkDefinition(stacks, noFacts);
    expect(findings.filter(({ acknowledged }) => acknowledged === undefined)).toEqual([]);
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual(rules.toSorted());
    expect(stacks.map(({ stack }) => countStackFindings(stack)?.open)).toContain(0);
  },
);

test('other facts lead to other findings', { timeout: 60_000 }, async () => {
  const stacks = await stacksOf('production');
  const facts = withFacts(noFacts, ['web.cpuSeconds=0.01', 'web.memoryMiB=700', 'vcpuQuota=20']);
  const rules = checkDefinition(stacks, facts).map(({ rule, acknowledged }) => [
    rule,
    acknowledged !== undefined,
  ]);
  expect(rules).toEqual([
    ['policy-never-comes-back', false],
    ['metric-not-in-proportion', true],
  ]);
});

test('a reason does not hold for other figures than those it was given for', {
  timeout: 60_000,
}, async () => {
  const stacks = await stacksOf('production');
  const facts = withFacts(noFacts, ['web.cpuSeconds=100']);
  const open = openFindings(checkDefinition(stacks, facts));
  expect(open).toMatchObject([
    {
      rule: 'policy-never-acts',
      acknowledgedForOtherFigures: expect.stringContaining('six times cheaper'),
    },
    { rule: 'slow-to-the-maximum' },
  ]);
});

test('scheduled actions are checked, and a maximum that one sets is one too', {
  timeout: 60_000,
}, async () => {
  const stacks = await stacksOf('production');
  const sale = { scheduledActionName: 'sale', schedule: 'cron(0 8 ? * 2 *)', maxCapacity: 30 };
  const scheduled = stacks.map(({ workload, ...stack }) => ({
    ...stack,
    workload: {
      ...workload,
      scalableTargets: workload.scalableTargets.map((target) => ({ ...target, scheduledActions: [sale] })),
    },
  }));
  const rules = checkDefinition(scheduled, withFacts(noFacts, ['vcpuQuota=999'])).map(({ rule }) => rule);
  expect(rules).toEqual(expect.arrayContaining(['database-connections', 'numbered-days']));
});

test('the scaled services can be simulated with all of their policies', { timeout: 60_000 }, async () => {
  const services = (await stacksOf('production')).flatMap((stack) => simulatedServices(stack, noFacts));
  const shown = services.map(({ name, minCapacity, maxCapacity, policies, leftOut, model }) => ({
    ...{ name, bounds: [minCapacity, maxCapacity], leftOut, excess: model.excess },
    policies: policies.map(({ metric, policy }) => [
      metric,
      policy.kind === 'target-tracking' ? policy.targetValue : policy.kind,
    ]),
  }));
  expect(shown).toEqual([
    {
      ...{ name: 'spree-production-web', bounds: [2, 10], leftOut: [], excess: 'dropped' },
      policies: [
        ['cpu', 70],
        ['memory', 80],
        ['requests', 1000],
      ],
    },
    {
      ...{ name: 'spree-production-worker', bounds: [1, 5], leftOut: [], excess: 'waits' },
      policies: [
        ['cpu', 70],
        ['queue-latency', 60],
      ],
    },
  ]);
});
