import type { RunVerdict } from '../verdict/verdict.ts';
import { sampleStartMs } from './sample-run.ts';

/** A verdict with something of each kind. */
export const sampleVerdict: RunVerdict = {
  outcome: 'failed',
  faults: [],
  policies: [
    {
      ...{ service: 'web', policyName: 'cpu', outcome: 'passed' },
      sentence:
        'CPUUtilization reached 92.1 at 10:01:45 UTC, and the policy scaled out from 2 to 6 tasks 24 s later.',
      expected: [{ direction: 'out', atMs: sampleStartMs + 107_000, value: 92.1, threshold: 60 }],
      observed: [
        {
          ...{ direction: 'out', from: 2, to: 6, breach: { atMs: sampleStartMs + 107_000, value: 92.1 } },
          ...{ alarmAtMs: sampleStartMs + 134_000, activityAtMs: sampleStartMs + 137_000 },
          ...{ fulfilledAtMs: sampleStartMs + 152_000, recoveredAtMs: sampleStartMs + 155_000 },
        },
        { direction: 'in', from: 6, to: 3, activityAtMs: sampleStartMs + 272_000 },
      ],
    },
    {
      ...{ service: 'web', policyName: 'latency', outcome: 'could-not-act', expected: [], observed: [] },
      sentence:
        'TargetResponseTime was above 0.5 for 50 s, but the service had 6 tasks already, its maximum.',
    },
    {
      ...{ service: 'worker', policyName: 'queue', outcome: 'not-exercised', expected: [], observed: [] },
      sentence: 'The highest value of its metric was 12, and it acts from 100.',
    },
  ],
  findings: [
    {
      ...{ service: 'web', kind: 'lost-requests-while-scaling' },
      sentence: '7 requests failed between the alarm and the moment when all tasks were healthy.',
    },
  ],
  thresholds: [
    {
      ...{ title: 'error rate of all requests', outcome: 'passed', samples: 7000 },
      sentence: '0.2 % failed, and at most 1 % may.',
    },
    {
      ...{ title: 'p95 of browse: home during the scale-out', outcome: 'failed', samples: 240 },
      sentence: 'The p95 was 412 ms, above the limit of 300 ms.',
    },
  ],
};
