import type { PolicyVerdict, ThresholdVerdict } from '../verdict/verdict.ts';

export type PartOutcome = PolicyVerdict['outcome'] | ThresholdVerdict['outcome'];

/** Outcomes as a person reads them. */
export const outcomeWords: Readonly<Record<PartOutcome, string>> = {
  passed: 'passed',
  failed: 'failed',
  'not-exercised': 'not exercised',
  'could-not-act': 'could not act',
};
