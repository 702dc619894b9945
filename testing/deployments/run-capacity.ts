import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { parseJson } from '../../json/parse-json.ts';
import { capacitySchema } from '../../loadtest/capacity/capacity-document.ts';
import type { DemoEnvironment } from './demo-environment.ts';

/** A search for a capacity, and what it printed. */
export interface CapacityRun {
  readonly exitCode: number;
  readonly found: z.output<typeof capacitySchema>;
  /** In one line, with what it remarked. */
  readonly text: string;
}

/** Finds the capacity as a user does, with its folder below `out`. */
export async function runCapacity(
  { script }: Pick<DemoEnvironment, 'script'>,
  out: string,
  args: readonly string[],
): Promise<CapacityRun> {
  const end = await script('loadtest', ['capacity', ...args, '--out', out, '--json']);
  const found = capacitySchema.safeParse(parseJson(end.stdout)).data;
  if (found === undefined) throw new Error(`loadtest capacity ended with ${end.exitCode}: ${end.stderr}`);
  return { exitCode: end.exitCode, found, text: `${end.stdout} ${end.stderr}`.replaceAll('\n', ' ') };
}

/** For how long a step is under way when it is interrupted. */
const loadMs = 5000;

/** Interrupts a search in its first step, and looks at the bounds just before. */
export async function interruptCapacity<Bounds>(
  { script }: Pick<DemoEnvironment, 'script'>,
  out: string,
  look: () => Promise<Bounds>,
): Promise<{ readonly exitCode: number; readonly bounds: Bounds }> {
  const controller = new AbortController();
  const looked = Promise.withResolvers<Bounds>();
  const lookAndInterrupt = async () => {
    await delay(loadMs);
    looked.resolve(await look());
    controller.abort();
  };
  const onLine = (line: string) => {
    if (line.includes('Load test capacity') && !controller.signal.aborted) {
      lookAndInterrupt().catch(looked.reject);
    }
  };
  const { exitCode } = await script('loadtest', ['capacity', '--sizes', '0.5', '--out', out], {
    signal: controller.signal,
    onLine,
  });
  return { exitCode, bounds: await looked.promise };
}
