import { afterEach, expect, test } from 'vitest';
import { answering } from '../../aws/testing/answering.ts';
import {
  type OwnStackEndpoint,
  ownStackEndpoint,
} from '../../local/control-plane/api/testing/own-stack-endpoint.ts';
import { sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import { diagnose } from './diagnose.ts';
import { gatherFacts } from './gather-facts.ts';

let endpoint: OwnStackEndpoint | undefined;

afterEach(() => endpoint?.close());

test('of the store’s own stack everything is known that has an effect here, and nothing is wrong', async () => {
  endpoint = await ownStackEndpoint();
  const { clients, output } = endpoint;
  const SecretList = [{ Name: 'spree-local/rails' }, { Name: 'other', DeletedDate: new Date(sampleTime) }];
  answering(await clients.secretsManager(), { ListSecrets: () => ({ $metadata: {}, SecretList }) });
  const facts = await gatherFacts({ environment: 'local', clients }, sampleTime);
  expect(diagnose(facts)).toEqual({
    findings: [],
    unknown: [{ what: 'security groups', why: 'they have no effect locally' }],
  });
  expect(facts.services.map(({ name }) => name)).toEqual(['web', 'worker']);
  expect(facts.natGateways).toMatchObject({ isKnown: true, value: [{ sentBytes: 0 }, { sentBytes: 0 }] });
  expect(facts.secrets).toMatchObject({ isKnown: true, value: [{ name: 'spree-local/rails' }] });
  const endpointArn = output('LoadBalancerArn');
  expect(facts.vpcOrigins).toMatchObject({ isKnown: true, value: [{ status: 'Deployed', endpointArn }] });
  expect(facts.databases).toMatchObject({
    isKnown: true,
    value: [{ status: 'available' }, { status: 'available', isReplica: true }],
  });
  expect(facts.caches).toMatchObject({ isKnown: true, value: [{ status: 'available' }] });
}, 60_000);
