import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { answering } from '../../aws/testing/answering.ts';
import { readDeployedTemplates } from './deployed-templates.ts';

const meta = { $metadata: {} };

async function clientsWith(bodies: Readonly<Record<string, string>>) {
  const clients = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });
  answering(await clients.cloudFormation(), {
    GetTemplate: (input) => {
      const name = 'StackName' in input ? String(input.StackName) : '';
      const TemplateBody = bodies[name];
      if (TemplateBody !== undefined) return { ...meta, TemplateBody };
      throw Object.assign(new Error(`Stack with id ${name} does not exist`), { name: 'ValidationError' });
    },
  });
  return () => clients;
}

const stacks = [
  { name: 'spree-staging-certificate', region: 'us-east-1' },
  { name: 'spree-staging', region: 'ap-southeast-1' },
  { name: 'a-draft', region: undefined },
];

test('the templates of stacks that are deployed are read, and the others left out', async () => {
  const clientsOf = await clientsWith({ 'spree-staging': '{"Resources":{}}' });
  expect([...(await readDeployedTemplates(clientsOf, stacks))]).toEqual([
    ['spree-staging', { Resources: {} }],
  ]);
});

test('a template that is not JSON was deployed by something else', async () => {
  const clientsOf = await clientsWith({ 'spree-staging': 'Resources: {}' });
  await expect(readDeployedTemplates(clientsOf, stacks)).rejects.toMatchObject({
    code: 'TEMPLATE_NOT_READABLE',
  });
});
