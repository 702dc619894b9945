import { describe, expect, it } from 'vitest';
import type { ContainerDefinition } from '../../../definition/model/ecs.ts';
import type { TaskOverrides } from '../model/cluster-state.ts';
import { containerLimits } from './container-limits.ts';
import { container, definition } from './testing/task-fixtures.ts';

const none: TaskOverrides = { containerOverrides: [] };

function limits(containers: readonly ContainerDefinition[], overrides = none) {
  const { content } = definition(containers);
  return containers.map((each) => containerLimits(content, each, overrides));
}

describe('what a container may use', () => {
  it('is all of the task where it is the only one', () => {
    expect(limits([container({ cpu: 128 })])).toEqual([{ cpus: 0.5, cpuShares: 512, memoryMiB: 1024 }]);
  });

  it('is what it asks for, and an equal share of the rest where it asks for nothing', () => {
    const containers = [
      container({ name: 'a', cpu: 256 }),
      container({ name: 'b' }),
      container({ name: 'c' }),
    ];
    expect(limits(containers).map((each) => each.cpus)).toEqual([0.25, 0.125, 0.125]);
  });

  it('adds up to the task where all of them ask for less', () => {
    const containers = [container({ name: 'a', cpu: 64 }), container({ name: 'b', cpu: 192 })];
    expect(limits(containers).map((each) => each.cpus)).toEqual([0.125, 0.375]);
  });

  it("is never more memory than the task's", () => {
    const containers = [container({ name: 'a', memoryMiB: 4096, memoryReservationMiB: 2048 })];
    expect(limits(containers)).toEqual([
      { cpus: 0.5, cpuShares: 512, memoryMiB: 1024, memoryReservationMiB: 1024 },
    ]);
  });

  it('follows the override of a one-off task', () => {
    const overrides: TaskOverrides = {
      cpu: 2048,
      memoryMiB: 4096,
      containerOverrides: [{ name: 'web', memoryMiB: 512 }],
    };
    expect(limits([container()], overrides)).toEqual([{ cpus: 2, cpuShares: 2048, memoryMiB: 512 }]);
  });
});
