import { expect, test } from 'vitest';
import { exampleContainer, exampleSecret, exampleTaskDefinition } from '../testing/examples.ts';
import { externalSecrets } from './external-secret.ts';

const arn = (rest: string) => `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${rest}`;

/** What is external where one container each reads these values. */
const externalTo = (...valueFrom: readonly string[]) =>
  externalSecrets({
    secrets: [exampleSecret({ name: 'shop/database' })],
    taskDefinitions: valueFrom.map((each) =>
      exampleTaskDefinition({
        containerDefinitions: [exampleContainer({ secrets: [{ name: 'A', valueFrom: each }] })],
      }),
    ),
  });

test('a secret is external if containers read it and the template does not define it, with all keys that they read', () => {
  expect(
    externalTo(
      arn('shop/smtp:username::'),
      arn('shop/smtp:password:AWSCURRENT:'),
      arn('shop/smtp:username::'),
    ),
  ).toEqual([{ name: 'shop/smtp', keys: ['password', 'username'] }]);
});

test('a secret that is read as a whole has no keys', () => {
  expect(externalTo(arn('shop/licence'))).toEqual([{ name: 'shop/licence', keys: [] }]);
});

test('a complete ARN and one without the six characters at its end are one secret', () => {
  expect(externalTo(arn('shop/smtp-a1B2c3:username::'), arn('shop/smtp:password::'))).toEqual([
    { name: 'shop/smtp', keys: ['password', 'username'] },
  ]);
});

test('secrets of the template and parameters are not external', () => {
  expect(
    externalTo(
      arn('shop/database:password::'),
      arn('shop/database-a1B2c3:password::'),
      'arn:aws:ssm:eu-west-1:000000000000:parameter/shop/key',
    ),
  ).toEqual([]);
});
