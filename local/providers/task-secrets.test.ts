import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../definition/template/json-value.ts';
import { parseTemplate } from '../../definition/template/template.ts';
import { localWorkload } from './local-workload.ts';

const secret = (Properties: object) => ({ Type: 'AWS::SecretsManager::Secret', Properties });
const others = {
  Login: secret({
    Name: 'shop/login',
    GenerateSecretString: { SecretStringTemplate: '{"username":"shop"}', GenerateStringKey: 'password' },
  }),
  Plain: secret({ Name: 'shop/plain', GenerateSecretString: {} }),
  Empty: secret({ Name: 'shop/empty' }),
  Given: secret({ Name: 'shop/given', SecretString: '{"key":"a"}' }),
  Database: {
    Type: 'AWS::RDS::DBInstance',
    Properties: {
      Engine: 'postgres',
      EngineVersion: '16.4',
      AllocatedStorage: '20',
      MasterUsername: 'shop',
      MasterUserPassword:
        '{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:000000000000:secret:shop/empty}}',
      DBInstanceClass: 'db.t4g.micro',
    },
  },
  Attachment: {
    Type: 'AWS::SecretsManager::SecretTargetAttachment',
    Properties: {
      SecretId: { Ref: 'Login' },
      TargetId: { Ref: 'Database' },
      TargetType: 'AWS::RDS::DBInstance',
    },
  },
  Greeting: {
    Type: 'AWS::SSM::Parameter',
    Properties: { Name: '/shop/greeting', Type: 'String', Value: 'hi' },
  },
};

function workloadWith(ValueFrom: JsonValue, storedForTasks?: (name: string) => string | undefined) {
  const container = { Name: 'web', Image: 'shop', Secrets: [{ Name: 'A', ValueFrom }] };
  const Properties = {
    Family: 'web',
    ExecutionRoleArn: 'arn:aws:iam::000000000000:role/web',
    Cpu: '256',
    Memory: '512',
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['FARGATE'],
    ContainerDefinitions: [container],
  };
  const Resources = { ...others, Task: { Type: 'AWS::ECS::TaskDefinition', Properties } };
  const stack = { stackName: 'shop', region: 'eu-west-1', accountId: '123456789012' };
  const template = parseTemplate({ Resources }, 'test');
  return localWorkload({ ...stack, template }, storedForTasks === undefined ? {} : { storedForTasks });
}

const from = (logicalId: string, rest: string): JsonValue => ({
  'Fn::Join': ['', [{ Ref: logicalId }, rest]],
});
const place = 'Task.ContainerDefinitions.0.Secrets.0.ValueFrom';

describe('the secret of a container', () => {
  test.each<[string, JsonValue]>([
    ['the whole of a secret', { Ref: 'Plain' }],
    ['a key of the template', from('Login', ':username::')],
    ['the generated key', from('Login', ':password:AWSCURRENT:')],
    ['a key of the attached database', from('Attachment', ':host::')],
    ['a key of a value in clear', from('Given', ':key::')],
    ['a key of what is filled by hand', from('Empty', ':any::')],
    ['a parameter of the template', 'arn:aws:ssm:eu-west-1:000000000000:parameter/shop/greeting'],
    [
      'one that the template does not define',
      'arn:aws:secretsmanager:eu-west-1:000000000000:secret:other:a::',
    ],
    ['a complete ARN', 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:shop/given-AbCdEf'],
  ])('may be %s', (_, value) => {
    expect(() => workloadWith(value)).not.toThrow();
  });

  test.each<[string, JsonValue, string]>([
    [
      'another account',
      'arn:aws:secretsmanager:eu-west-1:111122223333:secret:other-AbCdEf:a::',
      'it is in the account 111122223333',
    ],
    [
      'another region',
      'arn:aws:secretsmanager:eu-west-2:000000000000:secret:other:a::',
      'it is in the region eu-west-2, and only eu-west-1 exists here',
    ],
    [
      'another version of what the template does not define',
      'arn:aws:secretsmanager:eu-west-1:000000000000:secret:other:a:AWSPREVIOUS:',
      'has no version other than AWSCURRENT',
    ],
    [
      'a key that it does not have',
      from('Login', ':token::'),
      'has no key token, only username, password, engine',
    ],
    ['a key of no JSON object', from('Plain', ':a::'), 'the value of the secret Plain is not a JSON object'],
    ['another version', from('Login', ':password:AWSPREVIOUS:'), 'has no version other than AWSCURRENT'],
    [
      'a version by its id',
      from('Login', ':password::v1'),
      'the version IDs of Login are unknown until it is created',
    ],
  ])('is refused before a task fails for it: %s', (_, value, why) => {
    expect(() => workloadWith(value)).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_BAD_SECRET',
        message: expect.stringMatching(new RegExp(`^${place} is arn:.*: .*${why}`)),
      }),
    );
  });

  test('is asked for if it is a parameter that the template does not define', () => {
    const arn = 'arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key';
    expect(() => workloadWith(arn)).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_PARAMETER_MISSING',
        message: `${place} reads /shop/key of Parameter Store, which has no value here.`,
        hint: expect.stringContaining('local:up --parameter /shop/key=VALUE'),
      }),
    );
    expect(() => workloadWith(arn, (name) => (name === '/shop/key' ? 'value' : undefined))).not.toThrow();
  });
});
