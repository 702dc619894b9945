/** Where a load test and its workers leave things for each other. */
export interface SharedFolder {
  /** Undefined where there is no such file. */
  get(name: string): Promise<Uint8Array | undefined>;
  put(name: string, content: Uint8Array): Promise<void>;
  has(name: string): Promise<boolean>;
}

/** Where k6's binaries are in the bucket: each is there once for all runs. */
export const binariesPrefix = 'k6/';

/** What is in the folder of a run; a worker's files begin with its number. */
export const fileNames = {
  orders: 'orders.json',
  journeys: 'journeys.js',
  program: 'worker.mjs',
  start: 'start.json',
  ready: (worker: number) => `worker-${worker}/ready.json`,
  /** Reports are numbered from 1. */
  report: (worker: number, report: number) => `worker-${worker}/report-${report}.json.gz`,
  result: (worker: number) => `worker-${worker}/result.json.gz`,
} as const;
