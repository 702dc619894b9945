import { graceMs } from '../lateness.ts';
import type { ExpectedChange } from '../verdict.ts';
import { type Answer, answerTo } from './answers.ts';
import { type Call, callsOf } from './calls.ts';
import type { JudgedService } from './judged-service.ts';
import type { MadeChange } from './observed-changes.ts';
import { alarmFor, alarmsOfPolicy, type WatchedPolicy } from './watched-policy.ts';

/** A policy with what it had to do, what it did, and what held it. */
export interface JudgedPolicy {
  readonly service: JudgedService;
  readonly watched: WatchedPolicy;
  readonly name: string;
  /** How long it may take to act. */
  readonly graceMs: number;
  readonly changes: readonly MadeChange[];
  /** When it had to act, and what came of it. */
  readonly due: readonly { readonly call: Call; readonly answer: Answer }[];
  /** When it wanted to act, and something held it. */
  readonly held: readonly Call[];
  /** When its metric called for more, or fewer, tasks while a change took effect. */
  readonly settling: readonly (Call & { readonly settling: MadeChange })[];
}

/** Brings together what is known of a policy. */
export function judgedPolicy(service: JudgedService, watched: WatchedPolicy): JudgedPolicy {
  const { record, made, scaling } = service;
  const name = watched.policy.policyName;
  const alarms = alarmsOfPolicy(watched);
  const grace = Math.max(...alarms.map(({ rule }) => graceMs(record, rule.periodSeconds)));
  const answers = {
    ...{ policyName: name, changes: made, activities: scaling.activities.toReversed() },
    ...{ gaps: record.observed.gaps, endMs: record.endMs, graceMs: grace },
    periodMs: Math.max(...alarms.map(({ periodMs }) => periodMs)),
  };
  const calls = callsOf(service.evaluations, name);
  const steady = calls.filter(({ settling }) => settling === undefined);
  return {
    ...{ service, watched, name, graceMs: grace },
    changes: made.filter(({ policyName }) => policyName === name),
    due: steady
      .filter(({ verdict }) => verdict.reason === undefined)
      .map((call) => ({ call, answer: answerTo(call, answers) })),
    held: steady.filter(({ verdict }) => verdict.reason !== undefined),
    settling: calls.flatMap((call) =>
      call.settling === undefined ? [] : [{ ...call, settling: call.settling }],
    ),
  };
}

/** What a policy had to do, as a verdict tells it. */
export function expectedChanges({ due, watched }: JudgedPolicy): readonly ExpectedChange[] {
  return due.flatMap(({ call: { direction, fromMs, value } }) => {
    const threshold = alarmFor(watched, direction)?.rule.threshold;
    return value === undefined || threshold === undefined
      ? []
      : [{ direction, atMs: fromMs, value, threshold }];
  });
}
