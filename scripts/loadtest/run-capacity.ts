import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Failure } from '../../failure/failure.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { CapacityDocument, SizeCapacity } from '../../loadtest/capacity/capacity-document.ts';
import type { CapacityLimits, CapacityStep } from '../../loadtest/capacity/capacity-step.ts';
import { findCapacity } from '../../loadtest/capacity/find-capacity.ts';
import { highestRateIn } from '../../loadtest/capacity/highest-rate.ts';
import { sizeCapacity } from '../../loadtest/capacity/size-capacity.ts';
import { sizeToTry } from '../../loadtest/capacity/size-to-try.ts';
import { capacityScenario, type StepPlan } from '../../loadtest/capacity/step-plan.ts';
import { checkPlan } from '../../loadtest/guards/check-plan.ts';
import type { RunRecord } from '../../loadtest/record/run-record.ts';
import { capacityPage } from '../../loadtest/report/capacity-page.ts';
import { runFolderName } from '../../loadtest/result/run-folder-name.ts';
import { writeRun } from '../../loadtest/result/write-run.ts';
import { runLoadTest } from '../../loadtest/run/run-load-test.ts';
import { requestsPerJourney } from '../../loadtest/shapes/mix.ts';
import { atOneTask, isPinned, restoreCommand } from '../../operations/at-one-task.ts';
import type { TaskSize } from '../../operations/resized-definition.ts';
import { scaledServices } from '../../operations/scaled-services.ts';
import { type EnvironmentName, regionOption } from '../../operations/target.ts';
import { withTaskSizes } from '../../operations/task-size.ts';
import { controlPlanePort } from '../control-plane-port.ts';
import { stacksWithFacts } from '../scaling/scaling-options.ts';
import type { ScriptContext } from '../script.ts';
import { openTarget } from '../store/open-target.ts';
import { capacityConclusions } from './capacity-conclusions.ts';
import { environmentTimeScale } from './environment-time-scale.ts';
import { type LoadSetting, loadSetting } from './load-setting.ts';
import { withLoadView } from './load-view.ts';
import { cpuTargetOf, type LoadedService, loadedService } from './loaded-service.ts';

/** The search for a capacity as a user asks for it. */
export interface AskedCapacity {
  readonly environment: EnvironmentName;
  /** The highest rate that is tried, in journeys a second. */
  readonly highestRate: number;
  readonly p95Ms: number;
  /** vCPUs; found where absent. */
  readonly sizes: readonly number[] | undefined;
  readonly service: string | undefined;
  readonly out: string;
}

export interface FoundCapacity {
  readonly found: CapacityDocument;
  readonly folder: string;
}

/** Enough to bracket the limit within a few percent, and a bound for a store whose figures jump. */
const mostSteps = 8;

/**
 * Finds what one task of the web service holds: keeps the service at one task, loads it step by step, and puts it back.
 * Raises `BAD_ENVIRONMENT` for production, and `CAPACITY_NOT_MEASURED`.
 */
export async function runCapacity(asked: AskedCapacity, context: ScriptContext): Promise<FoundCapacity> {
  const { environment } = asked;
  if (environment === 'production') throw notInProduction();
  const { options, signal } = context;
  const target = await openTarget(environment, regionOption(options.region));
  const timeScale = await environmentTimeScale(target, options['time-scale'], controlPlanePort);
  const setting = await loadSetting({ target, timeScale }, context);
  const { facts } = await stacksWithFacts(context);
  const service = loadedService(setting.stacks, facts, asked.service);
  const { cluster } = setting.loadTest;
  const [scaled] = await scaledServices(target, cluster, service.name);
  if (scaled === undefined) throw notScaled(service.name);
  if (isPinned(scaled)) context.say(leftPinned(service));
  const limits: CapacityLimits = { cpuPercent: cpuTargetOf(service), p95Ms: asked.p95Ms };
  const highestRate = Math.min(asked.highestRate, highestRateIn(environment));
  const startMs = Date.now();
  const sizes: SizeCapacity[] = [];
  const records: RunRecord[] = [];
  const note = (text: string) => context.say(text);
  const watch = { signal, note };
  context.say(
    `Should this process be killed, give ${service.name} its bounds back with: ${await restoreCommand(target, scaled)}`,
  );
  const foundUntilNow = (ended: CapacityDocument['ended']): CapacityDocument => ({
    ...{ version: 1, environment, timeScale, service: service.name, startMs, endMs: Date.now(), ended },
    ...{ minCapacity: service.scaling.minCapacity, maxCapacity: service.scaling.maxCapacity },
    ...{ limits, sizes, ...capacityConclusions(setting.stacks, facts, service, sizes) },
  });
  try {
    await atOneTask(target, scaled, watch, () =>
      withTaskSizes(target, { cluster, service: service.name }, watch, async (resize) => {
        for (;;) {
          const own = { vcpu: service.taskVcpu, memoryMiB: service.taskMemoryMiB };
          const { size, tooSmall } = sizeToTry(own, asked.sizes, sizes);
          if (signal.aborted) return;
          if (size === undefined) {
            for (const vcpu of tooSmall) note(tooLittleMemory(vcpu));
            return;
          }
          const refused = await whyNotStarted(() => resize(size));
          if (refused !== undefined) {
            sizes.push({ ...sizeCapacity(size, [], limits), notStarted: refused });
            continue;
          }
          const steps: CapacityStep[] = [];
          try {
            await findCapacity({
              ...{ service: service.name, timeScale, signal, limits, mostSteps, highestRate },
              firstRate: Math.min(firstRate(service, size, limits), highestRate),
              runStep: async (step) => {
                const record = await runStep(step, setting, environment, context);
                records.push(record);
                return record;
              },
              onStep: (step) => {
                steps.push(step);
              },
            });
          } finally {
            // What was measured is kept, even if a later step failed.
            if (steps.length > 0) sizes.push(sizeCapacity(size, steps, limits));
          }
        }
      }),
    );
  } catch (error) {
    if (sizes.length === 0) throw error;
    if (!signal.aborted) {
      context.say(
        `What was measured until then: ${await keep(foundUntilNow('interrupted'), records, asked.out)}`,
      );
      throw error;
    }
  }
  const found = foundUntilNow(signal.aborted ? 'interrupted' : 'completed');
  return { found, folder: await keep(found, records, asked.out) };
}

/** Tasks that do not start at a size are a result as well: ECS has gone back to the size before then. */
async function whyNotStarted(resize: () => Promise<void>): Promise<string | undefined> {
  try {
    await resize();
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'STORE_DOES_NOT_START') throw error;
    const [first = ''] = error.message.split('\n', 1);
    return first.replace(/^The service \S+ failed to start: /, '');
  }
}

async function runStep(
  { plan }: StepPlan,
  { loadTest }: LoadSetting,
  environment: EnvironmentName,
  context: ScriptContext,
): Promise<RunRecord> {
  checkPlan(plan, environment);
  const { record } = await withLoadView(context, plan, environment, (watched) =>
    runLoadTest({ ...loadTest, plan }, { signal: context.signal, ...watched }),
  );
  return record;
}

/** Half of what the task should hold by the stated cost of a request. */
function firstRate({ facts }: LoadedService, { vcpu }: TaskSize, { cpuPercent }: CapacityLimits): number {
  return (vcpu * (cpuPercent / 100)) / facts.cpuSeconds / requestsPerJourney / 2;
}

function tooLittleMemory(vcpu: number): string {
  return `${vcpu} vCPU was not tried: Fargate gives such a task less memory than this one needs.`;
}

async function keep(found: CapacityDocument, records: readonly RunRecord[], out: string): Promise<string> {
  const folder = join(out, runFolderName(found.startMs, capacityScenario));
  await writeRun(folder, {
    'capacity.json': `${JSON.stringify(found, null, 2)}\n`,
    'report.html': await capacityPage(found),
    ...Object.fromEntries(
      records.map((record, index) => [`step-${index + 1}.json.gz`, gzipSync(JSON.stringify(record))]),
    ),
  });
  return folder;
}

function leftPinned({ name, scaling: { minCapacity, maxCapacity } }: LoadedService): string {
  return `${name} is kept at one task already, maybe by a run that was killed. The definition has ${minCapacity} to ${maxCapacity}; it stays as it is afterwards.`;
}

function notInProduction(): Failure {
  return wrongUsage(
    'BAD_ENVIRONMENT',
    'loadtest capacity does not run in production: it takes the service down to one task and loads that to its limit',
    'Use --env staging.',
  );
}

function notScaled(name: string): Failure {
  return new Failure(
    'SERVICE_NOT_SCALED',
    `${name} is scaled in the definition, but not in the environment`,
    {
      hint: 'Deploy the definition first.',
    },
  );
}
