import { join } from 'node:path';
import { cwd, env } from 'node:process';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { checkPlan } from '../loadtest/guards/check-plan.ts';
import { checkTarget } from '../loadtest/guards/check-target.ts';
import { confirmationFor } from '../loadtest/guards/confirmation.ts';
import { findK6 } from '../loadtest/k6/find-k6.ts';
import { reportPage } from '../loadtest/report/report-page.ts';
import { exitCodeOf } from '../loadtest/result/exit-code.ts';
import { runFiles } from '../loadtest/result/run-files.ts';
import { runFolderName } from '../loadtest/result/run-folder-name.ts';
import { verdictDocument } from '../loadtest/result/verdict-document.ts';
import { verdictText } from '../loadtest/result/verdict-text.ts';
import { writeRun } from '../loadtest/result/write-run.ts';
import { judgeRun } from '../loadtest/run/judge-run.ts';
import { type LoadTestResult, runLoadTest } from '../loadtest/run/run-load-test.ts';
import type { LoadPlan } from '../loadtest/shapes/load-plan.ts';
import { findShape, shapes } from '../loadtest/shapes/shapes.ts';
import type { RunVerdict } from '../loadtest/verdict/verdict.ts';
import { identifyEnvironment } from '../local/environment/identify.ts';
import { startedPorts } from '../local/environment/ports.ts';
import { readOneOffLaunch } from '../operations/one-off-launch.ts';
import { readStoreAccess } from '../operations/store-access.ts';
import { type EnvironmentName, environmentOption, regionOption, targetOnAws } from '../operations/target.ts';
import { confirmTyped } from './confirm-typed.ts';
import { definedScaling } from './loadtest/defined-scaling.ts';
import { environmentTimeScale } from './loadtest/environment-time-scale.ts';
import { withLoadView } from './loadtest/load-view.ts';
import { durationOption, loadtestOptions, rateOption, thresholdsOf } from './loadtest/loadtest-options.ts';
import { runScript } from './run-script.ts';
import { definedStacks } from './scaling/scaling-options.ts';
import type { ScriptContext } from './script.ts';
import { openTarget } from './store/open-target.ts';

/** The region in which CloudWatch has the metrics of CloudFront. */
const edgeRegion = 'us-east-1';

await runScript({
  name: 'loadtest',
  about: 'sends the load of a scenario to a store, and judges whether it held and how it was scaled',
  operands: `SCENARIO (${shapes.map(({ name }) => name).join(', ')})`,
  options: {
    env: { type: 'string', value: 'NAME', about: 'local (default), staging or production' },
    region: { type: 'string', about: 'region of the environment (default ap-southeast-1)' },
    'time-scale': {
      type: 'string',
      value: 'N',
      about: 'the time scale at which the environment has to run; the test is as many times as short',
    },
    ...loadtestOptions,
    out: {
      type: 'string',
      value: 'FOLDER',
      about: 'folder for the folders of runs (default reports/loadtest)',
    },
  },
  examples: ['smoke', 'spike --rate 6', "average --threshold 'p95(browse: product) < 800ms'"],
  interrupted: 'The load was ended.',
  run: async (context) => {
    const { options, operands, signal, say } = context;
    const [scenario, superfluous] = operands;
    if (scenario === undefined || superfluous !== undefined) throw oneScenario();
    const shape = findShape(scenario);
    const [ratePerSecond, durationMs] = [rateOption(options.rate), durationOption(options.duration)];
    const thresholds = await thresholdsOf(scenario, context);
    const environment = environmentOption(options.env);
    const target = await openTarget(environment, regionOption(options.region));
    const timeScale = await environmentTimeScale(target, options['time-scale'], controlPlanePort);
    const plan = shape.plan({
      ...{ ratePerSecond, timeScale },
      ...(durationMs === undefined ? {} : { durationMs }),
    });
    checkPlan(plan, environment);
    await confirmLoad(plan, environment, signal);
    const [{ cluster }, store, k6, defined] = await Promise.all([
      readOneOffLaunch(target),
      readStoreAccess(target),
      findK6({ environment: env, signal, onInstall: (path) => say(`Installing k6 at ${path}`) }),
      definedStacks(context).then(definedScaling),
    ]);
    checkTarget(store.storefrontUrl, { name: environment, addresses: [store.storefrontUrl] });
    const edge = environment === 'local' ? {} : { edge: targetOnAws(environment, edgeRegion) };
    const loadTest = { plan, target, ...edge, cluster, store, timeScale, k6, environment: env };
    const result = await withLoadView(context, plan, environment, (watched) =>
      runLoadTest(loadTest, { signal, ...watched }),
    );
    const verdict = judgeRun(result.record, thresholds, defined);
    const folder = await keepRun(result, verdict, String(options.out ?? join('reports', 'loadtest')));
    tell(context, result, verdict, folder);
    return result.record.k6.ended === 'interrupted' ? interruptedCode : exitCodeOf(verdict);
  },
});

/** As of other programs that Ctrl-C ends. */
const interruptedCode = 130;

function oneScenario() {
  return wrongUsage(
    'BAD_ARGUMENT',
    'loadtest needs the name of one scenario',
    `Scenarios: ${shapes.map(({ name, about }) => `${name} (${about})`).join(' ')}`,
  );
}

/** Asks before customers are disturbed. */
async function confirmLoad(plan: LoadPlan, environment: EnvironmentName, signal: AbortSignal): Promise<void> {
  const confirmation = confirmationFor(plan, environment);
  if (confirmation === undefined) return;
  const otherwise = 'No load was sent';
  const withoutTerminal = 'Run it in a terminal: production gets load only from somebody who watches it.';
  await confirmTyped({ ...confirmation, otherwise, withoutTerminal }, process, signal);
}

/** Where the local control plane answers. */
async function controlPlanePort(): Promise<number> {
  return (await startedPorts(identifyEnvironment(cwd(), env))).aws;
}

/** Writes all that a run leaves into a folder of its own; gives its path. */
async function keepRun(
  { record, k6Summary }: LoadTestResult,
  verdict: RunVerdict,
  out: string,
): Promise<string> {
  const folder = join(out, runFolderName(record.startMs, record.plan.scenario));
  await writeRun(folder, {
    ...runFiles(verdict, record),
    'report.html': await reportPage(record, verdict),
    ...(k6Summary === undefined ? {} : { 'k6-summary.json': k6Summary }),
  });
  return folder;
}

function tell(
  { json, print, say }: ScriptContext,
  { record }: LoadTestResult,
  verdict: RunVerdict,
  folder: string,
): void {
  if (json) {
    print(JSON.stringify({ folder, ...verdictDocument(verdict, record) }));
    return;
  }
  const { columns: width = 100, isTTY: colours } = process.stdout;
  print(verdictText(verdict, record, { width, colours }));
  say(`Report: ${join(folder, 'report.html')}`);
}
