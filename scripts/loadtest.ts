import { join } from 'node:path';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { compareRuns } from '../loadtest/compare/compare-runs.ts';
import { seededRandom } from '../loadtest/compare/seeded-random.ts';
import { exitCodeOf } from '../loadtest/result/exit-code.ts';
import { readRun } from '../loadtest/result/read-run.ts';
import { verdictDocument } from '../loadtest/result/verdict-document.ts';
import { findShape, shapes } from '../loadtest/shapes/shapes.ts';
import { environmentOption } from '../operations/target.ts';
import { capacityOptions, p95Option, refuseOptions, sizesOption } from './loadtest/capacity-options.ts';
import { capacityText } from './loadtest/capacity-text.ts';
import { comparisonText } from './loadtest/comparison-text.ts';
import { outOption } from './loadtest/keep-run.ts';
import {
  durationOption,
  loadtestOptions,
  rateOption,
  thresholdsOf,
  workersOption,
} from './loadtest/loadtest-options.ts';
import { runCapacity } from './loadtest/run-capacity.ts';
import { type JudgedScenario, runScenario } from './loadtest/run-scenario.ts';
import { verdictText } from './loadtest/verdict-text.ts';
import { runScript } from './run-script.ts';
import type { ScriptContext } from './script.ts';

/** As of other programs that Ctrl-C ends. */
const interruptedCode = 130;

/** Journeys a second that a search for the capacity tries at most: one task that holds more is of another kind of store. */
const usualHighestRate = 100;

/** The same two runs compare alike each time. */
const seed = 1;

await runScript({
  name: 'loadtest',
  about:
    'sends the load of a scenario to a store and judges whether it held and how it was scaled; finds what one task holds; or compares two runs',
  operands: `SCENARIO (${shapes.map(({ name }) => name).join(', ')}), capacity, or compare RUN RUN`,
  options: {
    env: { type: 'string', value: 'NAME', about: 'local (default), small, staging or production' },
    region: { type: 'string', about: 'region of the environment (default ap-southeast-1)' },
    'time-scale': {
      type: 'string',
      value: 'N',
      about: 'the time scale at which the environment has to run; the test is as many times as short',
    },
    ...loadtestOptions,
    ...capacityOptions,
    out: {
      type: 'string',
      value: 'FOLDER',
      about: 'folder for the folders of runs (default reports/loadtest)',
    },
  },
  examples: [
    'smoke',
    'spike --rate 12',
    "average --threshold 'p95(browse: product) < 800ms'",
    'capacity --sizes 0.25,0.5 --p95 800ms',
    'compare RUN RUN',
  ],
  interrupted: 'The load was ended. What was measured until then is kept, if there was any.',
  run: (context) => {
    switch (context.operands[0]) {
      case 'compare':
        return compare(context);
      case 'capacity':
        return capacity(context);
      default:
        return test(context);
    }
  },
});

async function test(context: ScriptContext): Promise<number> {
  const { options, operands } = context;
  const [name, superfluous] = operands;
  if (name === undefined || superfluous !== undefined) throw oneScenario();
  const { name: scenario } = findShape(name);
  refuseOptions(context, Object.keys(capacityOptions), scenario);
  const asked = {
    ...{ scenario, environment: environmentOption(options.env) },
    ...{ ratePerSecond: rateOption(options.rate), durationMs: durationOption(options.duration) },
    workers: workersOption(options.workers),
    thresholds: await thresholdsOf(scenario, context),
    out: await outOption(options.out, join('reports', 'loadtest')),
  };
  const judged = await runScenario(asked, context);
  tell(context, judged);
  return judged.record.k6.ended === 'interrupted' ? interruptedCode : exitCodeOf(judged.verdict);
}

function oneScenario() {
  return wrongUsage(
    'BAD_ARGUMENT',
    'loadtest needs the name of one scenario',
    `Scenarios: ${shapes.map(({ name, about }) => `${name} (${about})`).join(' ')}`,
  );
}

function tell({ json, print, say }: ScriptContext, { verdict, record, folder }: JudgedScenario): void {
  if (json) {
    print(JSON.stringify({ folder, ...verdictDocument(verdict, record) }));
    return;
  }
  const { columns: width = 100, isTTY: colours } = process.stdout;
  print(verdictText(verdict, record, { width, colours }));
  say(`Report: ${join(folder, 'report.html')}`);
}

async function capacity(context: ScriptContext): Promise<number> {
  const { options, operands, json, print, say } = context;
  if (operands.length > 1) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      `loadtest capacity: unexpected argument '${operands[1]}'`,
      'Leave it out.',
    );
  }
  refuseOptions(context, ['duration', 'workers', 'threshold', 'thresholds'], 'capacity');
  const { found, folder } = await runCapacity(
    {
      environment: environmentOption(options.env),
      highestRate: options.rate === undefined ? usualHighestRate : rateOption(options.rate),
      p95Ms: p95Option(options.p95),
      sizes: sizesOption(options.sizes),
      service: options.service === undefined ? undefined : String(options.service),
      out: await outOption(options.out, join('reports', 'loadtest')),
    },
    context,
  );
  print(json ? JSON.stringify({ folder, ...found }) : capacityText(found));
  if (!json) say(`Report: ${join(folder, 'report.html')}`);
  if (found.ended === 'interrupted') return interruptedCode;
  return found.sizes.some(({ held }) => held !== undefined) ? 0 : 1;
}

async function compare(context: ScriptContext): Promise<number> {
  const { operands, json, print } = context;
  const [, earlier, later, superfluous] = operands;
  if (earlier === undefined || later === undefined || superfluous !== undefined) throw twoRuns();
  const ofLoad = [
    'env',
    'region',
    'time-scale',
    'out',
    ...Object.keys({ ...loadtestOptions, ...capacityOptions }),
  ];
  refuseOptions(context, ofLoad, 'compare');
  const [before, after] = [await readRun(earlier), await readRun(later)];
  const comparison = compareRuns(before, after, { random: seededRandom(seed) });
  print(json ? JSON.stringify(comparison) : comparisonText(comparison));
  return comparison.outcome === 'worse' ? 1 : 0;
}

function twoRuns() {
  return wrongUsage(
    'BAD_ARGUMENT',
    'loadtest compare needs the folders of two runs, the earlier one first',
    'For example: loadtest compare reports/loadtest/2026-01-05-120000-spike reports/loadtest/2026-01-06-120000-spike',
  );
}
