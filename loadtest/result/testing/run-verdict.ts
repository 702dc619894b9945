import type { RunVerdict } from '../../verdict/verdict.ts';

/** A verdict with one part of each outcome. */
export const mixedVerdict: RunVerdict = {
  outcome: 'failed',
  faults: [],
  policies: [
    {
      service: 'web',
      policyName: 'ParityStoreWebServiceTaskCountTargetCpuScalingB35C9E2A',
      outcome: 'passed',
      sentence:
        'CpuScaling acted: CPUUtilization reached 91.2 (target 60) at 1:00, its alarm went off at 4:05 and web went from 2 to 4 tasks at 4:06; 4 tasks ran at 4:31 and response times had recovered by 4:40.',
      expected: [{ direction: 'out', atMs: 1000, value: 91.2, threshold: 60 }],
      observed: [
        {
          direction: 'out',
          from: 2,
          to: 4,
          activityAtMs: 2000,
          breach: { atMs: 0, value: 91.2 },
          alarmAtMs: 1500,
        },
      ],
    },
    ...(['failed', 'not-exercised', 'could-not-act'] as const).map((outcome) => ({
      ...{ service: 'web', policyName: `policy-${outcome}`, outcome, expected: [], observed: [] },
      sentence: `This is why it ${outcome === 'failed' ? 'failed' : 'did not act'}.`,
    })),
  ],
  findings: [
    {
      service: 'web',
      kind: 'lost-requests-while-scaling',
      sentence: '12 requests were lost between 4:06 and 4:20.',
    },
  ],
  thresholds: [
    {
      title: 'errors',
      outcome: 'failed',
      sentence: '2 % of 200 requests were errors (2 × 1050, 1 × 502); the limit is below 1 %.',
      samples: 200,
    },
    {
      title: 'p95 of browse: home during the scale-out',
      outcome: 'passed',
      sentence: 'p95 was 612.3 ms of 95 requests; the limit is below 800 ms.',
      samples: 95,
    },
  ],
};

export const passedVerdict: RunVerdict = {
  ...mixedVerdict,
  outcome: 'passed',
  policies: mixedVerdict.policies.slice(0, 1),
  findings: [],
  thresholds: mixedVerdict.thresholds.slice(1),
};
