import { activitySentence } from '../../local/scaling/words/activity-sentence.ts';
import { alarmsOf } from '../../local/scaling/words/scaling-record.ts';
import type { ObservedRecord, ObservedService } from '../record/observed-record.ts';

/** Something that happened to a service under load, and when, in milliseconds since the epoch. */
export interface Happening {
  readonly atMs: number;
  /** Absent where it concerns no service. */
  readonly service?: string;
  readonly sentence: string;
  /** Whether the number of tasks was changed. */
  readonly isChange: boolean;
}

/** Transitions of alarms, activities, deployments and gaps in the observation, the oldest first. */
export function happeningsOf({ services, gaps }: ObservedRecord): readonly Happening[] {
  const missed = gaps.map(({ fromMs, toMs, reason }) => ({
    ...{ atMs: fromMs, isChange: false },
    sentence: `The AWS endpoint did not answer for ${Math.round((toMs - fromMs) / 1000)} s: ${reason}`,
  }));
  return [...missed, ...services.flatMap(happeningsOfService)].toSorted(
    (left, right) => left.atMs - right.atMs,
  );
}

function happeningsOfService(observed: ObservedService): readonly Happening[] {
  const { service, scaling } = observed;
  const transitions = (scaling === undefined ? [] : alarmsOf(scaling)).flatMap((alarm) =>
    alarm.transitions.map(({ atMs, from, to }) => ({
      ...{ atMs, service, isChange: false },
      sentence: `${alarm.alarmName} went from ${from} to ${to}.`,
    })),
  );
  const activities = (scaling?.activities ?? []).map((activity) => ({
    ...{ atMs: activity.startMs, service, isChange: activity.notScaled.length === 0 },
    sentence: activitySentence(activity),
  }));
  return [...transitions, ...activities, ...deploymentsOf(observed)];
}

/** Each deployment when it was first seen in each of its states. */
function deploymentsOf({ service, samples }: ObservedService): readonly Happening[] {
  const seen = new Map<string, Happening>();
  for (const { atMs, deployments } of samples) {
    for (const { id, rolloutState } of deployments) {
      const sentence = `Deployment ${id} is ${rolloutState}.`;
      if (!seen.has(sentence)) seen.set(sentence, { atMs, service, sentence, isChange: false });
    }
  }
  return [...seen.values()];
}
