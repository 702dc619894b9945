import { findK6 } from '../k6/find-k6.ts';
import type { K6 } from '../k6/k6-version.ts';

/** The stock k6 that load tests run: it is installed where there is none. */
export function realK6(): Promise<K6> {
  return findK6({ environment: process.env });
}
