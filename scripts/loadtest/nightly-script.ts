import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { seededRandom } from '../../loadtest/compare/seeded-random.ts';
import { keptNights } from '../../loadtest/nightly/kept-nights.ts';
import { runNightly, type ScenarioRun } from '../../loadtest/nightly/run-nightly.ts';
import type { RunRecord } from '../../loadtest/record/run-record.ts';
import { type EnvironmentName, environmentOption } from '../../operations/target.ts';
import type { Script, ScriptContext } from '../script.ts';
import { nightlyText } from './nightly-text.ts';

/** What the nightly script needs of the load tests. */
export interface NightlyMeans {
  /** Runs one scenario, and writes its report to a folder. */
  readonly runScenario: (run: {
    readonly scenario: string;
    readonly environment: EnvironmentName;
    readonly reportFolder: string;
    readonly context: ScriptContext;
  }) => Promise<ScenarioRun>;
  /** Reads a record from its text; throws for anything else. */
  readonly parseRecord: (text: string) => RunRecord;
}

const scenarios = ['smoke', 'average', 'spike'];

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
      nights: {
        type: 'string',
        value: 'FOLDER',
        about: 'where the records of the last nights are (default: nights)',
      },
      out: { type: 'string', value: 'FOLDER', about: 'where reports are written (default: nightly-report)' },
    },
    examples: ['', '--env staging --nights nights --out nightly-report'],
    interrupted: 'The load was stopped. Records of the scenarios that were completed are kept.',
    run: (context) => runNight(context, means),
  };
}

/** The same seed every night, so that a comparison of the same records has the same result. */
const seed = 1;

async function runNight(context: ScriptContext, { runScenario, parseRecord }: NightlyMeans): Promise<number> {
  const { options, signal, say, print, json } = context;
  const environment = environmentOption(options.env);
  if (environment === 'production') throw notInProduction();
  const out = String(options.out ?? 'nightly-report');
  const nights = keptNights({
    folder: String(options.nights ?? 'nights'),
    parse: parseRecord,
    unreadable: (file, why) => say(`${file} is left out, as it cannot be read: ${why}`),
  });
  const result = await runNightly({
    ...{ scenarios, signal, earlierNights: nights.read, keep: nights.keep },
    runScenario: (scenario) =>
      runScenario({ scenario, environment, reportFolder: join(out, scenario), context }),
    comparison: { random: seededRandom(seed) },
  });
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'nightly.json'), JSON.stringify(result, undefined, 2));
  await writeFile(join(out, 'nightly.txt'), nightlyText(result));
  print(json ? JSON.stringify(result) : nightlyText(result));
  return result.outcome === 'passed' ? 0 : 1;
}

function notInProduction() {
  return wrongUsage(
    'BAD_ENVIRONMENT',
    'Nightly load tests do not run in production: nobody is there to confirm them',
    'Use --env staging.',
  );
}
