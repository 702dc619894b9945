import { expect, test } from 'vitest';
import {
  exampleContainer,
  exampleService,
  exampleTaskDefinition,
} from '../../../definition/testing/examples.ts';
import { noFacts, withFacts } from './given-facts.ts';
import { factsOf, isNamed } from './service-facts.ts';
import { statedOfWeb, statedOfWorker } from './stated-facts.ts';

const balanced = { loadBalancers: [{ targetGroup: 'Targets', containerName: 'web', containerPort: 80 }] };
const web = exampleService({ name: 'shop-web', ...balanced });
const variables = (values: Readonly<Record<string, string>>) =>
  exampleTaskDefinition({
    containerDefinitions: [
      exampleContainer({
        environment: Object.entries(values).map(([name, value]) => ({ name, value })),
        secrets: [],
      }),
    ],
  });

test('a service behind a load balancer has the facts of a web service, any other those of a worker', () => {
  expect(factsOf(web, variables({}), noFacts)).toMatchObject(statedOfWeb);
  expect(factsOf({ ...web, loadBalancers: [] }, variables({}), noFacts)).toMatchObject(statedOfWorker);
});

test.each([
  [{}, 0, 0],
  [{ DATABASE_HOST: 'db' }, 5, 0],
  [{ DATABASE_HOST: 'db', RAILS_MAX_THREADS: 'many', WEB_CONCURRENCY: 'auto' }, 5, 0],
  [{ DATABASE_HOST: 'db', REDIS_HOST: 'r', RAILS_MAX_THREADS: '3', WEB_CONCURRENCY: '0' }, 3, 8],
  [{ DATABASE_HOST: 'db', REDIS_HOST: 'r', RAILS_MAX_THREADS: '3', WEB_CONCURRENCY: '2' }, 6, 14],
])('a task with %j opens %i connections to the database and %i to Redis', (values, database, redis) => {
  expect(factsOf(web, variables(values), noFacts)).toMatchObject({
    databaseConnections: database,
    redisConnections: redis,
  });
});

test('given facts take precedence', () => {
  const given = withFacts(noFacts, ['web.cpuSeconds=2', 'web.databaseConnections=7', 'other.cpuSeconds=9']);
  expect(factsOf(web, variables({}), given)).toMatchObject({ cpuSeconds: 2, databaseConnections: 7 });
});

test('a service is identified by its name, or by the part of it after a hyphen', () => {
  expect(['shop-web', 'web'].map((short) => isNamed('shop-web', short))).toEqual([true, true]);
  expect(['eb', 'shop', 'other-web'].map((short) => isNamed('shop-web', short))).toEqual([
    false,
    false,
    false,
  ]);
});
