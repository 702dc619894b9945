import { expect, test } from 'vitest';
import { diagnose } from '../../operations/doctor/diagnose.ts';
import {
  exampleFacts,
  exampleService,
  exampleStopped,
  unknown,
} from '../../operations/doctor/testing/example-facts.ts';
import { diagnosisText } from './diagnosis-text.ts';

test('a diagnosis has the cause first, with what AWS said and what to do, then what could not be looked at', () => {
  const stopped = [
    exampleStopped({ stoppedReason: 'CannotPullContainerError: r/spree:2: not found', containers: [] }),
  ];
  const services = [exampleService({ running: 1, stopped })];
  const text = diagnosisText(diagnose(exampleFacts({ services, vpcOrigins: unknown })), 'production');
  expect(text).toBe(`\
✖ Tasks of web do not start because their image cannot be pulled: it is not in
  the registry.
  > CannotPullContainerError: r/spree:2: not found
  → See which tags there are: aws ecr describe-images --repository-name
    spree-production --query 'imageDetails[].imageTags'
  → See which image the tasks have: aws ecs describe-task-definition
    --task-definition spree-production-web:12
  → Release again, which pushes the image: npx -y pnpm@12 store:release --env
    production
  → Or go back to a release whose image is there: npx -y pnpm@12 store:rollback
    --env production

! 1 of 2 tasks of web run.
  → See what ECS says of it: npx -y pnpm@12 store:status --env production

Not looked at:
- VPC origins: not authorized`);
});

test('a store that is well has nothing to do', () => {
  expect(diagnosisText(diagnose(exampleFacts()), 'local')).toBe('Nothing is wrong.');
});

test('what a store wrote cannot steer the terminal', () => {
  const lastLines = {
    isKnown: true,
    value: ['PG::ConnectionBad: \u001b[2J port 5432 connection refused'],
  } as const;
  const services = [exampleService({ stopped: [exampleStopped()], lastLines })];
  expect(diagnosisText(diagnose(exampleFacts({ services })), 'production')).not.toContain('\u001b');
});

test('of the local environment it says how the commands of AWS reach that', () => {
  const stopped = [
    exampleStopped({ stoppedReason: 'CannotPullContainerError: r/spree:2: not found', containers: [] }),
  ];
  const diagnosis = diagnose(exampleFacts({ services: [exampleService({ stopped })] }));
  expect(diagnosisText(diagnosis, 'local')).toContain('eval "$(npx -y pnpm@12 --silent local:env)"');
  expect(diagnosisText(diagnosis, 'production')).not.toContain('local:env');
});
