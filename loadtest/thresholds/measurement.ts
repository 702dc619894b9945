import type { LoadWindow } from '../record/load-record.ts';
import type { ResponseTimes } from '../record/response-times.ts';
import { countIterations, countRequests, errorCount, stepWindows } from './load-counts.ts';
import type { Measure } from './threshold.ts';

/** What a measure came to in a part of a run. */
export interface Measurement {
  /** Requests, or planned journeys. */
  readonly samples: number;
  /** Per cent or milliseconds; undefined without samples. */
  readonly value: number | undefined;
  /** How many of the samples were errors of a kind, or dropped. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What a threshold is for. */
export interface Measured {
  readonly windows: readonly LoadWindow[];
  readonly steps: readonly string[];
  /** Their response times. */
  readonly times: () => ResponseTimes;
}

/** Measures what `measure` says in these windows, of the steps that it is for. */
export function measured(measure: Measure, { windows, steps, times }: Measured): Measurement {
  switch (measure.kind) {
    case 'errors': {
      const counts = countRequests(stepWindows(windows, steps));
      return {
        samples: counts.requests,
        ...share(errorCount(counts), counts.requests),
        counts: counts.errors,
      };
    }
    case 'dropped': {
      const { dropped, planned } = countIterations(windows);
      return { samples: planned, ...share(dropped, planned), counts: dropped === 0 ? {} : { dropped } };
    }
    case 'response-time': {
      const all = times();
      return { samples: all.count, value: all.percentile(measure.percentile), counts: {} };
    }
  }
}

function share(part: number, all: number): Pick<Measurement, 'value'> {
  // Divided last, so that 29 of 100 are 29 %, and no less.
  return { value: all === 0 ? undefined : (part * 100) / all };
}
