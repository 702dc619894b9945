import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { findingKinds } from './finding-kinds.ts';
import { outcomeWords } from './part-outcomes.ts';
import { verdictSchema } from './verdict-document.ts';

const checkout = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(checkout, 'docs', 'load-tests.md'), 'utf8');

/** The cells of the rows of a section's tables. */
function rowsOf(title: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(`\n## ${title}\n`);
  const [text = ''] = section.split('\n## ');
  return [...text.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | ')).slice(1);
}

const namesOf = (title: string) =>
  rowsOf(title).flatMap(([cell = '']) => /^`([^`]+)`$/.exec(cell)?.[1] ?? []);

/** As much of a JSON schema as the names of members need. */
interface Described {
  readonly properties?: Readonly<Record<string, Described>> | undefined;
  readonly items?: Described | undefined;
}
const described: z.ZodType<Described> = z.lazy(() =>
  z.object({
    properties: z.record(z.string(), described).optional(),
    items: described.optional(),
  }),
);

function membersOf({ properties = {}, items }: Described, path = ''): readonly string[] {
  if (items !== undefined) return membersOf(items, `${path}[]`);
  return Object.entries(properties).flatMap(([name, member]) => {
    const full = path === '' ? name : `${path}.${name}`;
    return [full, ...membersOf(member, full)];
  });
}

test('docs/load-tests.md names each member of verdict.json, and no other', () => {
  const members = membersOf(described.parse(z.toJSONSchema(verdictSchema)));
  expect(members.length).toBeGreaterThan(40);
  expect(namesOf('`verdict.json`')).toEqual(expect.arrayContaining([...members]));
  expect(namesOf('`verdict.json`').filter((name) => !members.includes(name))).toEqual([]);
});

test('docs/load-tests.md explains each outcome of a policy and each kind of finding', () => {
  expect(namesOf('Policies').toSorted()).toEqual(Object.keys(outcomeWords).toSorted());
  expect(namesOf('Findings').toSorted()).toEqual(findingKinds.toSorted());
});

const units: Readonly<Record<string, number>> = { s: 1000, min: 60_000, '%': 0.01, '': 1 };

/** Such as `2 min` in milliseconds, `10 %` as a share, or `5`. */
function amount(text: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d+)(?: (s|min|%))?$/.exec(text) ?? [];
  const factor = units[unit];
  return count === '' || factor === undefined ? undefined : Number((Number(count) * factor).toFixed(6));
}

const assumptions = rowsOf('Assumptions').map(([what = '', value = '', , where = '']) => {
  const [, name = '', file = ''] = /^`(\w+)` in `([\w/.-]+)`$/.exec(where) ?? [];
  return { what, value, name, file };
});

/** The number that a file gives a name, which is a constant or a member, in milliseconds where it is seconds. */
function inCode(name: string, file: string): number | undefined {
  const source = readFileSync(join(checkout, file), 'utf8');
  const [, text] = new RegExp(`\\b${name}(?: = |: )([\\d_.* ]+)[,; ]`).exec(source) ?? [];
  if (text === undefined) return undefined;
  const product = text.split('*').reduce((all, factor) => all * Number(factor.replaceAll('_', '')), 1);
  return name.endsWith('Seconds') ? 1000 * product : product;
}

test.each(assumptions)(
  'docs/load-tests.md has the value of the code ($name in $file)',
  ({ value, name, file }) => {
    expect(amount(value)).toBe(inCode(name, file));
    expect(amount(value)).toBeGreaterThan(0);
  },
);

test('docs/load-tests.md lists each constant that verdicts and thresholds go by', () => {
  const files = globSync('loadtest/{verdict,thresholds}/**/*.ts', { cwd: checkout });
  const constants = files
    .filter((file) => !/\.test\.ts$|\/testing\//.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(join(checkout, file), 'utf8').matchAll(/^(?:export )?const (\w+) = [\d_.* ]+;$/gm),
      ].map(([, name = '']) => `${name} in ${file}`),
    );
  expect(constants.length).toBeGreaterThan(20);
  const listed = assumptions.map(({ name, file }) => `${name} in ${file}`);
  expect(constants.filter((constant) => !listed.includes(constant))).toEqual([]);
});
