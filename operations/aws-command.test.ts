import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { awsClients } from '../aws/clients.ts';
import { awsCommand, withAwsPlace } from './aws-command.ts';

const local = awsClients({ environment: 'local', endpoint: 'http://127.0.0.1:9', region: 'eu-west-1' });
const staging = awsClients({ environment: 'staging', region: 'eu-west-1' });
const there = '--region eu-west-1 --endpoint-url http://127.0.0.1:9';

test('a command goes to the region of the client, and locally to its endpoint', async () => {
  const words = ['rds', 'describe-db-instances'];
  expect(await awsCommand(await staging.rds(), words)).toBe(
    'aws rds describe-db-instances --region eu-west-1',
  );
  expect(await awsCommand(await local.rds(), words)).toBe(`aws rds describe-db-instances ${there}`);
});

test('each command in a text goes there, and nothing else in it changes', async () => {
  const text = 'Compare it (aws ecs list-tasks) with that of AWS: aws s3 ls. It is an aws command.';
  expect(await withAwsPlace(await local.ecs(), text)).toBe(
    `Compare it (aws ${there} ecs list-tasks) with that of AWS: aws ${there} s3 ls. It is an aws command.`,
  );
});

/** Where a command may have no region of its own, and why. */
const exceptions: readonly { readonly file: RegExp; readonly text: RegExp; readonly because: string }[] = [
  { file: /^operations\/doctor\/rules\//, text: /./, because: 'reachable-advice.ts adds it' },
  { file: /./, text: /^aws (sso login|sts get-)/, because: 'it is about the credentials alone' },
  { file: /infrastructure\/stack-state\.ts$/, text: /\$\{of\}/, because: 'the region is in `of`' },
  { file: /^scripts\/db-restore\.ts$/, text: /describe-db-instances\./, because: 'it names where to look' },
];

test('every command of the AWS CLI that is printed says where it goes', () => {
  const files = globSync('{operations,scripts,local/lifecycle}/**/*.ts', {
    exclude: (name) => /(^|\/)testing$|\.test\.ts$/.test(name),
  });
  const commands = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(\*|\/\/|\/\*\*)/.test(line))
      .flatMap((line) => line.match(/\baws (?!commands )[a-z0-9-]+ [a-z][a-z-]+(?:(?!\baws ).)*/g) ?? [])
      .map((text) => ({ file, text })),
  );
  const isExcepted = ({ file, text }: { file: string; text: string }) =>
    exceptions.some((each) => each.file.test(file) && each.text.test(text));
  const elsewhere = commands.filter((each) => !each.text.includes('--region') && !isExcepted(each));
  expect(commands.length).toBeGreaterThan(20);
  expect(elsewhere).toEqual([]);
});
