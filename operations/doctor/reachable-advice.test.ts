import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { diagnose } from './diagnose.ts';
import { withReachableAdvice } from './reachable-advice.ts';
import { exampleFacts, exampleService, exampleStopped } from './testing/example-facts.ts';

test('each command that is advised goes to the store that was looked at', async () => {
  const stopped = [
    exampleStopped({ stoppedReason: 'CannotPullContainerError: r/spree:2: not found', containers: [] }),
  ];
  const found = diagnose(exampleFacts({ services: [exampleService({ stopped })] }));
  const endpoint = 'http://127.0.0.1:9';
  const ecs = await awsClients({ environment: 'local', endpoint, region: 'eu-west-1' }).ecs();
  const { findings } = await withReachableAdvice(found, ecs);
  const advice = findings.flatMap((finding) => finding.advice);
  expect(advice).toContain(
    `See which image the tasks have: aws --region eu-west-1 --endpoint-url ${endpoint} ecs describe-task-definition --task-definition spree-production-web:12`,
  );
  const commands = advice.filter((each) => each.includes('aws '));
  expect(commands.length).toBeGreaterThan(1);
  for (const each of commands) expect(each).not.toMatch(/\baws (?!--region)/);
});
