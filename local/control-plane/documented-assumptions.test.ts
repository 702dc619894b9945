import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const checkout = join(import.meta.dirname, '..', '..');

/** What decides on scaling, and what measures for it. */
const folders = [
  'definition/resources/{cloudwatch,scaling}',
  'local/{capacity,cloudwatch,scaling}',
  'local/control-plane/{alarms,collectors,metrics,scaling}',
  'local/control-plane/api/{application-autoscaling,monitoring}',
];

const isAssuming = (file: string) => /\bassum(ed|ption)\b/i.test(readFileSync(join(checkout, file), 'utf8'));

const [, section = ''] = readFileSync(join(checkout, 'docs', 'autoscaling.md'), 'utf8').split(
  '\n## Assumptions\n',
);
const named = [...section.matchAll(/`([\w/-]+\.ts)`/g)].map(([, file = '']) =>
  existsSync(join(checkout, file)) ? file : `local/control-plane/${file}`,
);

test('docs/autoscaling.md lists each file on scaling, metrics and alarms that assumes something of AWS', () => {
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: checkout },
  );
  const assuming = files.filter((file) => !/\.test\.ts$|\/testing\//.test(file) && isAssuming(file));
  expect(assuming.length).toBeGreaterThan(30);
  expect(assuming.filter((file) => !named.includes(file))).toEqual([]);
});

test('each file that docs/autoscaling.md lists with an assumption has one', () => {
  expect(named.filter((file) => !existsSync(join(checkout, file)) || !isAssuming(file))).toEqual([]);
});
