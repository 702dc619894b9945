import { expect, it, vi } from 'vitest';
import type { CostPart } from '../bill/cost-item.ts';
import { costedResources } from '../charges/costed-resource.ts';
import { leavingOut, storeStacks } from '../testing/store-stacks.ts';
import { usageWith } from '../usage/usage.ts';
import { changed, type WhatIf } from '../what-ifs/what-if.ts';
import {
  fewerCacheNodes,
  fewerNatGateways,
  onArm,
  onSpot,
  removable,
  singleAzDatabase,
} from '../what-ifs/what-ifs.ts';
import { costReport } from './cost-report.ts';

// Tests synthesize the app, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const usage = usageWith();
const production = storeStacks('production');
const report = costReport(production, { usage });

/** Amounts by name, in cents. */
function cents({ items }: CostPart): Readonly<Record<string, number>> {
  return Object.fromEntries(items.map(({ name, usd }) => [name, Math.round(usd * 100) / 100]));
}

it('the bill of production is what a person gets who multiplies the list prices', () => {
  // Each line worked out from the price list and a look at the template: 730 hours a month.
  expect(cents(report.fixed)).toEqual({
    'NAT gateways': 86.14, // 2 x 0.059 x 730
    'public IPv4 addresses': 7.3, // 2 x 0.005 x 730
    'load balancer, without capacity units': 18.4, // 0.0252 x 730
    'database (db.t3.micro, with a standby)': 40.88, // 0.056 x 730
    'read replica (db.t3.micro)': 20.44, // 0.028 x 730
    'storage of the database (gp3)': 5.52, // 20 x 0.276
    'storage of the read replica (gp3)': 2.76, // 20 x 0.138: the replica names no size
    'cache nodes (redis, cache.t3.micro)': 36.5, // 2 x 0.025 x 730
    'tasks of spree-production-web (0.5 vCPU, 1 GB): vCPU': 36.91, // 2 x 0.5 x 0.05056 x 730
    'tasks of spree-production-web (0.5 vCPU, 1 GB): memory': 8.07, // 2 x 0.00553 x 730
    'tasks of spree-production-worker (0.25 vCPU, 0.5 GB): vCPU': 9.23, // 0.25 x 0.05056 x 730
    'tasks of spree-production-worker (0.25 vCPU, 0.5 GB): memory': 2.02, // 0.5 x 0.00553 x 730
    'secrets, with those that the template names only': 2.4, // (5 + that of the mail server) x 0.40
    'alarms, with those of the scaling policies': 2.7, // (17 + 2 x 5) x 0.10
    'metrics of the store': 0.3, // the queue's latency
    'metrics of Container Insights': 18.9, // (13 + 2 x 15 + 2 x 10) x 0.30
    dashboards: 0, // one of the three that are free
  });
  const byHand = 86.14 + 7.3 + 18.4 + 40.88 + 20.44 + 8.28 + 36.5 + 44.98 + 11.25 + 2.4 + 2.7 + 0.3 + 18.9;
  expect(Math.abs(report.fixed.usd - byHand) / byHand).toBeLessThan(0.001);
  expect(report.unpriced).toEqual([]);
});

it('what is used is billed at the assumed amounts, each of which says where it comes from', () => {
  // 100 x 0.059, 50 x 0.12, 100 x 0.12 and so on.
  expect(cents(report.variable)).toMatchObject({
    'NAT gateways: data': 5.9,
    'data from tasks to the internet': 6,
    'CloudFront: data to visitors': 12,
    'CloudFront: requests': 1.2,
    'S3: storage': 1.25,
    'S3: reads': 0.4,
    'ECR: images': 0.5,
    'logs: taken in': 3.5,
    'logs: kept for 7 days': 0.03,
  });
  expect(report.usage['nat-gb']).toEqual({
    value: 100,
    unit: 'GB',
    basis: 'the cost estimate of the architecture',
  });
  expect(report.totalUsd).toBe(report.fixed.usd + report.variable.usd);
});

it('the bill of an earlier template, with fewer alarms and secrets, is the one that was worked out for it', () => {
  const idsOf = (type: string) =>
    costedResources(production).flatMap((each) => (each.type === type ? [each.logicalId] : []));
  const gone = [
    ...idsOf('AWS::CloudWatch::Alarm').slice(7),
    ...idsOf('AWS::SecretsManager::Secret').slice(4),
  ];
  const earlier = leavingOut(production, ({ logicalId }) => gone.includes(logicalId));
  // 4 secrets and 17 alarms; the tasks of that template read no secret of the mail server.
  const fixed = costReport(earlier, { usage }).fixed.items.filter(({ name }) => !name.startsWith('secrets'));
  const sum = fixed.reduce((total, { usd }) => total + usd, 0) + 4 * 0.4;
  expect(sum).toBeCloseTo(296.67, 1);
});

it('more tasks cost what their hours cost', () => {
  const { minimum, medium, maximum } = report.levels;
  expect(medium.tasks).toEqual({ 'spree-production-web': 5, 'spree-production-worker': 2 });
  expect(maximum.tasks).toEqual({ 'spree-production-web': 10, 'spree-production-worker': 5 });
  expect(minimum.totalUsd).toBe(report.totalUsd);
  expect(medium.totalUsd - minimum.totalUsd).toBeCloseTo(78.72, 2);
  expect(maximum.totalUsd - minimum.totalUsd).toBeCloseTo(224.91, 2);
  const given = costReport(production, { usage, tasks: { web: 5, worker: 2 } });
  expect(given.totalUsd).toBeCloseTo(medium.totalUsd, 6);
});

const sizes = { instanceType: 't3.micro', isMultiAz: true, hasReplica: true } as const;
const settings = [
  ['--without read-replica', { database: { ...sizes, hasReplica: false } }, removable['read-replica']],
  ['--single-az database', { database: { ...sizes, isMultiAz: false } }, singleAzDatabase],
  ['--nat 1', { natGateways: 1 }, fewerNatGateways(1)],
  ['--cache-nodes 1', { cache: { nodeType: 'cache.t3.micro', nodes: 1 } }, fewerCacheNodes(1)],
] as const;

it.each(settings)('%s costs what a definition with that setting costs', (_option, changes, whatIf) => {
  // Few enough for one small database to answer them all.
  const few = { web: { min: 2, max: 3 }, worker: { min: 1, max: 2 } };
  const really = costReport(storeStacks('production', { ...few, ...changes }), { usage });
  const asked = costReport(storeStacks('production', few), { usage, whatIfs: present(whatIf) });
  expect(asked.fixed.usd).toBeCloseTo(really.fixed.usd, 6);
  expect(asked.variable.usd).toBeCloseTo(really.variable.usd, 6);
  expect(asked.savesUsd).toBeGreaterThan(15);
  expect(asked.whatIfs).toEqual([
    {
      option: whatIf?.option,
      savesUsd: expect.closeTo(asked.savesUsd, 6),
      givesUp: expect.stringMatching(/\.$/),
    },
  ]);
});

function present(whatIf: WhatIf | undefined): readonly WhatIf[] {
  return whatIf === undefined ? [] : [whatIf];
}

it('changes that overlap save less together than each by itself', () => {
  const both = costReport(production, { usage, whatIfs: [onArm, onSpot('workers'), onSpot('web')] });
  const each = both.whatIfs.reduce((sum, { savesUsd }) => sum + savesUsd, 0);
  expect(both.savesUsd).toBeLessThan(each - 1);
  expect(both.totalUsd).toBeCloseTo(both.totalBeforeUsd - both.savesUsd, 6);
  expect(both.options.map(({ option }) => option)).not.toContain('--arm');
});

it('Fargate Spot has no list price, so what it costs is a range until a discount is given', () => {
  const assumed = costReport(production, { usage, whatIfs: [onSpot('workers')] });
  const spot = assumed.fixed.items.filter(({ name }) => name.includes('Spot'));
  expect(spot).toHaveLength(2);
  for (const { confidence, rangeUsd, usd, note } of spot) {
    expect(confidence).toBe('planning value');
    expect(rangeUsd?.[1]).toBe(usd);
    expect(rangeUsd?.[0]).toBeLessThan(usd);
    expect(note).toContain('no list price');
  }
  const given = costReport(production, {
    usage,
    whatIfs: [onSpot('worker')],
    spotDiscount: { counted: 0.5 },
  });
  // Half of 11.25.
  expect(given.savesUsd).toBeCloseTo(11.2457 / 2, 3);
});

it('a change that the definition has already, and a service that it does not have, are refused', () => {
  const small = storeStacks('small');
  const ask = (whatIf: WhatIf) => () => costReport(small, { usage, whatIfs: [whatIf] });
  expect(ask(fewerNatGateways(1))).toThrow('--nat 1 would change nothing in this definition');
  expect(ask(onSpot('mailer'))).toThrow('--spot mailer would change nothing');
  expect(() => costReport(small, { usage, tasks: { mailer: 2 } })).toThrow("There is no service 'mailer'");
});

it('a change to something without a price is no saving', () => {
  const toUnpriced: WhatIf = {
    option: '--larger',
    givesUp: 'Nothing.',
    change: (resources) =>
      changed(
        resources,
        ({ type }) => type === 'AWS::ElastiCache::ReplicationGroup',
        () => ({ CacheNodeType: 'cache.r7g.large' }),
      ),
  };
  expect(() => costReport(production, { usage, whatIfs: [toUnpriced] })).toThrow(
    'What --larger saves is not known: it leads to something that has no price here',
  );
});

it('what is free in an account is named, and not taken off the bill', () => {
  expect(report.freeAllowances).toEqual(
    expect.arrayContaining([
      { name: '10 alarms', usd: 1 },
      { name: '10 metrics', usd: 3 },
    ]),
  );
});

it.each(['production', 'staging', 'small', 'local'])(
  'every type in the templates of %s is priced or known to be free',
  (name) => {
    const domain = { name: 'shop.example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
    for (const changes of [{}, ...(name === 'local' ? [] : [{ domain }])]) {
      expect(costReport(storeStacks(name, changes), { usage }).unpriced).toEqual([]);
    }
  },
);
