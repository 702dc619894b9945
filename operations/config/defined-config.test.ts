import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type OwnStackEndpoint,
  ownStackEndpoint,
} from '../../local/control-plane/api/testing/own-stack-endpoint.ts';
import { containerConfig } from './container-config.ts';
import { readDefinedContainer } from './defined-config.ts';

let endpoint: OwnStackEndpoint;

beforeEach(async () => {
  endpoint = await ownStackEndpoint();
});
afterEach(() => endpoint.close());

const read = (name: string) =>
  readDefinedContainer({ environment: 'local', clients: endpoint.clients }, name);

test('the variables of a service are those of the revision that it runs', async () => {
  const { revision, container, definition } = await read('worker');
  expect([revision, container]).toEqual(['spree-local-worker:1', 'worker']);
  const variables = containerConfig(definition, undefined, false);
  expect(variables).toContainEqual({
    ...{ name: 'RAILS_ENV', value: 'production', isMasked: false, source: 'definition' },
  });
  expect(variables).toContainEqual({
    ...{ name: 'DATABASE_PASSWORD', value: undefined, isMasked: true, source: 'secret' },
    from: expect.stringMatching(/^arn:aws:secretsmanager:.*:password::$/),
  });
});

test('an unknown service is refused with those that there are', async () => {
  await expect(read('nonsense')).rejects.toMatchObject({
    code: 'SERVICE_UNKNOWN',
    hint: 'Services: spree-local-web, spree-local-worker.',
  });
});
