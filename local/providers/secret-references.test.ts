import { expect, test } from 'vitest';
import type { JsonObject } from '../../definition/template/json-value.ts';
import { rejectSecretReferences } from './secret-references.ts';

function reject(type: string, properties: JsonObject): void {
  const stack = { stackName: 'shop', region: 'ap-southeast-1', accountId: '000000000000' };
  rejectSecretReferences({
    ...stack,
    resources: [{ logicalId: 'It', type, properties }],
    outputs: {},
    values: () => undefined,
  });
}

const secret = '{{resolve:secretsmanager:shop:SecretString:key}}';

test.each<[string, JsonObject, string]>([
  [
    'AWS::CloudFront::Distribution',
    { DistributionConfig: { Origins: [{ HeaderValue: secret }] } },
    'It.DistributionConfig.Origins.0.HeaderValue (AWS::CloudFront::Distribution)',
  ],
  [
    'AWS::ECS::TaskDefinition',
    { ContainerDefinitions: [{ Image: `a:${secret}` }] },
    'ContainerDefinitions.0.Image',
  ],
  ['AWS::RDS::DBInstance', { DBName: secret }, 'It.DBName'],
  ['AWS::SSM::Parameter', { Value: secret }, 'It.Value'],
])('the value of a secret in %s is refused, with its location', (type, properties, place) => {
  expect(() => reject(type, properties)).toThrow(
    expect.objectContaining({
      code: 'TEMPLATE_DYNAMIC_REFERENCE',
      message: expect.stringContaining(place),
    }),
  );
});

test.each<[string, JsonObject]>([
  ['AWS::RDS::DBInstance', { MasterUsername: secret, MasterUserPassword: secret }],
  ['AWS::ElastiCache::ReplicationGroup', { AuthToken: secret }],
  ['AWS::Lambda::Function', { Environment: { Variables: { A: secret } } }],
])('it is taken where somebody looks it up or nobody misses it: %s', (type, properties) => {
  expect(() => reject(type, properties)).not.toThrow();
});
