import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../../json/parse-json.ts';
import { capacitySchema } from '../../loadtest/capacity/capacity-document.ts';
import type { DemoEnvironment } from './demo-environment.ts';

/** A search for a capacity that was run, and what it left. */
export interface CapacityRun {
  readonly exitCode: number;
  readonly found: z.infer<typeof capacitySchema>;
  readonly files: readonly string[];
  /** What it said while it ran. */
  readonly stderr: string;
}

export interface CapacityWatch {
  /** Called once, when the load of the second step is under way. */
  readonly onSecondStep?: () => void;
  /** Interrupts it. */
  readonly signal?: AbortSignal;
}

/** Runs `loadtest capacity` as a user does, with its folder below `out`. */
export async function runCapacity(
  { script }: Pick<DemoEnvironment, 'script'>,
  out: string,
  args: readonly string[],
  { onSecondStep, signal }: CapacityWatch = {},
): Promise<CapacityRun> {
  let ended = 0;
  let isTold = false;
  const { exitCode, stdout, stderr } = await script(
    'loadtest',
    ['capacity', ...args, '--out', out, '--json'],
    {
      ...(signal === undefined ? {} : { signal }),
      onLine: (line) => {
        if (/^✔ Load test capacity/.test(line)) ended += 1;
        if (ended !== 1 || isTold || !/Load test capacity: .* left/.test(line)) return;
        isTold = true;
        onSecondStep?.();
      },
    },
  );
  const printed = printedSchema.safeParse(stdout === '' ? undefined : parseJson(stdout)).data;
  if (printed === undefined) throw new Error(`loadtest capacity ended with ${exitCode}: ${stderr}`);
  const { folder, ...found } = printed;
  return { exitCode, found, files: (await readdir(folder)).toSorted(), stderr };
}

const printedSchema = capacitySchema.extend({ folder: z.string() });
