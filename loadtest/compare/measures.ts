import type { LoadRecord } from '../record/load-record.ts';
import { mergeResponseTimes } from '../record/response-times.ts';
import type { Measure } from './comparison.ts';
import type { Statistic } from './likelihood.ts';
import type { Observation } from './observation.ts';

/** What is compared of a step: how a number is read from requests, and how it is tested. */
export interface TestedMeasure {
  readonly measure: Measure;
  /** Response times change with the load, so that only steady parts are compared; errors count wherever they occur. */
  readonly parts: 'steady' | 'all';
  readonly statistic: Statistic;
  readonly isTime: boolean;
  /** Undefined where there were no requests. */
  readonly read: (requests: Omit<Observation, 'part'>) => number | undefined;
  /** On the scale on which windows and nights differ evenly. */
  readonly scaled: (value: number) => number;
}

const rate: Omit<TestedMeasure, 'measure'> = {
  parts: 'all',
  statistic: 'means',
  isTime: false,
  read: ({ requests, errors }) => (requests === 0 ? undefined : errors / requests),
  scaled: (value) => value,
};

/** What is tested of each step. */
export const stepMeasures: readonly TestedMeasure[] = [
  percentile('p50', 50),
  percentile('p95', 95),
  { ...rate, measure: 'error rate' },
];

/** Journeys that could not begin, of a record that `asJourneys` made. */
export const droppedMeasure: TestedMeasure = { ...rate, measure: 'dropped journeys' };

const shortestMs = 0.1;

function percentile(measure: Measure, percent: number): TestedMeasure {
  return {
    ...{ measure, parts: 'steady', statistic: 'ranks', isTime: true },
    read: ({ times }) => mergeResponseTimes(times).percentile(percent),
    scaled: (milliseconds) => Math.log(Math.max(milliseconds, shortestMs)),
  };
}

/** Journeys in the form of requests: those that could not begin are its failures. */
export function asJourneys(record: LoadRecord): LoadRecord {
  return {
    ...record,
    windows: record.windows.map(({ iterations, droppedIterations }) => ({
      ...{ iterations, droppedIterations },
      steps: {
        journeys: {
          requests: iterations + droppedIterations,
          failures: { dropped: droppedIterations },
          ...{ wrong: 0, times: '' },
        },
      },
    })),
  };
}
