import * as hdr from 'hdr-histogram-js';

/**
 * Response times of many requests, exact to three digits. They are added up over windows and workers; percentiles cannot
 * be averaged.
 */
export interface ResponseTimes {
  readonly count: number;
  /** Milliseconds; undefined where there are none. `percent` is between 0 and 100. */
  percentile(percent: number): number | undefined;
  /** As it is kept in a record. */
  encoded(): string;
}

/** Response times that are still coming. */
export interface ResponseTimesRecorder extends ResponseTimes {
  /** Longer ones than twenty minutes count as twenty minutes. */
  record(milliseconds: number): void;
}

/** Tenths of a millisecond are what a histogram counts. */
const perMillisecond = 10;
const longestMs = 20 * 60_000;

const settings: hdr.BuildRequest = {
  bitBucketSize: 32,
  lowestDiscernibleValue: 1,
  // A histogram grows with its values. With room for all of them, long ones would take most of the time to add up.
  highestTrackableValue: 500 * perMillisecond,
  numberOfSignificantValueDigits: 3,
  autoResize: true,
};

export function recordResponseTimes(): ResponseTimesRecorder {
  const histogram = hdr.build(settings);
  return {
    ...reading(histogram),
    get count() {
      return histogram.totalCount;
    },
    record: (milliseconds) => {
      histogram.recordValue(Math.round(Math.min(Math.max(milliseconds, 0), longestMs) * perMillisecond));
    },
  };
}

/** All response times of these records together; empty ones, and none, have the count 0. */
export function mergeResponseTimes(encoded: readonly string[]): ResponseTimes {
  const histogram = hdr.build(settings);
  for (const each of encoded) {
    if (each !== '') histogram.add(hdr.decodeFromCompressedBase64(each));
  }
  return { ...reading(histogram), count: histogram.totalCount };
}

function reading(histogram: hdr.Histogram): Omit<ResponseTimes, 'count'> {
  return {
    percentile: (percent) =>
      histogram.totalCount === 0 ? undefined : histogram.getValueAtPercentile(percent) / perMillisecond,
    encoded: () => (histogram.totalCount === 0 ? '' : hdr.encodeIntoCompressedBase64(histogram)),
  };
}
