// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation’s own syntax.
import { expect, test } from 'vitest';
import type { JsonValue } from '../../definition/template/json-value.ts';
import { parseTemplate } from '../../definition/template/template.ts';
import { resolveLocally } from './local-workload.ts';

const others = {
  Lookup: { Type: 'Custom::AWS' },
  Address: { Type: 'AWS::EC2::EIP' },
  Zone: { Type: 'AWS::Route53::HostedZone' },
  Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
  Job: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'job' } },
};

function environmentOf(Value: JsonValue, resources: object = {}) {
  const container = { Name: 'web', Image: 'shop', Environment: [{ Name: 'A', Value }] };
  const Resources = {
    ...others,
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [container] } },
    ...resources,
  };
  const template = parseTemplate({ Resources, Conditions: { Never: { 'Fn::Equals': [1, 2] } } }, 'test');
  return resolveLocally({ stackName: 'shop', region: 'eu-west-1', accountId: '123456789012', template });
}

const place = 'Task.Properties.ContainerDefinitions.0.Environment.0.Value';

test.each<[string, JsonValue]>([
  ['Lookup.Url (Custom::AWS)', { 'Fn::GetAtt': ['Lookup', 'Url'] }],
  ['Lookup.Url (Custom::AWS)', { 'Fn::Join': ['', ['a', { 'Fn::Sub': '${Lookup.Url}' }]] }],
  ['Lookup (Custom::AWS)', { Ref: 'Lookup' }],
  ['Address (AWS::EC2::EIP)', { Ref: 'Address' }],
  [
    'Zone.NameServers (AWS::Route53::HostedZone)',
    { 'Fn::Join': [',', { 'Fn::GetAtt': ['Zone', 'NameServers'] }] },
  ],
  ['Handle (AWS::CloudFormation::WaitConditionHandle)', { Ref: 'Handle' }],
])('%s has only a placeholder, and is refused in what runs locally', (what, value) => {
  expect(() => environmentOf(value)).toThrow(
    expect.objectContaining({
      code: 'TEMPLATE_PLACEHOLDER',
      message: expect.stringMatching(
        new RegExp(
          `^${place}\\..* refers to ${what.replace(/[()]/g, '\\$&')}, whose value only AWS can provide: `,
        ),
      ),
      hint: `In the CDK app, set ${place} to another value if the environment is local.`,
    }),
  );
});

test.each<[string, object]>([
  ['what is not there either', { Type: 'AWS::Route53::RecordSet', Properties: { Name: { Ref: 'Lookup' } } }],
  [
    'a property that nothing acts on',
    { Type: 'AWS::RDS::DBInstance', Properties: { KmsKeyId: { Ref: 'Lookup' } } },
  ],
  ['a policy', { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Resource: { Ref: 'Lookup' } } } }],
])('a placeholder is taken in %s', (_, resource) => {
  expect(() => environmentOf('a', { Other: resource })).not.toThrow();
});

test('a placeholder in a branch that is not taken reaches nothing', () => {
  expect(() => environmentOf({ 'Fn::If': ['Never', { Ref: 'Lookup' }, 'a'] })).not.toThrow();
});

test('the ARN of a function that is not run is the one that it has on AWS', () => {
  const { resources } = environmentOf({ 'Fn::GetAtt': ['Job', 'Arn'] });
  expect(JSON.stringify(resources)).toContain('arn:aws:lambda:eu-west-1:000000000000:function:job');
});
