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
  const against = againstScaleIn(ins, asked);
  const free = ins.filter((wish) => holding(against, wish) === undefined);
  const speakers = [speakerOf(free, true), speakerOf(free, false)].filter((wish) => wish !== undefined);
  const acting = actingOf(speakers, situation);
  const reasons = Object.fromEntries(
    ins.map((wish) => [wish.name, reasonOf(wish, { against, free, acting, situation })]),
  );
  if (acting === undefined) return { reasons };
  const { name: policyName } = acting;
  return { change: { direction: 'in', policyName, capacity: bounded(acting, situation) }, reasons };
}

/** The names of the policies that hold back one kind: those that do not agree, and those that agree but wait. */
interface Holding {
  readonly vetoing: readonly string[];
  readonly waiting: readonly string[];
}

interface Against {
  readonly tracking: Holding;
  readonly steps: Holding;
}

interface Considered {
  readonly against: Against;
  /** Those that nobody holds back. */
  readonly free: readonly Wish[];
  readonly acting: Wish | undefined;
  readonly situation: Situation;
}

/**
 * Why a policy does not act, of those that have not. Whoever agrees is at the minimum together with the others, whatever
 * these wait for.
 */
function reasonOf(wish: Wish, { against, free, acting, situation }: Considered): Reason {
  const held = holding(against, wish);
  if (held?.code === 'Vetoed') return held;
  const { desiredCount, minCapacity } = situation;
  if (desiredCount <= minCapacity) return { code: 'AlreadyAtMinCapacity', minCapacity };
  if (held !== undefined) return held;
  if (!isFewer(wish, situation)) return whyNotFewer(wish, situation);
  if (acting !== undefined) return { code: 'OtherPolicyActed', policyName: acting.name };
  const content = free.filter(
    (each) => isOfTracking(each) === isOfTracking(wish) && !isFewer(each, situation),
  );
  return { code: 'Vetoed', by: content.map(({ name }) => name) };
}

function refusalToScaleIn({ isScaleInSuspended, isDeploying }: Situation): Reason | undefined {
  if (isScaleInSuspended) return { code: 'Suspended', direction: 'in' };
  return isDeploying ? { code: 'TargetServicePutResourceAsUnscalable' } : undefined;
}

/**
 * Against any scale-in are those that want out but wait, and against one of target tracking also all that do not want in.
 * One that wants in but waits, for the end of its cooldown or for a value, does not disagree: target tracking waits for it.
 */
function againstScaleIn(ins: readonly Wish[], asked: readonly Asked[]): Against {
  const agrees = ({ name, proposal }: Asked) =>
    waitsToScale('in', proposal) || ins.some((wish) => wish.name === name);
  const steps = namesOf(asked, ({ proposal }) => waitsToScale('out', proposal));
  const tracking = namesOf(
    asked,
    (each) => waitsToScale('out', each.proposal) || (mayScaleIn(each.policy) && !agrees(each)),
  );
  const waiting = namesOf(
    asked,
    ({ policy, proposal }) => mayScaleIn(policy) && waitsToScale('in', proposal),
  );
  return { tracking: { vetoing: tracking, waiting }, steps: { vetoing: steps, waiting: [] } };
}

function namesOf(asked: readonly Asked[], isMeant: (each: Asked) => boolean): readonly string[] {
  return asked.filter(isMeant).map(({ name }) => name);
}

function mayScaleIn(policy: PolicySituation): boolean {
  return isTracking(policy) && policy.low !== undefined;
}

/** What others make of a wish; undefined where they let it be. */
function holding({ tracking, steps }: Against, wish: Wish): Reason | undefined {
  const { vetoing, waiting } = isOfTracking(wish) ? tracking : steps;
  if (vetoing.length > 0) return { code: 'Vetoed', by: vetoing };
  return waiting.length > 0 ? { code: 'AwaitsOtherPolicies', policyNames: waiting } : undefined;
}

function waitsToScale(direction: 'out' | 'in', proposal: Proposal): boolean {
  const reason = proposal.kind === 'none' ? proposal.reason : undefined;
  const waits = reason?.code === 'InCooldown' || reason?.code === 'AwaitsEvaluation';
  return waits && reason.direction === direction;
}

/** Of each kind of policies, the one that asks for most. */
function speakerOf(agreed: readonly Wish[], isTrackingKind: boolean): Wish | undefined {
  const kind = agreed.filter((wish) => isOfTracking(wish) === isTrackingKind);
  return kind.length === 0 ? undefined : largest(kind);
}

/** The one of the speakers that removes tasks, and fewer of them where both do. */
function actingOf(speakers: readonly Wish[], situation: Situation): Wish | undefined {
  const fewer = speakers.filter((wish) => isFewer(wish, situation));
  return fewer.length === 0 ? undefined : largest(fewer);
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
  const { desiredCount, runningCount } = situation;
  if (isTracking(policy) && runningCount > 1) {
    const valueWithout = (value * runningCount) / (runningCount - 1);
    const { targetValue } = policy.policy;
    if (valueWithout > targetValue) {
      return { code: 'AutoScalingAnticipatedFlapping', value, valueWithout, targetValue };
    }
  }
  return { code: 'AlreadyAtDesiredCapacity', currentCapacity: desiredCount };
}
