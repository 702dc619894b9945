import { expect, test } from 'vitest';
import { corpusWorkload } from '../../../../definition/testing/corpus-workload.ts';
import { parseWorkloadRelease } from './workload-release.ts';

test('a workload is taken over as it was read from a definition', () => {
  const stack = { parameters: [], resources: [], outputs: [{ key: 'Url', value: 'https://shop' }] };
  const release = { workload: { ...corpusWorkload, stack }, digest: 'abc', releaseServices: true };
  expect(parseWorkloadRelease(JSON.stringify(release))).toEqual(release);
});

test('a part without what identifies it is refused by its path', () => {
  const workload = { ...corpusWorkload, buckets: [{ logicalId: 'Assets' }] };
  const body = JSON.stringify({ workload, digest: 'abc', releaseServices: true });
  expect(() => parseWorkloadRelease(body)).toThrow(/strings logicalId, name\n.*workload\.buckets\[0\]/);
});

test('a part that would be lost is refused', () => {
  const workload = { ...corpusWorkload, further: [] };
  const body = JSON.stringify({ workload, digest: 'abc', releaseServices: true });
  expect(() => parseWorkloadRelease(body)).toThrow(/"further"/);
});
