import type { TaskSize } from '../../operations/resized-definition.ts';

const gib = 1024;

/**
 * The sizes of Linux tasks up to 4 vCPUs, by the memory that each may have.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
const memories: ReadonlyMap<number, readonly number[]> = new Map([
  [0.25, [gib / 2, gib, 2 * gib]],
  [0.5, gibs(1, 4)],
  [1, gibs(2, 8)],
  [2, gibs(4, 16)],
  [4, gibs(8, 30)],
]);

function gibs(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index) * gib);
}

/** The vCPUs that a task may have, the fewest first. */
export const vcpuSizes: readonly number[] = [...memories.keys()];

/** What a task may need beyond what was measured. */
const headroom = 1.25;

/** The size with so many vCPUs and the least memory in which `usedMiB`, this many times, has room; undefined where there is none. */
export function sizeFor(vcpu: number, usedMiB: number, times: number = headroom): TaskSize | undefined {
  const memoryMiB = memories.get(vcpu)?.find((each) => each >= usedMiB * times);
  return memoryMiB === undefined ? undefined : { vcpu, memoryMiB };
}

/** Whether a size held the limit of response times. */
export interface TriedSize {
  readonly vcpu: number;
  readonly holds: boolean;
}

/** The next size to try: smaller ones for as long as they hold, larger ones for as long as they do not. Undefined at the end. */
export function nextSize(own: number, tried: readonly TriedSize[]): number | undefined {
  const first = tried.find(({ vcpu }) => vcpu === own);
  if (first === undefined) return own;
  const last = tried.at(-1);
  if (last === undefined || last.holds !== first.holds) return undefined;
  const others = vcpuSizes.filter((vcpu) => (first.holds ? vcpu < last.vcpu : vcpu > last.vcpu));
  return first.holds ? others.at(-1) : others[0];
}

/** The fewest vCPUs that held. */
export function smallestThatHolds(tried: readonly TriedSize[]): number | undefined {
  const held = tried.filter(({ holds }) => holds).map(({ vcpu }) => vcpu);
  return held.length === 0 ? undefined : Math.min(...held);
}
