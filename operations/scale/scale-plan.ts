import { Failure } from '../../failure/failure.ts';
import type { ScaledService } from '../scaled-services.ts';
import type { ScaleOrder } from './scale-order.ts';

/** Bounds between which Application Auto Scaling keeps the number of tasks. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** A service as it is before it is scaled by hand. */
export interface ScaleState {
  readonly service: string;
  readonly cluster: string;
  /** As people call it, such as `web`. */
  readonly name: string;
  readonly desiredCount: number;
  /** Undefined for one that Application Auto Scaling does not scale. */
  readonly scaled: ScaledService | undefined;
  /** When an earlier `--for` ends, and the bounds that are set then; times are milliseconds since the epoch. */
  readonly putBack: (Bounds & { readonly atMs: number }) | undefined;
  /** The scheduled actions of the definition, or of somebody else, which set bounds as well. */
  readonly scheduledActions: readonly string[];
}

/** One call of the plan, in the order in which they are made. */
export type ScaleStep =
  | ({ readonly kind: 'schedule put-back'; readonly atMs: number } & Bounds)
  | { readonly kind: 'cancel put-back' }
  | ({ readonly kind: 'set bounds' } & Bounds)
  | { readonly kind: 'set desired count'; readonly count: number };

/** What is to be done to a service, and what people should know of it. */
export interface ScalePlan {
  readonly state: ScaleState;
  readonly steps: readonly ScaleStep[];
  /** The number of tasks that the service is brought to. */
  readonly count: number;
  /** What changes, as in `web: 2 to 5 tasks`. */
  readonly change: string;
  /** What scaling makes of it later. */
  readonly note: string;
}

/** For how long a number of tasks is kept, and what time it is; in milliseconds. */
export interface Holding {
  readonly forMs: number | undefined;
  readonly nowMs: number;
}

/**
 * Plans what an order takes. A number outside of the bounds is refused, since the next action of Application Auto Scaling
 * would bring it back inside. Raises `SCALE_OUTSIDE_BOUNDS`, `SERVICE_NOT_SCALED` and `SCALING_SUSPENDED`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export function planScale(state: ScaleState, order: ScaleOrder, holding: Holding): ScalePlan {
  if (order.kind === 'bounds') return planBounds(state, scaledOf(state, 'has no bounds to change'), order);
  const { count } = order;
  if (holding.forMs !== undefined) {
    const scaled = scaledOf(state, 'keeps its number of tasks anyway, so leave out --for');
    return planHold(state, scaled, count, holding.nowMs + holding.forMs);
  }
  const { scaled } = state;
  if (scaled !== undefined) refuseOutside(state, scaled, count);
  return {
    ...{ state, count, change: changeOf(state, count) },
    steps: desiredStep(state, count),
    note: scaled === undefined ? 'Nothing scales it: it stays so.' : whatScalingDoes(state, scaled, count),
  };
}

function planBounds(state: ScaleState, scaled: ScaledService, { min, max }: Bounds): ScalePlan {
  const count = Math.min(Math.max(state.desiredCount, min), max);
  const isSame = scaled.minCapacity === min && scaled.maxCapacity === max;
  const bounds = isSame ? [] : [{ kind: 'set bounds', min, max } as const];
  const cancelled = state.putBack === undefined ? [] : [{ kind: 'cancel put-back' } as const];
  return {
    ...{ state, count },
    steps: [...bounds, ...cancelled, ...desiredStep(state, count)],
    change: `${state.name}: scaling between ${min} and ${max} tasks instead of ${scaled.minCapacity} and ${scaled.maxCapacity}${countNote(state, count)}`,
    note: 'It stays so until you set other bounds, or a deployment changes those of the definition. To keep them for good, change stack/environments/.',
  };
}

/** The put-back is scheduled first, so that no interruption leaves the bounds changed for good. */
function planHold(state: ScaleState, scaled: ScaledService, count: number, atMs: number): ScalePlan {
  if (scaled.isScheduledScalingSuspended) {
    throw new Failure(
      'SCALING_SUSPENDED',
      `Scheduled scaling of ${state.name} is suspended, so nothing would end --for`,
      {
        hint: `Leave out --for, and set the bounds back yourself: ${state.name}=${boundsText(ownBounds(state, scaled))}`,
      },
    );
  }
  const own = ownBounds(state, scaled);
  const held = { min: count, max: Math.max(count, own.max) };
  const until = new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
  return {
    ...{ state, count, change: changeOf(state, count) },
    steps: [
      { kind: 'schedule put-back', atMs, ...own },
      ...(scaled.minCapacity === held.min && scaled.maxCapacity === held.max
        ? []
        : [{ kind: 'set bounds', ...held } as const]),
      ...desiredStep(state, count),
    ],
    note: `Until ${until} UTC scaling keeps at least ${count}, and may add up to ${held.max}. Then AWS sets the bounds back to ${own.min} and ${own.max}.${whatIsScheduled(state)}`,
  };
}

function whatIsScheduled({ scheduledActions: names }: ScaleState): string {
  if (names.length === 0) return '';
  return ` Before that, ${names.join(' and ')}, which ${names.length === 1 ? 'is a scheduled action' : 'are scheduled actions'}, may change them.`;
}

/** The bounds without an earlier `--for`, which must not become permanent by a second one. */
function ownBounds({ putBack }: ScaleState, { minCapacity, maxCapacity }: ScaledService): Bounds {
  return putBack === undefined
    ? { min: minCapacity, max: maxCapacity }
    : { min: putBack.min, max: putBack.max };
}

function boundsText({ min, max }: Bounds): string {
  return `${min}..${max}`;
}

function scaledOf({ scaled, name }: ScaleState, problem: string): ScaledService {
  if (scaled !== undefined) return scaled;
  throw new Failure('SERVICE_NOT_SCALED', `${name} is not scaled: it ${problem}`, {
    hint: `To change its number of tasks: ${name}=NUMBER`,
  });
}

function refuseOutside({ name, putBack }: ScaleState, scaled: ScaledService, count: number): void {
  const { minCapacity: min, maxCapacity: max } = scaled;
  if (count >= min && count <= max) return;
  const wider = { min: Math.min(count, min), max: Math.max(count, max) };
  const held = putBack === undefined ? '' : ' (set by an earlier --for)';
  throw new Failure(
    'SCALE_OUTSIDE_BOUNDS',
    `Scaling keeps ${name} between ${min} and ${max} tasks${held}: it would undo ${count}`,
    { hint: `For a while: ${name}=${count} --for 2h. For good: ${name}=${boundsText(wider)}` },
  );
}

function desiredStep({ desiredCount }: ScaleState, count: number): readonly ScaleStep[] {
  return desiredCount === count ? [] : [{ kind: 'set desired count', count }];
}

function changeOf({ name, desiredCount }: ScaleState, count: number): string {
  return desiredCount === count
    ? `${name}: ${count} tasks as before`
    : `${name}: ${count} tasks instead of ${desiredCount}`;
}

function countNote({ desiredCount }: ScaleState, count: number): string {
  return desiredCount === count ? '' : `, so ${count} tasks instead of ${desiredCount}`;
}

function whatScalingDoes({ name }: ScaleState, scaled: ScaledService, count: number): string {
  const { minCapacity: min, maxCapacity: max } = scaled;
  const isUp = !scaled.isScaleOutSuspended && count < max;
  const isDown = !scaled.isScaleInSuspended && count > min;
  const ways = [
    ...(isUp ? [`add tasks up to ${max} under load`] : []),
    ...(isDown ? [`remove them down to ${min} when there is little`] : []),
  ];
  if (ways.length === 0) return 'Scaling changes nothing about it.';
  const keep = isDown ? ` To keep ${count} for a while: ${name}=${count} --for 2h` : '';
  return `Scaling may ${ways.join(', and ')}.${keep}`;
}
