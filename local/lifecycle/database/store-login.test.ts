import { expect, test } from 'vitest';
import type { DatabaseInstance } from '../../../definition/model/data-stores.ts';
import type { TaskDefinition } from '../../../definition/model/ecs.ts';
import {
  emptyWorkload,
  exampleContainer,
  exampleSecret,
  exampleTaskDefinition,
} from '../../../definition/testing/examples.ts';
import { Secret } from '../../../failure/secret.ts';
import { nothingToSetUp } from './prepare-database.ts';
import { setUpOf } from './set-up-of.ts';
import { storeLogin } from './store-login.ts';

const primary: DatabaseInstance = {
  logicalId: 'Primary',
  identifier: 'shop',
  engine: 'postgres',
  databaseName: 'shop',
  masterUsername: 'master',
  masterPassword: { secret: 'Master', jsonKey: 'password' },
  port: 5432,
  parameters: {},
};
const secrets = ['Master', 'Application'].map((logicalId) =>
  exampleSecret({ logicalId, name: logicalId, attachedDatabase: 'Primary' }),
);
const kept = (password = 'first') =>
  new Map(
    ['Master', 'Application'].map((logicalId) => {
      const value = new Secret(JSON.stringify({ username: `user of ${logicalId}`, password }));
      return [logicalId, { name: logicalId, value }] as const;
    }),
  );

test('the store signs in with the secret that is attached to its database besides the master user’s', () => {
  const login = storeLogin({ databases: [primary], secrets }, kept());
  expect([login.username, login.password.reveal()]).toEqual(['user of Application', 'first']);
});

test('without such a secret it signs in as the master user', () => {
  const own = secrets.filter(({ logicalId }) => logicalId === 'Master');
  expect(storeLogin({ databases: [primary], secrets: own }, kept()).username).toBe('user of Master');
});

const setUp = (command: readonly string[]): TaskDefinition =>
  exampleTaskDefinition({ family: 'shop-setup', containerDefinitions: [exampleContainer({ command })] });

const definition = (command: readonly string[], family = 'shop-setup') => ({
  workload: {
    ...emptyWorkload,
    secrets,
    taskDefinitions: [{ ...setUp(command), logicalId: 'SetUp' }],
  },
  emulated: { Resources: {}, Outputs: { SetUpTaskFamily: { Value: family } } },
});

test('the set-up is another one where its command or a password is another', () => {
  const known = [
    setUpOf(definition(['one']), kept()),
    setUpOf(definition(['two']), kept()),
    setUpOf(definition(['one']), kept('second')),
  ];
  expect(new Set(known).size).toBe(3);
  expect(setUpOf(definition(['one']), kept())).toBe(known[0]);
  expect(known.join()).not.toContain('first');
});

test('a definition without a task for it has nothing to set up', () => {
  expect(setUpOf(definition(['one'], 'another'), kept())).toBe(nothingToSetUp);
});
