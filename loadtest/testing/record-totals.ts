import type { LoadRecord, LoadWindow } from '../record/load-record.ts';
import { mergeResponseTimes } from '../record/response-times.ts';

/** A record with what its encoded response times say in place of their text, which differs with the order of adding. */
export function withoutEncoding(record: LoadRecord): unknown {
  return { ...record, windows: record.windows.map(plainWindow) };
}

function plainWindow(window: LoadWindow): unknown {
  const steps = Object.entries(window.steps).map(([name, { times, ...counts }]) => {
    const merged = mergeResponseTimes([times]);
    return [
      name,
      { ...counts, times: [merged.count, ...[1, 50, 99].map((each) => merged.percentile(each))] },
    ];
  });
  return { ...window, steps: Object.fromEntries(steps) };
}
