import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { defaults } from './environments/defaults.ts';
import { small } from './environments/small.ts';

const page = readFileSync('docs/environments.md', 'utf8');
const [settings = '', smallSection = ''] = page.split('\n## ').slice(1);

it('docs/environments.md has a row for each setting, and for nothing else', () => {
  const rows = [...settings.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []);
  expect(rows.toSorted()).toEqual(Object.keys(small).toSorted());
});

it('docs/environments.md names each size of small that is not that of production', () => {
  const differing = Object.entries(defaults).filter(
    ([name, value]) =>
      JSON.stringify(Object.entries(small).find(([key]) => key === name)?.[1]) !== JSON.stringify(value),
  );
  expect(differing.map(([name]) => name)).toEqual(['web', 'worker', 'database', 'cache', 'natGateways']);
  const sizes = [
    `${defaults.web.min} to ${defaults.web.max} | ${small.web.min} to ${small.web.max}`,
    `${defaults.worker.min} to ${defaults.worker.max} | ${small.worker.min} to ${small.worker.max}`,
    `db.${defaults.database.instanceType}\` with a standby | \`db.${small.database.instanceType}\` without`,
    `two \`${defaults.cache.nodeType}\` | one \`${small.cache.nodeType}\``,
    `${defaults.natGateways} | ${small.natGateways}`,
  ];
  expect(sizes.filter((size) => !smallSection.includes(size))).toEqual([]);
});
