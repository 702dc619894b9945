import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { elsewhere, otherwise, working } from './runbook.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');

/** Topic, command and remark of each row of the tables. */
const rows = [...page.matchAll(/^\| ([A-Z][A-Za-z ]*) \| `(aws .*)` \| (.*) \|$/gm)].map(
  ([, topic = '', command = '', remark = '']) => ({ topic, command: command.replaceAll('\\|', '|'), remark }),
);

test('docs/runbook.md has every command that the end-to-end test runs, and every one that it does not with the reason', () => {
  const shown = rows.map(({ topic, command }) => `${topic}: ${command}`);
  const known = [...working, ...elsewhere, ...otherwise].map(({ topic, command }) => `${topic}: ${command}`);
  expect(shown.toSorted()).toEqual(known.toSorted());
  expect(new Set(known).size).toBe(known.length);
});

test('the reason in docs/runbook.md is the one of the list', () => {
  const reasons = rows.filter(({ command }) => otherwise.some((each) => each.command === command));
  expect(reasons.map(({ command, remark }) => [command, remark])).toEqual(
    otherwise.map(({ command, why }) => [command, why]),
  );
});

test('a command that not every AWS CLI has says which one does', () => {
  const remarks = rows.filter(({ command }) => working.some((each) => each.command === command));
  for (const { command, since } of working) {
    const remark = remarks.find((row) => row.command === command)?.remark;
    expect([command, remark]).toEqual([
      command,
      since === undefined ? '' : expect.stringContaining(`${since.major}.${since.minor}`),
    ]);
  }
});

test('a command that another test runs says what it needs besides the AWS CLI, and which test that is', () => {
  for (const { command, needs, test: file } of elsewhere) {
    const remark = rows.find((row) => row.command === command)?.remark;
    expect([command, remark]).toEqual([command, `Needs ${needs}: \`${file}\``]);
    expect(existsSync(file)).toBe(true);
  }
});
