import { join } from 'node:path';
import { arch, env } from 'node:process';
import { checkPlan } from '../../loadtest/guards/check-plan.ts';
import { checkTarget } from '../../loadtest/guards/check-target.ts';
import { confirmationFor } from '../../loadtest/guards/confirmation.ts';
import { type FindK6Options, findK6 } from '../../loadtest/k6/find-k6.ts';
import type { K6 } from '../../loadtest/k6/k6-version.ts';
import { findWorkerK6 } from '../../loadtest/k6/worker-k6.ts';
import { reportPage } from '../../loadtest/report/report-page.ts';
import { runFiles } from '../../loadtest/result/run-files.ts';
import { runFolderName } from '../../loadtest/result/run-folder-name.ts';
import { writeRun } from '../../loadtest/result/write-run.ts';
import { judgeRun } from '../../loadtest/run/judge-run.ts';
import { type LoadTestResult, runLoadTest } from '../../loadtest/run/run-load-test.ts';
import type { LoadPlan } from '../../loadtest/shapes/load-plan.ts';
import { findShape } from '../../loadtest/shapes/shapes.ts';
import type { Threshold } from '../../loadtest/thresholds/threshold.ts';
import { definedScaling } from '../../loadtest/verdict/defined-scaling.ts';
import type { RunVerdict } from '../../loadtest/verdict/verdict.ts';
import { checkedServices } from '../../local/capacity/checked/checked-services.ts';
import { noFacts } from '../../local/capacity/facts/given-facts.ts';
import { edgeInTask } from '../../local/environment/local-environment.ts';
import { readOneOffLaunch } from '../../operations/one-off-launch.ts';
import { readStoreAccess } from '../../operations/store-access.ts';
import { type EnvironmentName, regionOption, targetOnAws } from '../../operations/target.ts';
import { confirmTyped } from '../confirm-typed.ts';
import { controlPlanePort } from '../control-plane-port.ts';
import { definedStacks } from '../scaling/scaling-options.ts';
import type { ScriptContext } from '../script.ts';
import { openTarget } from '../store/open-target.ts';
import { environmentTimeScale } from './environment-time-scale.ts';
import { withLoadView } from './load-view.ts';

/** A load test as a user asks for it. */
export interface AskedScenario {
  readonly scenario: string;
  readonly environment: EnvironmentName;
  readonly ratePerSecond: number;
  /** As long as the shape needs where absent. */
  readonly durationMs?: number | undefined;
  /** How many tasks of the environment send the load; this machine does where absent. */
  readonly workers?: number | undefined;
  readonly thresholds: readonly Threshold[];
  /** The folder in which the run gets a folder of its own. */
  readonly out: string;
}

/** What a load test came to, and the folder that it left. */
export interface JudgedScenario extends LoadTestResult {
  readonly verdict: RunVerdict;
  readonly folder: string;
}

/** The region in which CloudWatch has the metrics of CloudFront. */
const edgeRegion = 'us-east-1';

/** Runs a scenario against an environment, judges it and keeps it. */
export async function runScenario(asked: AskedScenario, context: ScriptContext): Promise<JudgedScenario> {
  const { environment, scenario, ratePerSecond, durationMs } = asked;
  const { options, signal, say } = context;
  const shape = findShape(scenario);
  const target = await openTarget(environment, regionOption(options.region));
  const timeScale = await environmentTimeScale(target, options['time-scale'], controlPlanePort);
  const duration = durationMs === undefined ? {} : { durationMs };
  const plan = shape.plan({ ratePerSecond, timeScale, ...duration });
  checkPlan(plan, environment);
  await confirmLoad(plan, environment, signal);
  const [{ cluster }, store, k6, defined] = await Promise.all([
    readOneOffLaunch(target),
    readStoreAccess(target),
    k6Of(asked, { environment: env, signal, onInstall: (path) => say(`Installing k6 at ${path}`) }),
    definedStacks(context).then((stacks) =>
      definedScaling(stacks.flatMap((stack) => checkedServices(stack, noFacts))),
    ),
  ]);
  checkTarget(store.storefrontUrl, { name: environment, addresses: [store.storefrontUrl] });
  const edge = environment === 'local' ? {} : { edge: targetOnAws(environment, edgeRegion) };
  const loadTest = {
    ...{ plan, target, ...edge, cluster, store, timeScale, k6, environment: env },
    ...workersOf(asked, store.storefrontUrl),
  };
  const result = await withLoadView(context, plan, environment, (watched) =>
    runLoadTest(loadTest, { signal, ...watched }),
  );
  const verdict = judgeRun(result.record, asked.thresholds, defined);
  return { ...result, verdict, folder: await keepRun(result, verdict, asked.out) };
}

/** The k6 that sends the load: of this machine, or one for tasks, which locally have its processor. */
async function k6Of({ workers, environment }: AskedScenario, options: FindK6Options): Promise<K6> {
  if (workers === undefined) return await findK6(options);
  const isArm = environment === 'local' && arch === 'arm64';
  return await findWorkerK6(isArm ? 'arm64' : 'x64', options);
}

/** A task has another loopback than this machine: there, the local edge is found under its own name. */
function workersOf({ workers, environment }: AskedScenario, storefrontUrl: string) {
  if (workers === undefined) return {};
  const addresses = environment === 'local' ? { [new URL(storefrontUrl).host]: edgeInTask } : {};
  return { workers: { count: workers, addresses } };
}

/** Asks before customers are disturbed. */
async function confirmLoad(plan: LoadPlan, environment: EnvironmentName, signal: AbortSignal): Promise<void> {
  const confirmation = confirmationFor(plan, environment);
  if (confirmation === undefined) return;
  const otherwise = 'No load was sent';
  const withoutTerminal = 'Run it in a terminal: production gets load only from somebody who watches it.';
  await confirmTyped({ ...confirmation, otherwise, withoutTerminal }, process, signal);
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
