import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionBudget, connectionsInRollout, maxConnectionsOf } from './connection-budget.ts';
import { environments } from './environments.ts';
import { storeTemplate } from './testing/synthesize.ts';

const { production, small } = environments;

describe.each(Object.entries(environments))('the database of %s', (environment, settings) => {
  it('takes the connections of a rollout at full scale', () => {
    const needed = connectionsInRollout(settings);
    expect(needed).toBeLessThanOrEqual(maxConnectionsOf(settings.database.instanceType));
  });

  it('is set to what the budget counts with, and each task opens no more', () => {
    const template = storeTemplate({ environment });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Parameters: { max_connections: String(connectionBudget(settings)) },
    });
    const threads = Object.values(template.findResources('AWS::ECS::TaskDefinition')).flatMap(
      ({ Properties }) =>
        Properties.ContainerDefinitions[0].Environment?.filter(
          ({ Name }: { readonly Name: string }) => Name === 'RAILS_MAX_THREADS',
        ) ?? [],
    );
    expect(new Set(threads.map(({ Value }) => Value))).toEqual(new Set(['3']));
  });
});

it('counts every task twice in a rollout, with three connections each, and what others need', () => {
  expect(connectionsInRollout(production)).toBe((2 * (10 + 5) + 1) * 3 + 2 + 3);
});

it('counts the reads as well where there is no replica', () => {
  expect(connectionsInRollout(small)).toBe((2 * (3 + 2) + 1) * 6 + 2 + 3);
});

it.each([
  ['t3.micro', 112],
  ['t4g.small', 225],
  ['r6g.large', 901],
  ['m6g.xlarge', 1802],
])('a %s takes %i connections', (instanceType, connections) => {
  expect(maxConnectionsOf(instanceType)).toBe(connections);
});

it('a class whose memory is not known is refused', () => {
  expect(() => maxConnectionsOf('t3.nano')).toThrow(
    "database.instanceType is 't3.nano', and its memory is not known: add its size to stack/connection-budget.ts",
  );
});

it('more tasks than the database has connections for are refused, and never deployed', () => {
  const demand = { ...production, web: { min: 2, max: 13 } };
  const message =
    'A rollout with 13 web and 5 worker tasks needs 116 connections, but a database of class db.t3.micro takes 112: allow fewer tasks, or take a larger class';
  expect(() => connectionBudget(demand)).toThrow(message);
  expect(() => storeTemplate({ environment: 'production' }, demand)).toThrow(message);
});

it('another task never needs fewer connections', () => {
  const tasks = fc.integer({ min: 1, max: 50 });
  fc.assert(
    fc.property(tasks, tasks, fc.boolean(), (web, worker, hasReplica) => {
      const demand = (max: number) => ({
        web: { min: 1, max },
        worker: { min: 1, max: worker },
        database: { instanceType: 't3.micro', hasReplica },
      });
      expect(connectionsInRollout(demand(web + 1))).toBeGreaterThan(connectionsInRollout(demand(web)));
    }),
  );
});
