import type { Reason, Verdict } from '../../../local/scaling/decisions/decision.ts';
import { cooldownSeconds } from '../../../local/scaling/policies/cooldown-seconds.ts';
import { listed, rounded, tasks } from '../../../local/scaling/words/numbers.ts';
import { graceMs } from '../lateness.ts';
import { loadEndMs } from '../load-windows.ts';
import { isQuiet } from '../policies/calls.ts';
import type { JudgedService } from '../policies/judged-service.ts';
import { alarmFor, alarmsOfPolicy, type WatchedPolicy } from '../policies/watched-policy.ts';
import type { ScalingFinding } from '../verdict.ts';
import { runTime } from '../words/run-time.ts';
import { whyHeld } from '../words/why-held.ts';

/** More tasks than the minimum long after the load, and nothing that takes them away. */
export function neverCameBack(service: JudgedService): readonly ScalingFinding[] {
  const { name, record, scaling, policies } = service;
  const { minCapacity } = scaling;
  if (policies.length === 0) return [];
  const count = service.samples.at(-1)?.desiredCount ?? scaling.desiredCount;
  const endedMs = loadEndMs(record.load);
  const lastChangeMs = Math.max(endedMs, service.made.at(-1)?.activityAtMs ?? endedMs);
  if (count <= minCapacity || record.endMs < lastChangeMs + neededMs(service)) return [];
  const sentence = `${name} never came back: it still had ${tasks(count)} ${runTime(record.endMs, endedMs)} after the load ended (minimum ${minCapacity}), because ${holders(service)}.`;
  return [{ service: name, kind: 'never-came-back', sentence }];
}

/** The longest that a scale-in may take: the cooldown of the last change, the time for which a metric has to be low, and the delay. */
function neededMs({ policies, record, scaling }: JudgedService): number {
  const each = policies.map((watched) => {
    const low = Math.max(
      ...alarmsOfPolicy(watched).map(({ rule, periodMs }) => {
        return rule.evaluationPeriods * periodMs + graceMs(record, rule.periodSeconds);
      }),
    );
    const cooldown = (1000 * cooldownSeconds(watched.policy, 'in')) / scaling.timeScale;
    return low + cooldown;
  });
  return Math.max(0, ...each);
}

/** The policies that hold the tasks by the last decision, each with its reason. */
function holders(service: JudgedService): string {
  const { policies, evaluations, record, scaling } = service;
  const scalingIn = policies.filter(mayScaleIn).map(({ policy }) => policy.policyName);
  if (scalingIn.length === 0) return 'none of its policies scales in';
  const verdicts = evaluations.at(-1)?.decision.verdicts ?? [];
  const holding = verdicts
    .filter((verdict) => !isIndifferent(verdict, scalingIn))
    .filter((verdict) => isHolding(verdict, verdicts));
  const times = { startMs: record.startMs, timeScale: scaling.timeScale };
  return listed(holding.map((verdict) => why(verdict, service, times)));
}

function mayScaleIn(watched: WatchedPolicy): boolean {
  const { policy } = watched;
  if (policy.kind === 'target-tracking') return alarmFor(watched, 'in') !== undefined;
  const { adjustmentType, steps } = policy;
  return adjustmentType === 'ExactCapacity' || steps.some(({ scalingAdjustment }) => scalingAdjustment < 0);
}

/** A policy that only adds tasks, and does not want to, does not hold those that are there. */
function isIndifferent({ policyName, reason }: Verdict, scalingIn: readonly string[]): boolean {
  return isQuiet(reason) && !scalingIn.includes(policyName);
}

/** Those that veto, or are waited for, hold the others; without them, each has a reason of its own. */
function isHolding({ policyName, reason }: Verdict, all: readonly Verdict[]): boolean {
  const holders = all.flatMap(({ reason: each }) => heldBy(each));
  if (holders.length > 0) return holders.includes(policyName);
  return reason?.code !== 'OtherPolicyActed';
}

function heldBy(reason: Reason | undefined): readonly string[] {
  if (reason?.code === 'Vetoed') return reason.by;
  return reason?.code === 'AwaitsOtherPolicies' ? reason.policyNames : [];
}

/** A policy whose alarms are OK holds tasks by not being low enough. */
function why(
  verdict: Verdict,
  { policies }: JudgedService,
  times: { readonly startMs: number; readonly timeScale: number },
): string {
  const { policyName, reason, asked } = verdict;
  if (reason === undefined) return `${policyName}, which requested ${tasks(asked ?? 0)}, did not act`;
  const watched = policies.filter(({ policy }) => policy.policyName === policyName);
  const [low] = watched.flatMap((each) => alarmFor(each, 'in') ?? []);
  const value = low?.alarm.values.at(-1)?.value;
  if (reason.code !== 'WithinThresholds' || low === undefined || value === undefined) {
    return whyHeld(verdict, policyName, times);
  }
  return `${policyName} does not agree to fewer: ${low.alarm.metricName} is ${rounded(value)} (scale-in below ${rounded(low.rule.threshold)})`;
}
