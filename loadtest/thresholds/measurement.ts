import type { LoadWindow } from '../record/load-record.ts';
import { mergeResponseTimes, type ResponseTimes } from '../record/response-times.ts';
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

/** Measures what `measure` says in these windows, of the steps that it is for. */
export function measured(
  measure: Measure,
  windows: readonly LoadWindow[],
  steps: readonly string[],
): Measurement {
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
      const times = timesOf(windows, steps);
      return { samples: times.count, value: times.percentile(measure.percentile), counts: {} };
    }
  }
}

/** Histograms are added up: a percentile of percentiles would be none. */
function timesOf(windows: readonly LoadWindow[], steps: readonly string[]): ResponseTimes {
  return mergeResponseTimes(stepWindows(windows, steps).map(({ times }) => times));
}

function share(part: number, all: number): Pick<Measurement, 'value'> {
  // Divided last, so that 29 of 100 are 29 %, and no less.
  return { value: all === 0 ? undefined : (part * 100) / all };
}
