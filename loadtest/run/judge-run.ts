import type { RunRecord } from '../record/run-record.ts';
import { runVerdict } from '../result/run-verdict.ts';
import { judgeThresholds } from '../thresholds/judge-thresholds.ts';
import type { Threshold } from '../thresholds/threshold.ts';
import type { DefinedScaling } from '../verdict/defined-scaling.ts';
import { judgeScaling } from '../verdict/judge-scaling.ts';
import type { RunVerdict } from '../verdict/verdict.ts';

/** Judges how services were scaled in a run, and the run by its thresholds. */
export function judgeRun(
  record: RunRecord,
  thresholds: readonly Threshold[],
  defined: readonly DefinedScaling[],
): RunVerdict {
  return runVerdict({
    ...judgeScaling(record, defined),
    thresholds: judgeThresholds(thresholds, record),
  });
}
