import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { targetOnAws } from '../target.ts';
import { type Diagnosis, diagnose } from './diagnose.ts';
import { withReachableAdvice } from './reachable-advice.ts';
import { exampleFacts, exampleService, exampleStopped } from './testing/example-facts.ts';

const stopped = [
  exampleStopped({ stoppedReason: 'CannotPullContainerError: r/spree:2: not found', containers: [] }),
];
const found = diagnose(exampleFacts({ services: [exampleService({ stopped })] }));
const adviceOf = ({ findings }: Diagnosis) => findings.flatMap(({ advice }) => advice);

test('each command of the AWS CLI that is advised goes to the store that was looked at', async () => {
  const endpoint = 'http://127.0.0.1:9';
  const clients = awsClients({ environment: 'local', endpoint, region: 'eu-west-1' });
  const advice = adviceOf(await withReachableAdvice(found, { environment: 'local', clients }));
  expect(advice).toContain(
    `See which image the tasks have: aws --region eu-west-1 --endpoint-url ${endpoint} ecs describe-task-definition --task-definition spree-production-web:12`,
  );
  const commands = advice.filter((each) => each.includes('aws '));
  expect(commands.length).toBeGreaterThan(1);
  for (const each of commands) expect(each).not.toMatch(/\baws (?!--region)/);
});

test('each script that is advised does so too', async () => {
  const advice = adviceOf(await withReachableAdvice(found, targetOnAws('production', 'eu-west-1')));
  const commands = advice.filter((each) => each.includes('--env '));
  expect(commands.length).toBeGreaterThan(1);
  for (const each of commands) expect(each).toContain(' --env production --region eu-west-1');
});
