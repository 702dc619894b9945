import { listed } from '../../local/scaling/words/numbers.ts';
import type { ObservedService } from '../record/observed-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { counted } from './load-windows.ts';
import type { JudgedService } from './policies/judged-service.ts';
import { valuesDuring } from './policies/watched-alarm.ts';
import { alarmsOfPolicy } from './policies/watched-policy.ts';
import { runTime } from './words/run-time.ts';

/** Why a test as a whole cannot be judged by what it recorded. */
export function faultsOf(record: RunRecord, services: readonly JudgedService[]): readonly string[] {
  return [
    ...endOfK6(record),
    ...noLoad(record),
    ...gaps(record),
    ...unmatchedChecks(record),
    ...missing(record),
    ...record.observed.services
      .filter(({ samples }) => samples.length === 0)
      .map(({ service }) => `${service} was never observed: there are no samples of its tasks.`),
    ...services.flatMap(missingMetrics),
    ...record.observed.services.flatMap(suspended),
  ];
}

function endOfK6({ k6, load, plan, startMs, workers }: RunRecord): readonly string[] {
  const endMs = load.startMs + load.windows.length * load.windowMs;
  const planned = plan.stages.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const when = `at ${runTime(Math.max(endMs, startMs), startMs)} of ${runTime(planned, 0)}`;
  switch (k6.ended) {
    case 'completed':
      return [];
    case 'interrupted':
      return [`The test was interrupted ${when}: what it has until then is judged, but it cannot pass.`];
    case 'died': {
      const code = k6.exitCode === undefined ? ', by a signal' : `, with exit code ${k6.exitCode}`;
      // Of workers, the last lines say which one died, and how.
      const how = workers === undefined ? code : '';
      const said = k6.lastLines?.length ? `: ${k6.lastLines.join(' / ')}` : ' and said nothing';
      return [`k6 died ${when}${how}${said}${said.endsWith('.') ? '' : '.'}`];
    }
  }
}

function noLoad({ load }: RunRecord): readonly string[] {
  return counted(load.windows).requests === 0 ? ['There was no load: no request was made.'] : [];
}

/** Answers that were wrong and count nowhere: no threshold would see them. */
function unmatchedChecks({ load: { unmatchedChecks: count = 0 } }: RunRecord): readonly string[] {
  if (count === 0) return [];
  const what = count === 1 ? '1 failed check belongs' : `${count} failed checks belong`;
  return [
    `${what} to no request of ${count === 1 ? 'its' : 'their'} step, so that more answers were wrong than are counted: the names of steps in a journey do not fit.`,
  ];
}

/** Without the last metrics, a policy that acted late or never may look as if it was not exercised. */
function missing({ observed }: RunRecord): readonly string[] {
  return (observed.missing ?? []).map((sentence) => `${sentence.replace(/\.$/, '')}.`);
}

/** A shorter gap hides no more than two samples. */
const shortestGapMs = 15_000;

function gaps({ observed, startMs }: RunRecord): readonly string[] {
  return observed.gaps
    .filter(({ fromMs, toMs }) => toMs - fromMs >= shortestGapMs)
    .map(
      ({ fromMs, toMs, reason }) =>
        `The environment could not be observed from ${runTime(fromMs, startMs)} to ${runTime(toMs, startMs)}: ${reason.replace(/\.$/, '')}.`,
    );
}

/** Policies that cannot act show nothing, whatever the load; a search for a capacity that was killed leaves them so. */
function suspended({ service, scaling }: ObservedService): readonly string[] {
  if (scaling === undefined || scaling.policies.length === 0) return [];
  const directions = [
    ...(scaling.isScaleOutSuspended ? ['scale-out'] : []),
    ...(scaling.isScaleInSuspended ? ['scale-in'] : []),
  ];
  if (directions.length === 0) return [];
  return [
    directions.length === 2
      ? `The scaling of ${service} is suspended, so that its policies cannot act.`
      : `The ${directions.join()} of ${service} is suspended, so that its policies cannot act both ways.`,
  ];
}

function missingMetrics({ name, policies, record }: JudgedService): readonly string[] {
  const missing = policies.flatMap((watched) => {
    const alarms = alarmsOfPolicy(watched);
    if (alarms.some((alarm) => valuesDuring(alarm, record).length > 0)) return [];
    return [`${alarms[0].alarm.metricName} of ${watched.policy.policyName}`];
  });
  return missing.length === 0 ? [] : [`${name} has metrics without data: ${listed(missing)}.`];
}
