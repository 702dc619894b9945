import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type OwnStackEndpoint,
  ownStackEndpoint,
} from '../../local/control-plane/api/testing/own-stack-endpoint.ts';
import { findRunningContainer } from '../../operations/running-task.ts';
import type { Target } from '../../operations/target.ts';
import { execNotEnabled } from './exec-not-enabled.ts';
import { executeArguments } from './execute-on-aws.ts';

let endpoint: OwnStackEndpoint;
let target: Target;

beforeEach(async () => {
  endpoint = await ownStackEndpoint();
  target = { environment: 'local', clients: endpoint.clients };
});
afterEach(() => endpoint.close());

test('ECS Exec is asked for a task by its id, with the entry point and every word as it was given', () => {
  const place = { region: 'eu-west-1', cluster: 'shop', container: 'web' };
  const taskArn = 'arn:aws:ecs:eu-west-1:000000000000:task/shop/0123456789abcdef';
  const command = ['bin/rails', 'runner', "puts 'a b'"];
  expect(executeArguments({ ...place, taskArn, entryPoint: ['/entry'], command })).toEqual(
    'ecs execute-command --region eu-west-1 --cluster shop --task 0123456789abcdef --container web --interactive --command'
      .split(' ')
      .concat(`/entry bin/rails runner 'puts '\\''a b'\\'''`),
  );
});

test('a task that ECS Exec does not reach is refused with the command that enables it for its service', async () => {
  const found = await findRunningContainer(target, { source: 'worker' });
  expect(found.acceptsExec).toBe(false);
  expect(await execNotEnabled(target, found)).toMatchObject({
    code: 'EXEC_NOT_ENABLED',
    message: expect.stringContaining(found.name),
    hint: expect.stringContaining(
      'aws ecs update-service --cluster spree-local-cluster --service spree-local-worker --enable-execute-command --force-new-deployment',
    ),
  });
});

test('a task of a service that has it enabled is reached', async () => {
  const ecs = await target.clients.ecs();
  const service = { cluster: 'spree-local-cluster', service: 'spree-local-worker' };
  await ecs.updateService({ ...service, enableExecuteCommand: true, forceNewDeployment: true });
  endpoint.controlPlane.settle();
  expect((await findRunningContainer(target, { source: 'worker' })).acceptsExec).toBe(true);
});
