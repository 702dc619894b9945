import { checkPlan } from '../../loadtest/guards/check-plan.ts';
import { confirmationFor } from '../../loadtest/guards/confirmation.ts';
import { reportPage } from '../../loadtest/report/report-page.ts';
import { runFiles } from '../../loadtest/result/run-files.ts';
import { runFolderName } from '../../loadtest/result/run-folder-name.ts';
import { judgeRun } from '../../loadtest/run/judge-run.ts';
import { type LoadTestResult, runLoadTest } from '../../loadtest/run/run-load-test.ts';
import type { LoadPlan } from '../../loadtest/shapes/load-plan.ts';
import { findShape } from '../../loadtest/shapes/shapes.ts';
import type { Threshold } from '../../loadtest/thresholds/threshold.ts';
import { definedScaling } from '../../loadtest/verdict/defined-scaling.ts';
import type { RunVerdict } from '../../loadtest/verdict/verdict.ts';
import { checkedServices } from '../../local/capacity/checked/checked-services.ts';
import { noFacts } from '../../local/capacity/facts/given-facts.ts';
import { type EnvironmentName, regionOption } from '../../operations/target.ts';
import { confirmTyped } from '../confirm-typed.ts';
import { controlPlanePort } from '../control-plane-port.ts';
import { definedStacks } from '../scaling/scaling-options.ts';
import type { ScriptContext } from '../script.ts';
import { openTarget } from '../store/open-target.ts';
import { environmentTimeScale } from './environment-time-scale.ts';
import { keepRun } from './keep-run.ts';
import { loadSetting } from './load-setting.ts';
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

/** Runs a scenario against an environment, judges it and keeps it. */
export async function runScenario(asked: AskedScenario, context: ScriptContext): Promise<JudgedScenario> {
  const { environment, scenario, ratePerSecond, durationMs } = asked;
  const { options, signal } = context;
  const shape = findShape(scenario);
  const target = await openTarget(environment, regionOption(options.region));
  const timeScale = await environmentTimeScale(target, options['time-scale'], controlPlanePort);
  const duration = durationMs === undefined ? {} : { durationMs };
  const plan = shape.plan({ ratePerSecond, timeScale, ...duration });
  checkPlan(plan, environment);
  await confirmLoad(plan, environment, signal);
  const [setting, stacks] = await Promise.all([
    loadSetting({ target, timeScale, workers: asked.workers }, context),
    definedStacks(context),
  ]);
  const result = await withLoadView(context, plan, environment, (watched) =>
    runLoadTest({ ...setting, plan }, { signal, ...watched }),
  );
  const defined = definedScaling(stacks.flatMap((stack) => checkedServices(stack, noFacts)));
  const verdict = judgeRun(result.record, asked.thresholds, defined);
  return { ...result, verdict, folder: await keep(result, verdict, asked.out, context.say) };
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
async function keep(
  { record, k6Summary }: LoadTestResult,
  verdict: RunVerdict,
  out: string,
  say: ScriptContext['say'],
): Promise<string> {
  const files = {
    ...runFiles(verdict, record),
    'report.html': await reportPage(record, verdict),
    ...(k6Summary === undefined ? {} : { 'k6-summary.json': k6Summary }),
  };
  return await keepRun(out, runFolderName(record.startMs, record.plan.scenario), files, say);
}
