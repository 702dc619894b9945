import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContainerReading, emptySpan, nextSpan, usageOf, withReadings } from './task-span.ts';

const mebibyte = 1024 * 1024;

/** `cpuSeconds` since the container began. */
function reading(containerId: string, seconds: number, cpuSeconds: number, memoryMiB = 10): ContainerReading {
  const memoryBytes = memoryMiB * mebibyte;
  return { containerId, atMs: seconds * 1000, cpuNanoseconds: cpuSeconds * 1e9, memoryBytes };
}

function spanOf(...looks: readonly (readonly ContainerReading[])[]) {
  return looks.reduce(withReadings, emptySpan);
}

describe('what a task used in a period', () => {
  it('has no CPU after the first reading, and no datapoint at all without one', () => {
    expect(usageOf(spanOf([reading('web', 30, 7)]))).toEqual({ memoryMiB: 10 });
    expect(usageOf(emptySpan)).toBeUndefined();
  });

  it('is CPU time divided by elapsed time, over all containers of the task', () => {
    const span = spanOf(
      [reading('web', 0, 10), reading('proxy', 0, 1)],
      [reading('web', 60, 40), reading('proxy', 60, 7)],
    );
    expect(usageOf(span)).toEqual({ memoryMiB: 20, vcpus: 0.6 });
  });

  it('is memory in whole MiB, of the newest reading', () => {
    const span = spanOf([reading('web', 0, 0, 500)], [reading('web', 30, 0, 107.9)]);
    expect(usageOf(span)?.memoryMiB).toBe(107);
  });

  it('includes the CPU of a container that ended meanwhile, but not its memory', () => {
    const span = spanOf(
      [reading('web', 0, 0), reading('migration', 0, 0)],
      [reading('web', 30, 3), reading('migration', 30, 30)],
      [reading('web', 60, 6)],
    );
    expect(usageOf(span)).toEqual({ memoryMiB: 10, vcpus: 0.6 });
  });

  it('is not negative if a counter was reset', () => {
    expect(usageOf(spanOf([reading('web', 0, 50)], [reading('web', 60, 1)]))?.vcpus).toBe(0);
  });

  it('starts the next period with the newest reading, and has no value until the next reading', () => {
    const first = spanOf([reading('web', 0, 0)], [reading('web', 60, 60)]);
    const next = nextSpan(first);
    expect(usageOf(next)).toBeUndefined();
    expect(usageOf(withReadings(next, [reading('web', 120, 90)]))?.vcpus).toBe(0.5);
    const skipped = nextSpan(next);
    expect(usageOf(withReadings(skipped, [reading('web', 180, 120)]))?.vcpus).toBe(0.5);
  });

  it('adds up over periods to all of the CPU time, however often it is read', () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 59 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(seconds, fc.array(fc.boolean()), (steps, closes) => {
        let [at, cpu, used, from] = [0, 0, 0, 0];
        let span = spanOf([reading('web', 0, 0)]);
        for (const [index, step] of steps.entries()) {
          at += 60;
          cpu += step;
          span = withReadings(span, [reading('web', at, cpu)]);
          if (closes[index] !== true && index < steps.length - 1) continue;
          used += (usageOf(span)?.vcpus ?? 0) * (at - from);
          from = at;
          span = nextSpan(span);
        }
        expect(used).toBeCloseTo(cpu, 6);
      }),
    );
  });
});
