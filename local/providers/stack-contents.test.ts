import { beforeAll, describe, expect, test } from 'vitest';
import type { StackContents } from '../../definition/model/stack.ts';
import { parseTemplate, type StackDefinition } from '../../definition/template/template.ts';
import { storeTemplate } from '../../stack/testing/synthesize.ts';
import { stackContents } from './stack-contents.ts';

const ports = { https: 8443, http: 8080 };

function contentsOf(template: object, inputs = {}, distributions = [{ domainName: 'd1', aliases: [] }]) {
  const stack: StackDefinition = {
    stackName: 'shop',
    region: 'eu-west-1',
    accountId: '000000000000',
    template: parseTemplate(template, 'shop'),
  };
  return stackContents(stack, { inputs, distributions, ports });
}

const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } };

describe('the store’s own stack', () => {
  let template: StackDefinition['template'];
  let contents: StackContents;

  beforeAll(() => {
    template = parseTemplate(storeTemplate({ environment: 'local' }).toJSON(), 'local');
    contents = contentsOf(template);
  });

  test('has every resource of its template, each with a physical id of its own kind', () => {
    const ids = contents.resources.map(({ logicalId }) => logicalId);
    expect(ids).toEqual(Object.keys(template.Resources));
    expect(ids.length).toBeGreaterThan(100);
    expect(contents.resources.filter(({ physicalId }) => /^$|undefined|\[object/.test(physicalId))).toEqual(
      [],
    );
  });

  test('has every output of its template', () => {
    expect(contents.outputs.map(({ key }) => key)).toEqual(Object.keys(template.Outputs));
  });

  test('keeps the properties of what an API describes, without the secret ones', () => {
    const kept = contents.resources.filter(({ properties }) => properties !== undefined);
    expect(new Set(kept.map(({ type }) => type))).toEqual(
      new Set([
        'AWS::CloudFront::Distribution',
        'AWS::CloudFront::VpcOrigin',
        'AWS::ElastiCache::ReplicationGroup',
      ]),
    );
    expect(JSON.stringify(kept)).not.toContain('AuthToken"');
  });
});

test('a parameter that the template hides is hidden', () => {
  const { parameters } = contentsOf(
    {
      Parameters: {
        Password: { Type: 'String', NoEcho: true },
        Size: { Type: 'Number', Default: 2 },
        Name: { Type: 'String' },
      },
      Resources: { Jobs: queue },
    },
    { parameters: { Password: 'hidden', Name: 'shop' } },
  );
  expect(parameters).toEqual([
    { key: 'Password', value: '****' },
    { key: 'Size', value: '2' },
    { key: 'Name', value: 'shop' },
  ]);
});

test('another property of a resource shows in its digest, another resource does not', () => {
  const digestOf = (resources: object) => contentsOf({ Resources: resources }).resources[0]?.digest;
  const before = digestOf({ Jobs: queue });
  expect(digestOf({ Jobs: queue, More: { Type: 'AWS::SNS::Topic' } })).toBe(before);
  expect(digestOf({ Jobs: { ...queue, Properties: { QueueName: 'others' } } })).not.toBe(before);
});

test('outputs lead to where the edge is, and keep their descriptions and exported names', () => {
  const { outputs } = contentsOf({
    Resources: { Jobs: queue },
    Outputs: {
      Url: {
        Value: 'https://d1/cart',
        Description: 'The store',
        Export: { Name: { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'url']] } },
      },
    },
  });
  expect(outputs).toEqual([
    { key: 'Url', value: 'https://d1:8443/cart', description: 'The store', exportName: 'shop-url' },
  ]);
});
