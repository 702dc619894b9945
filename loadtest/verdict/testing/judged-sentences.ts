import type { ScalingRecord } from '../../../local/scaling/words/scaling-record.ts';
import type { ServiceSample } from '../../record/observed-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { judgeScaling } from '../judge-scaling.ts';
import { type Counts, run, sampled, scaled } from './recorded-runs.ts';
import { at } from './test-times.ts';

const twoTasks = sampled({ '0:00': [2, 2] }, '40:00');

/** The verdicts on the policies of one service, of a test until a time: the outcome and the sentence of each. */
export function policySentences(
  until: string,
  scaling: Partial<ScalingRecord>,
  samples: readonly ServiceSample[] = twoTasks,
  changes: Partial<RunRecord> = {},
): readonly string[] {
  const upTo = samples.filter(({ atMs }) => atMs <= at(until));
  const { policies } = judgeScaling(run(until, [scaled(scaling, upTo)], changes));
  return policies.map(({ outcome, sentence }) => `${outcome}: ${sentence}`);
}

/** The findings on one service, of a test until a time: the kind and the sentence of each. */
export function findingSentences(
  until: string,
  scaling: Partial<ScalingRecord>,
  counts: Counts,
  changes: Partial<RunRecord> = {},
  sample: Partial<ServiceSample> = { healthyTargets: 10 },
): readonly string[] {
  const service = scaled(scaling, sampled(counts, until, sample));
  return judgeScaling(run(until, [service], changes)).findings.map(
    ({ kind, sentence }) => `${kind}: ${sentence}`,
  );
}
