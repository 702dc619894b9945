import { expect, test } from 'vitest';
import { type CapacityDocument, capacitySchema } from './capacity-document.ts';
import { capacitySentences, sizeRows, sizesHead, stepRows, stepsHead } from './capacity-words.ts';
import { sizeCapacity } from './size-capacity.ts';
import { limits, madeTask } from './testing/made-steps.ts';

const at = madeTask(10);
const size = { vcpu: 0.5, memoryMiB: 1024 };
const own = sizeCapacity(size, [at(1), at(1.5), at(1.8)], limits);

const found: CapacityDocument = {
  ...{ version: 1, environment: 'staging', timeScale: 1, service: 'web', startMs: 0, endMs: 1000 },
  ...{ ended: 'completed', minCapacity: 2, maxCapacity: 10, limits, sizes: [own], smallestVcpu: 0.5 },
  policies: [{ policyName: 'cpu', requestsPerSecond: 7, sentence: 'cpu acts above 7 requests a second.' }],
  findings: [],
};

test('what was found is said in sentences', () => {
  expect(capacitySentences(found)).toEqual([
    'A task of web (0.5 vCPU, 1024 MiB) holds 7 requests a second (1.75 journeys): CPU is at its target of 70 % there, and the p95 is 200 ms (limit 1,000).',
    'If all tasks hold as much, the minimum of 2 holds 14 requests a second, and the maximum of 10 holds 70. What they share, such as the database, was not at that load.',
    'The first policy to act is cpu: with 2 tasks, above 14 requests a second.',
    '0.5 vCPU, 1024 MiB holds a p95 of 1,000 ms: the only size that was tried.',
    'At that load, 1000 requests cost 0.0012 USD on Fargate, and a month 22.49 USD a task: 44.98 USD at the minimum, 224.91 USD at the maximum of tasks. These are list prices of ap-southeast-1 for the tasks alone.',
  ]);
  expect(capacitySentences({ ...found, environment: 'local' }).at(-1)).toMatch(/processor of this machine/);
});

test.each([
  ['p95', { p95Ms: 3000 }, /the p95 is at its limit of 1,000 ms there, before CPU is at its target of 70 %/],
  ['errors', { errorShare: 0.1 }, /beyond it, errors exceeded the limit, before CPU was at its target/],
] as const)('a task that is limited by %s says so', (_, change, sentence) => {
  const limited = sizeCapacity(size, [at(1), { ...at(1.2), ...change }], limits);
  expect(capacitySentences({ ...found, sizes: [limited] })[0]).toMatch(sentence);
});

test('a task that holds nothing, and one that nothing limited, say so', () => {
  const none = sizeCapacity(size, [{ ...at(1), errorShare: 1 }], limits);
  const { smallestVcpu: _, ...rest } = found;
  expect(capacitySentences({ ...rest, sizes: [none], policies: [] })).toEqual([
    'A task of web (0.5 vCPU, 1024 MiB) does not hold even 4 requests a second: it exceeds the limit of errors.',
    'The service has no scaling policy.',
    'No size that was tried holds a p95 of 1,000 ms up to the target of CPU.',
  ]);
  const more = sizeCapacity(size, [at(1)], limits);
  const sentences = capacitySentences({ ...found, sizes: [more] });
  expect(sentences[0]).toMatch(/so that it may hold more/);
  expect(sentences).toContain(
    '0.5 vCPU, 1024 MiB holds a p95 of 1,000 ms at the highest rate that was tried: the only size that was tried.',
  );
  expect(capacitySentences({ ...found, sizes: [] })).toEqual(['Nothing was measured.']);
});

test('a size whose tasks do not start is said to hold nothing, with the reason', () => {
  const tiny = { ...sizeCapacity({ vcpu: 0.25, memoryMiB: 512 }, [], limits), notStarted: 'out of memory' };
  expect(tiny.holdsP95).toBe(false);
  const tried = { ...found, sizes: [own, tiny] };
  expect(capacitySentences(tried)).toContain('Tasks of 0.25 vCPU, 512 MiB do not start: out of memory.');
  expect(sizeRows(tried)[1]).toEqual([
    ...['0.25 vCPU, 512 MiB', '-', 'does not start', '-', '-', '-', '-', '-'],
  ]);
});

test('tables have a cell for each column', () => {
  for (const row of sizeRows(found)) expect(row).toHaveLength(sizesHead.length);
  for (const row of stepRows(own.steps, limits)) expect(row).toHaveLength(stepsHead.length);
  expect(stepRows(own.steps, limits).map((row) => row.at(-1))).toEqual(['-', '-', 'cpu']);
});

test('capacity.json can be read by its schema', () => {
  expect(capacitySchema.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
});
