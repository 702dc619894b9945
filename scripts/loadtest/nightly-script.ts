import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { seededRandom } from '../../loadtest/compare/seeded-random.ts';
import { keptNights } from '../../loadtest/nightly/kept-nights.ts';
import type { NightlyRates } from '../../loadtest/nightly/nightly-rates.ts';
import { runNightly, type ScenarioRun } from '../../loadtest/nightly/run-nightly.ts';
import type { RunRecord } from '../../loadtest/record/run-record.ts';
import { type EnvironmentName, environmentOption, hasCustomers } from '../../operations/target.ts';
import { factOptions } from '../scaling/scaling-options.ts';
import type { Script, ScriptContext } from '../script.ts';
import { outOption } from './keep-run.ts';
import { durationOption } from './loadtest-options.ts';
import { nightlyText } from './nightly-text.ts';

/** What the nightly script needs of the load tests. */
export interface NightlyMeans {
  /** Reads from the definition how much load a night has. */
  readonly readRates: (context: ScriptContext) => Promise<NightlyRates>;
  /** Runs one scenario, and writes its report to a folder of its own in `out`. */
  readonly runScenario: (run: {
    readonly scenario: string;
    readonly environment: EnvironmentName;
    readonly ratePerSecond: number;
    /** As long as the scenario needs where absent. */
    readonly durationMs?: number | undefined;
    readonly out: string;
    readonly context: ScriptContext;
  }) => Promise<ScenarioRun>;
  /** Reads a record from its text; throws for anything else. */
  readonly parseRecord: (text: string) => RunRecord;
}

/** In the order in which they run. */
const nightlyScenarios = ['smoke', 'average', 'spike'];

/** `loadtest:nightly`: the set of scenarios, each compared with the last nights; the exit code is 1 for a regression. */
export function nightlyScript(means: NightlyMeans): Script {
  return {
    name: 'loadtest:nightly',
    about:
      'runs the nightly load tests and compares them with the last nights; the exit code is 1 if anything got worse',
    options: {
      env: { type: 'string', value: 'NAME', about: 'local (default) or staging' },
      region: { type: 'string', about: 'region of the environment (default ap-southeast-1)' },
      'time-scale': {
        type: 'string',
        value: 'N',
        about: 'the time scale at which the environment has to run',
      },
      scenario: {
        type: 'string',
        value: 'NAME',
        multiple: true,
        about: `a part of the night: ${nightlyScenarios.join(', ')} (default: all; may be repeated)`,
      },
      duration: {
        type: 'string',
        value: 'TIME',
        about: 'how long each scenario takes, such as 90s (default: as long as it needs)',
      },
      'rate-share': {
        type: 'string',
        value: 'PART',
        about: 'the part of the rates to send, such as 0.5 on a small machine (default: 1)',
      },
      ...factOptions,
      nights: {
        type: 'string',
        value: 'FOLDER',
        about: 'where the records of the last nights are (default: nights)',
      },
      out: { type: 'string', value: 'FOLDER', about: 'where reports are written (default: nightly-report)' },
    },
    examples: [
      '',
      '--scenario smoke --scenario average',
      '--rate-share 0.5 --duration 5m',
      '--env staging --nights nights --out nightly-report',
    ],
    interrupted: 'The load was stopped. Records of the scenarios that were completed are kept.',
    run: (context) => runNight(context, means),
  };
}

/** The same seed every night, so that a comparison of the same records has the same result. */
const seed = 1;

async function runNight(context: ScriptContext, means: NightlyMeans): Promise<number> {
  const { options, lists, signal, say, print, json } = context;
  const environment = environmentOption(options.env);
  if (hasCustomers(environment)) throw notAmongCustomers(environment);
  const scenarios = scenariosOf(lists.scenario);
  const rateShare = rateShareOption(options['rate-share']);
  const durationMs = durationOption(options.duration);
  const rates = await means.readRates(context);
  const out = await outOption(options.out, 'nightly-report');
  const nights = keptNights({
    folder: String(options.nights ?? 'nights'),
    parse: means.parseRecord,
    unreadable: (file, why) => say(`${file} is left out, as it cannot be read: ${why}`),
  });
  const result = await runNightly({
    ...{ scenarios, signal, earlierNights: nights.read, keep: nights.keep },
    runScenario: (scenario) =>
      means.runScenario({
        ...{ scenario, environment, durationMs, context },
        ratePerSecond: rateShare * rateOf(scenario, rates),
        out: join(out, scenario),
      }),
    comparison: { random: seededRandom(seed) },
  });
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'nightly.json'), JSON.stringify(result, undefined, 2));
  await writeFile(join(out, 'nightly.txt'), nightlyText(result));
  print(json ? JSON.stringify(result) : nightlyText(result));
  return result.outcome === 'passed' ? 0 : 1;
}

/** The scenarios of a night in their own order, whatever the order in which they are named. Raises `BAD_ARGUMENT`. */
function scenariosOf(asked: readonly string[] = []): readonly string[] {
  const unknown = asked.find((name) => !nightlyScenarios.includes(name));
  if (unknown !== undefined) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      `'${unknown}' in --scenario is not a part of the night`,
      `Scenarios: ${nightlyScenarios.join(', ')}. To run another one: loadtest ${unknown}`,
    );
  }
  return asked.length === 0 ? nightlyScenarios : nightlyScenarios.filter((name) => asked.includes(name));
}

function rateShareOption(value: string | boolean | undefined): number {
  if (value === undefined) return 1;
  const share = Number(value);
  if (/^\d+(\.\d+)?$/.test(String(value)) && share > 0 && share <= 1) return share;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `'${value}' in --rate-share is not above 0 and at most 1`,
    'For example: --rate-share 0.5',
  );
}

function rateOf(scenario: string, { averagePerSecond, peakPerSecond }: NightlyRates): number {
  if (scenario === 'smoke') return Math.min(1, averagePerSecond);
  return scenario === 'spike' ? peakPerSecond : averagePerSecond;
}

function notAmongCustomers(environment: EnvironmentName) {
  return wrongUsage(
    'BAD_ENVIRONMENT',
    `Nightly load tests do not run in ${environment}, where customers shop: nobody is there to confirm them`,
    'Use --env staging.',
  );
}
