import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from '../stack/create-app.ts';
import type { Environment } from '../stack/environments/environment.ts';
import { changed } from '../stack/testing/synthesize.ts';
import { readStacks, resolveStacks } from './read-stacks.ts';
import type { AssemblyStack } from './template/read-assembly.ts';
import { parseTemplate } from './template/template.ts';

async function stacksOf(environment: string, changes: Partial<Environment> = {}) {
  const outdir = await mkdtemp(join(tmpdir(), 'read-stacks-'));
  try {
    createApp({ outdir, context: { environment, draft: 'true' } }, changed(changes)).synth();
    return await readStacks(outdir);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

test('staging is read with the values that it has on AWS', async () => {
  const [staging, ...others] = await stacksOf('staging');
  expect(others).toEqual([]);
  expect(staging?.workload.services.map(({ name }) => name).toSorted()).toEqual([
    'spree-staging-web',
    'spree-staging-worker',
  ]);
  const web = staging?.workload.taskDefinitions.find(({ family }) => family === 'spree-staging-web');
  const variables = Object.fromEntries(
    web?.containerDefinitions[0]?.environment.map(({ name, value }) => [name, value]) ?? [],
  );
  expect(variables.DATABASE_HOST).toMatch(/^spree-staging-.+\.ap-southeast-1\.rds\.amazonaws\.com$/);
  expect(staging?.template.outputs.DistributionDomainName).toMatch(/^d[0-9a-f]{13}\.cloudfront\.net$/);
}, 60_000);

test('production with a domain is read with the certificate of its other stack', async () => {
  const domain = { name: 'shop.example.com', hostedZoneId: 'Z0123456789ABC' };
  const [certificate, store] = await stacksOf('production', { domain });
  expect(certificate?.stack.region).toBe('us-east-1');
  const arn = Object.values(certificate?.template.outputs ?? {})[0];
  expect(arn).toMatch(/^arn:aws:acm:us-east-1:/);
  expect(store?.workload.distributions[0]?.aliases).toEqual(['shop.example.com', 'www.shop.example.com']);
  const distribution = store?.template.resources.find(({ type }) => type === 'AWS::CloudFront::Distribution');
  expect(distribution?.properties).toMatchObject({
    DistributionConfig: { ViewerCertificate: { AcmCertificateArn: arn } },
  });
}, 60_000);

function stack(id: string, dependencies: readonly string[], template: object): AssemblyStack {
  const place = { stackName: id, region: 'eu-west-1', accountId: '123456789012' };
  return { id, dependencies, ...place, template: parseTemplate(template, id) };
}

test('a stack that imports what another exports is resolved after it, whatever their order', () => {
  const topic = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } };
  const exporting = stack('Exporting', [], {
    Resources: { Orders: topic },
    Outputs: {
      Topic: {
        Value: { Ref: 'Orders' },
        Export: { Name: { 'Fn::Join': [':', [{ Ref: 'AWS::StackName' }, 'topic']] } },
      },
    },
  });
  const subscription = { TopicArn: { 'Fn::ImportValue': 'Exporting:topic' }, Protocol: 'email' };
  const importing = stack('Importing', ['Exporting'], {
    Resources: { Mail: { Type: 'AWS::SNS::Subscription', Properties: subscription } },
  });
  const [first, second] = resolveStacks([importing, exporting]);
  expect(first?.stack.id).toBe('Exporting');
  expect(second?.template.resources[0]?.properties.TopicArn).toBe(
    'arn:aws:sns:eu-west-1:123456789012:orders',
  );
});

test('stacks that depend on each other are refused by name', () => {
  const resources = { Resources: {} };
  const stacks = [stack('A', ['B'], resources), stack('B', ['A'], resources)];
  expect(() => resolveStacks(stacks)).toThrow('The stacks A, B depend on each other in a cycle');
});
