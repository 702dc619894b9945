import { expect, test } from 'vitest';
import { withItem } from './history-item.ts';
import { putAlarm } from './put-alarm.ts';
import { metricAlarm } from './testing/example-alarms.ts';

/** The data of the history after so many items of this length. */
function keptAfter(count: number, length: number): readonly string[] {
  const { slow } = putAlarm({}, metricAlarm(), 'api', 0);
  if (slow === undefined) throw new Error('there is no alarm');
  const items = Array.from({ length: count }, (_, index) => String(index).padEnd(length, '.'));
  const told = items.reduce(
    (record, data) => withItem(record, { atMs: 0, type: 'StateUpdate', summary: '', data }),
    slow,
  );
  return told.history.map(({ data }) => data);
}

test('a history has the newest 100 items, and fewer where they are long', () => {
  expect(keptAfter(150, 100)).toHaveLength(100);
  const long = keptAfter(150, 4096);
  expect(long).toHaveLength(16);
  expect(long[0]).toMatch(/^149\./);
});

test('the newest item is kept, however long it is', () => {
  expect(keptAfter(2, 100_000).map((data) => data[0])).toEqual(['1']);
});
