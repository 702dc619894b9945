import { expect, it } from 'vitest';
import { jsonLog } from '../../logger.ts';
import { droppedLogWatch } from './dropped-logs.ts';

it('tells how many requests are missing from the metrics, each time that there are more', () => {
  const lines: string[] = [];
  const watch = droppedLogWatch(
    jsonLog(
      (line) => lines.push(line),
      () => 0,
    ),
  );
  // The last 2 are those of the worker after a reload, which counts from the beginning.
  for (const dropped of [0, 3, 3, 10, 2]) watch(dropped);
  const message = 'requests are missing from the metrics: the engine did not take a part of the log in time';
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    [3, 7, 2].map((requests) => ({ at: new Date(0).toISOString(), level: 'warn', message, requests })),
  );
});
