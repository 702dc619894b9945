import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../json/parse-json.ts';
import { nightlyArguments } from '../../loadtest/nightly/testing/workflow.ts';
import type { DemoEnvironment } from './demo-environment.ts';

/** A night of load tests that was run, and what it left. */
export interface Night {
  readonly exitCode: number;
  /** What it printed, in one line. */
  readonly text: string;
  readonly scenarios: readonly {
    readonly scenario: string;
    readonly outcome: string;
    /** Number of earlier nights. */
    readonly comparedWith: number;
  }[];
  /** The files of each report, by scenario. */
  readonly reports: Readonly<Record<string, readonly string[]>>;
  /** Files with the records of all nights. */
  readonly records: readonly string[];
}

const schema = z.object({
  scenarios: z.array(
    z.object({
      scenario: z.string(),
      outcome: z.string(),
      comparison: z.object({ earlier: z.array(z.unknown()) }).optional(),
    }),
  ),
});

/**
 * Runs the line of the nightly workflow against the local environment at time scale 10, with its folders below `folder`;
 * reports of an earlier night are there as well.
 */
export async function runNight(
  { script }: Pick<DemoEnvironment, 'script'>,
  folder: string,
  more: readonly string[],
): Promise<Night> {
  const given = nightlyArguments();
  const args = given.map((each, index) => argumentHere(each, given[index - 1], folder));
  const end = await script('loadtest:nightly', [...args, '--time-scale', '10', ...more]);
  const [out, nights] = ['--out', '--nights'].map((option) => valueAfter(args, option));
  if (out === undefined || nights === undefined) throw new Error('The workflow names its folders');
  // Of an earlier night there is one as well.
  if (end.exitCode > 1 || end.stdout === '') throw new Error(`It ended with ${end.exitCode}: ${end.stderr}`);
  const { scenarios } = schema.parse(parseJson(await readFile(join(out, 'nightly.json'), 'utf8')));
  return {
    exitCode: end.exitCode,
    text: (await readFile(join(out, 'nightly.txt'), 'utf8')).replaceAll('\n', ' '),
    scenarios: scenarios.map(({ comparison, ...each }) => ({
      ...each,
      comparedWith: comparison?.earlier.length ?? 0,
    })),
    reports: await reportsIn(out),
    records: await readdir(nights),
  };
}

/** Each run has a folder in that of its scenario. */
async function reportsIn(out: string): Promise<Night['reports']> {
  const entries = await readdir(out, { withFileTypes: true });
  const scenarios = entries.filter((each) => each.isDirectory()).map(({ name }) => name);
  const files = await Promise.all(scenarios.map((name) => filesOfRuns(join(out, name))));
  return Object.fromEntries(scenarios.map((name, index) => [name, files[index] ?? []]));
}

async function filesOfRuns(folder: string): Promise<readonly string[]> {
  const runs = await readdir(folder);
  return (await Promise.all(runs.map((run) => readdir(join(folder, run))))).flat();
}

function argumentHere(argument: string, option: string | undefined, folder: string): string {
  if (option === '--env') return 'local';
  return option === '--nights' || option === '--out' ? join(folder, argument) : argument;
}

function valueAfter(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option);
  return at === -1 ? undefined : args[at + 1];
}
