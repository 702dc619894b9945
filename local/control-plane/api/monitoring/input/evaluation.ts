import { z } from 'zod';
import type { MetricAlarm, WatchedMetric } from '../../../../../definition/model/alarms.ts';
import { AwsError } from '../../aws-error.ts';
import { integer, number, text } from './values.ts';

const operators = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] as const;
const treatments = ['breaching', 'notBreaching', 'ignore', 'missing'] as const;
const ofFewSamples = ['evaluate', 'ignore'] as const;

/** By which members `PutMetricAlarm` says how an alarm is judged. */
export const evaluationInput = {
  ComparisonOperator: z.enum(operators).optional(),
  Threshold: number.optional(),
  EvaluationPeriods: integer(1).optional(),
  DatapointsToAlarm: integer(1).optional(),
  TreatMissingData: text(1, 255).optional(),
  EvaluateLowSampleCountPercentile: text(1, 255).optional(),
};

type Given = {
  readonly [Member in keyof typeof evaluationInput]?: z.output<(typeof evaluationInput)[Member]>;
};

const daySeconds = 86_400;
const hourSeconds = 3600;

/** How an alarm is judged, as the model has it. Raises `ValidationError`. */
export function evaluation(given: Given, watched: WatchedMetric) {
  const { ComparisonOperator, Threshold, EvaluationPeriods, DatapointsToAlarm } = given;
  if (ComparisonOperator === undefined) throw refused('ComparisonOperator must not be null');
  if (Threshold === undefined) {
    throw refused('PutMetricAlarm request should have valid Threshold parameter');
  }
  if (!Number.isFinite(Threshold))
    throw refused(`The value ${Threshold} for parameter Threshold is invalid.`);
  if (EvaluationPeriods === undefined) throw refused('EvaluationPeriods must not be null');
  if ((DatapointsToAlarm ?? 1) > EvaluationPeriods) {
    throw refused('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  }
  requireRange(EvaluationPeriods, longestPeriod(watched));
  return {
    threshold: Threshold,
    comparisonOperator: ComparisonOperator,
    evaluationPeriods: EvaluationPeriods,
    datapointsToAlarm: DatapointsToAlarm,
    treatMissingData: treatmentOf(given),
    evaluateLowSampleCountPercentile: lowSampleCount(given, watched),
  } satisfies Partial<Record<keyof MetricAlarm, unknown>>;
}

/** Assumed: the text for periods of an hour and more. */
function requireRange(evaluationPeriods: number, periodSeconds: number): void {
  const [limit, called] =
    periodSeconds < hourSeconds ? [daySeconds, 'a day'] : [7 * daySeconds, 'seven days'];
  if (evaluationPeriods * periodSeconds <= limit) return;
  throw refused(
    `Metrics cannot be checked across more than ${called} (EvaluationPeriods * Period must be <= ${limit}).`,
  );
}

function longestPeriod(watched: WatchedMetric): number {
  if (watched.kind === 'metric') return watched.periodSeconds;
  const periods = watched.queries.map(
    ({ metricStat, periodSeconds = 0 }) => metricStat?.periodSeconds ?? periodSeconds,
  );
  return Math.max(0, ...periods);
}

function treatmentOf({ TreatMissingData }: Given) {
  if (TreatMissingData === undefined) return undefined;
  const found = treatments.find((treatment) => treatment === TreatMissingData);
  if (found !== undefined) return found;
  throw refused(
    `The value ${TreatMissingData} is not supported for TreatMissingData parameter. Supported values are [${treatments.join(', ')}].`,
  );
}

function lowSampleCount({ EvaluateLowSampleCountPercentile: given }: Given, watched: WatchedMetric) {
  if (given === undefined) return undefined;
  const found = ofFewSamples.find((option) => option === given);
  if (found === undefined) {
    throw refused(
      `Option ${given} is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.`,
    );
  }
  const stat = watched.kind === 'metric' ? watched.stat : undefined;
  if (stat !== undefined && /^p\d/.test(stat)) return found;
  throw refused(`Option evaluateLowSampleCountPercentile can not be applied with statistic ${stat ?? null}.`);
}

function refused(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
