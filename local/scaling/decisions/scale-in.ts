import type { Reason } from './decision.ts';
import type { Proposal } from './propose.ts';
import { isTracking, type PolicySituation, type Situation } from './situation.ts';
import { type Asked, largest, type Outcome, reasonsFor, type Wish } from './wish.ts';

/**
 * Target tracking scales in when all of its policies agree, and a step policy by itself; none while a policy wants out.
 * Assumed: each of the two kinds asks for the most that one of its policies does, neither holds back the other, and of
 * both the one that asks for more tasks acts.
 */
export function scaleIn(ins: readonly Wish[], asked: readonly Asked[], situation: Situation): Outcome {
  const refusal = refusalToScaleIn(situation);
  if (refusal !== undefined) return { reasons: reasonsFor(ins, refusal) };
  const vetoes = vetoesAgainst(ins, asked);
  const agreed = ins.filter((wish) => vetoesOf(vetoes, wish).length === 0);
  const speakers: Speakers = { tracking: speakerOf(agreed, true), steps: speakerOf(agreed, false) };
  const acting = actingOf(speakers, situation);
  const reasons = Object.fromEntries(
    ins.map((wish) => [wish.name, reasonOf(wish, { vetoes, speakers, acting, situation })]),
  );
  if (acting === undefined) return { reasons };
  const { name: policyName } = acting;
  return { change: { direction: 'in', policyName, capacity: bounded(acting, situation) }, reasons };
}

/** Of each kind of policies, the one that asks for most. */
interface Speakers {
  readonly tracking: Wish | undefined;
  readonly steps: Wish | undefined;
}

/** The names of the policies that are against a scale-in by each kind. */
interface Vetoes {
  readonly tracking: readonly string[];
  readonly steps: readonly string[];
}

/** Why a policy does not act, of those that have not. */
function reasonOf(
  wish: Wish,
  {
    vetoes,
    speakers,
    acting,
    situation,
  }: {
    readonly vetoes: Vetoes;
    readonly speakers: Speakers;
    readonly acting: Wish | undefined;
    readonly situation: Situation;
  },
): Reason {
  const by = vetoesOf(vetoes, wish);
  if (by.length > 0) return { code: 'Vetoed', by };
  const speaker = isOfTracking(wish) ? speakers.tracking : speakers.steps;
  if (wish === speaker && !isFewer(wish, situation)) return whyNotFewer(wish, situation);
  if (acting !== undefined) return { code: 'OtherPolicyActed', policyName: acting.name };
  return { code: 'Vetoed', by: speaker === undefined ? [] : [speaker.name] };
}

function refusalToScaleIn({ isScaleInSuspended, isDeploying }: Situation): Reason | undefined {
  if (isScaleInSuspended) return { code: 'Suspended', direction: 'in' };
  return isDeploying ? { code: 'TargetServicePutResourceAsUnscalable' } : undefined;
}

/** Against any scale-in are those that want out but wait, and against one of target tracking all that do not agree too. */
function vetoesAgainst(ins: readonly Wish[], asked: readonly Asked[]): Vetoes {
  const steps = namesOf(asked, ({ proposal }) => waitsToScaleOut(proposal));
  const tracking = namesOf(
    asked,
    ({ policy, name, proposal }) =>
      waitsToScaleOut(proposal) || (mayScaleIn(policy) && !ins.some((wish) => wish.name === name)),
  );
  return { tracking, steps };
}

function namesOf(asked: readonly Asked[], isAgainst: (each: Asked) => boolean): readonly string[] {
  return asked.filter(isAgainst).map(({ name }) => name);
}

function mayScaleIn(policy: PolicySituation): boolean {
  return isTracking(policy) && policy.low !== undefined;
}

function vetoesOf({ tracking, steps }: Vetoes, wish: Wish): readonly string[] {
  return isOfTracking(wish) ? tracking : steps;
}

function waitsToScaleOut(proposal: Proposal): boolean {
  const reason = proposal.kind === 'none' ? proposal.reason : undefined;
  const waits = reason?.code === 'InCooldown' || reason?.code === 'AwaitsEvaluation';
  return waits && reason.direction === 'out';
}

function speakerOf(agreed: readonly Wish[], isTrackingKind: boolean): Wish | undefined {
  const kind = agreed.filter((wish) => isOfTracking(wish) === isTrackingKind);
  return kind.length === 0 ? undefined : largest(kind);
}

/** The one of the speakers that removes tasks, and fewer of them where both do. */
function actingOf({ tracking, steps }: Speakers, situation: Situation): Wish | undefined {
  const [first, second] = [tracking, steps].filter((wish) => wish !== undefined && isFewer(wish, situation));
  if (first === undefined || second === undefined) return first;
  return largest([first, second]);
}

function isFewer(wish: Wish, situation: Situation): boolean {
  return bounded(wish, situation) < situation.desiredCount;
}

function isOfTracking({ policy }: Wish): boolean {
  return isTracking(policy);
}

/** A count above the maximum, which was set by hand, first goes to the maximum. */
function bounded({ capacity }: Wish, { desiredCount, minCapacity, maxCapacity }: Situation): number {
  return desiredCount > maxCapacity ? maxCapacity : Math.max(capacity, minCapacity);
}

function whyNotFewer({ policy, value }: Wish, situation: Situation): Reason {
  const { desiredCount, minCapacity, runningCount } = situation;
  if (desiredCount <= minCapacity) return { code: 'AlreadyAtMinCapacity', minCapacity };
  if (isTracking(policy) && runningCount > 1) {
    const valueWithout = (value * runningCount) / (runningCount - 1);
    const { targetValue } = policy.policy;
    if (valueWithout > targetValue) {
      return { code: 'AutoScalingAnticipatedFlapping', value, valueWithout, targetValue };
    }
  }
  return { code: 'AlreadyAtDesiredCapacity', currentCapacity: desiredCount };
}
