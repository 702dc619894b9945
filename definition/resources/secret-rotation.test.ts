import { expect, test } from 'vitest';
import { resolveTemplate } from '../resolution/resolve-template.ts';
import { parseTemplate } from '../template/template.ts';
import { readSecrets } from './secret.ts';

const application = (name: string) => ({
  Type: 'AWS::Serverless::Application',
  Properties: {
    Location: { ApplicationId: `arn:aws:serverlessrepo:us-east-1:1:applications/${name}` },
    Parameters: { excludeCharacters: '/' },
  },
});

function rotationBy(schedule: object, others: object = {}) {
  const Resources = {
    Password: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
    Schedule: {
      Type: 'AWS::SecretsManager::RotationSchedule',
      Properties: { SecretId: { Ref: 'Password' }, ...schedule },
    },
    ...others,
  };
  const template = parseTemplate({ Resources }, 'test');
  const stack = { stackName: 'shop', region: 'eu-west-1', accountId: '000000000000', template };
  return readSecrets(resolveTemplate(stack, (id) => id))[0]?.rotation;
}

const byApplication = { RotationLambdaARN: { 'Fn::GetAtt': ['Function', 'Outputs.RotationLambdaARN'] } };

test.each([
  ['SecretsManagerRDSPostgreSQLRotationSingleUser', 'single-user'],
  ['SecretsManagerRDSPostgreSQLRotationMultiUser', 'alternating-users'],
])('the application %s changes the password of a secret with the strategy %s', (name, strategy) => {
  expect(rotationBy(byApplication, { Function: application(name) })).toEqual({
    strategy,
    excludeCharacters: '/',
  });
});

test.each([
  ['PostgreSQLSingleUser', 'single-user'],
  ['PostgreSQLMultiUser', 'alternating-users'],
])('a hosted function of the type %s does too', (RotationType, strategy) => {
  expect(rotationBy({ HostedRotationLambda: { RotationType } })).toEqual({
    strategy,
    excludeCharacters: '/@"\'\\',
  });
});

test('functions for other databases, and those of one’s own, rotate nothing locally', () => {
  expect(rotationBy({ HostedRotationLambda: { RotationType: 'MySQLSingleUser' } })).toBeUndefined();
  expect(
    rotationBy(byApplication, { Function: application('SecretsManagerRDSMySQLRotationSingleUser') }),
  ).toBeUndefined();
  expect(rotationBy({ RotationLambdaARN: 'arn:aws:lambda:eu-west-1:1:function:own' })).toBeUndefined();
});

test('a secret has one schedule; one of another stack is left alone', () => {
  const second = {
    Type: 'AWS::SecretsManager::RotationSchedule',
    Properties: { SecretId: { Ref: 'Password' } },
  };
  expect(() => rotationBy({}, { Second: second })).toThrow('SecretId');
  const HostedRotationLambda = { RotationType: 'PostgreSQLSingleUser' };
  expect(rotationBy({ SecretId: 'arn:elsewhere', HostedRotationLambda })).toBeUndefined();
});
