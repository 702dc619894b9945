import type { TaskSize } from '../../operations/resized-definition.ts';
import type { SizeCapacity } from './capacity-document.ts';
import { nextSize, sizeFor } from './task-sizes.ts';

/** The next size, or the vCPUs of those that are left and have too little memory for the task. */
export interface SizeToTry {
  readonly size?: TaskSize;
  readonly tooSmall: readonly number[];
}

/**
 * The next size that is to be tried: of those that were asked for, or else as the ones before held. That of the definition
 * keeps its memory; the memory of others has to hold what tasks were seen to use.
 */
export function sizeToTry(
  own: TaskSize,
  asked: readonly number[] | undefined,
  tried: readonly Pick<SizeCapacity, 'vcpu' | 'holdsP95' | 'usedMemoryMiB'>[],
): SizeToTry {
  const next = nextSize(
    own.vcpu,
    tried.map(({ vcpu, holdsP95 }) => ({ vcpu, holds: holdsP95 })),
  );
  const wanted = asked ?? (next === undefined ? [] : [next]);
  const left = wanted.filter((vcpu) => !tried.some((each) => each.vcpu === vcpu));
  const usedMiB = Math.max(0, ...tried.map(({ usedMemoryMiB }) => usedMemoryMiB));
  // Nothing is known of the memory yet but that the definition's is enough.
  const sizeOf = (vcpu: number) =>
    vcpu === own.vcpu ? own : tried.length === 0 ? largeEnough(vcpu, own) : sizeFor(vcpu, usedMiB);
  const size = left.map(sizeOf).find((each) => each !== undefined);
  return {
    ...(size === undefined ? {} : { size }),
    tooSmall: left.filter((vcpu) => sizeOf(vcpu) === undefined),
  };
}

/** With no less memory than another one. */
function largeEnough(vcpu: number, { memoryMiB }: TaskSize): TaskSize | undefined {
  return sizeFor(vcpu, memoryMiB, 1);
}
