import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { printedCommands, runs } from '../testing/printed-commands.ts';

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) });
const { scripts } = packageSchema.parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Of `run-script.ts`, for every script. */
const commonOptions = ['json', 'help', 'debug'];

const files = globSync('**/*.{ts,md}', {
  exclude: (name) => /(^|\/)(node_modules|cdk\.out)$|\.test\.ts$/.test(name),
});

/** A script as it is named in an error or on a page, with the options that follow it; not the tag of an image. */
const named =
  /(?<!\/)\b(db:(?:restore|snapshot)|(?:local|store|assets|docs|scaling):[a-z]+)((?: --[a-z-]+(?:[= ][A-Za-z|/]*[A-Z|/][A-Za-z|/=]*)?)*)/g;

const commands = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(named)].map(([, script = '', options = '']) => ({
    file,
    script,
    options: [...options.matchAll(/--([a-z-]+)/g)].map(([, option = '']) => option),
  })),
);

/** The text of a script with what it takes its options from. */
function sourceOf(script: string): string {
  const files = [
    `scripts/${script.replace(':', '-')}.ts`,
    'scripts/store/store-command.ts',
    'scripts/database/database-options.ts',
    'scripts/change/change-options.ts',
    'scripts/logs/log-options.ts',
    'scripts/scaling/scaling-options.ts',
    'scripts/scaling/simulate-options.ts',
  ];
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** A name with a dash is quoted. */
function takes(script: string, option: string): boolean {
  return new RegExp(`\\b${option}'?:`).test(sourceOf(script));
}

test('every script that an error or a page names exists, and takes the options that are named with it', () => {
  const wrong = commands.filter(
    ({ script, options }) =>
      !Object.hasOwn(scripts, script) ||
      options.some((option) => !commonOptions.includes(option) && !takes(script, option)),
  );
  expect(wrong).toEqual([]);
});

test('many commands are named', () => {
  expect(commands.length).toBeGreaterThan(50);
  expect(commands.flatMap(({ options }) => options)).toEqual(
    expect.arrayContaining(['parameter', 'time-scale']),
  );
});

test('a file that a secret is read from is ignored by git: it is no change that has to be committed', () => {
  const secrets = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/--secret-string file:\/\/([\w.-]+\w)/g)].map(([, name]) => name),
  );
  const ignored = readFileSync('.gitignore', 'utf8').split('\n');
  expect(secrets).toContain('smtp.json');
  expect(secrets.filter((name = '') => !ignored.includes(name))).toEqual([]);
});

test('every command that is printed is run by a test', () => {
  expect(printedCommands()).toEqual(Object.keys(runs).toSorted());
});
