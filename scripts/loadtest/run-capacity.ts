import { gzipSync } from 'node:zlib';
import { command } from '../../failure/command.ts';
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
import { runLoadTest } from '../../loadtest/run/run-load-test.ts';
import { requestsPerJourney } from '../../loadtest/shapes/mix.ts';
import { atOneTask, isPinned, restoreCommand } from '../../operations/at-one-task.ts';
import type { TaskSize } from '../../operations/resized-definition.ts';
import { type ScaledService, scaledServices } from '../../operations/scaled-services.ts';
import { type EnvironmentName, hasCustomers, regionOption } from '../../operations/target.ts';
import { withTaskSizes } from '../../operations/task-size.ts';
import { controlPlanePort } from '../control-plane-port.ts';
import { stacksWithFacts } from '../scaling/scaling-options.ts';
import type { ScriptContext } from '../script.ts';
import { openTarget } from '../store/open-target.ts';
import { capacityConclusions } from './capacity-conclusions.ts';
import { environmentTimeScale } from './environment-time-scale.ts';
import { keepRun } from './keep-run.ts';
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
 * Raises `BAD_ENVIRONMENT` where customers shop, and `CAPACITY_NOT_MEASURED`.
 */
export async function runCapacity(asked: AskedCapacity, context: ScriptContext): Promise<FoundCapacity> {
  const { environment } = asked;
  if (hasCustomers(environment)) throw notAmongCustomers(environment);
  const { options, signal } = context;
  const target = await openTarget(environment, regionOption(options.region));
  const timeScale = await environmentTimeScale(target, options['time-scale'], controlPlanePort);
  const [setting, { stacks, facts }] = await Promise.all([
    loadSetting({ target, timeScale }, context),
    stacksWithFacts(context),
  ]);
  const service = loadedService(stacks, facts, asked.service);
  const { cluster } = setting;
  const [scaled] = await scaledServices(target, cluster, service.name);
  if (scaled === undefined) throw notScaled(service.name);
  if (isPinned(scaled))
    throw pinnedAlready(service, await restoreCommand(target, ofDefinition(service, scaled)));
  const limits: CapacityLimits = { cpuPercent: cpuTargetOf(service), p95Ms: asked.p95Ms };
  const highestRate = Math.min(asked.highestRate, highestRateIn(environment));
  const startMs = Date.now();
  const sizes: SizeCapacity[] = [];
  const records: RunRecord[] = [];
  const note = (text: string) => context.say(text);
  const watch = { signal, note };
  const measure = async (size: TaskSize) => {
    const steps: CapacityStep[] = [];
    try {
      await findCapacity({
        ...{ service: service.name, timeScale, signal, limits, mostSteps, highestRate },
        firstRate: Math.min(firstRate(service, size, limits), highestRate),
        runStep: async (step) => {
          const record = await runStep(step, setting, context);
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
  };
  context.say(
    `Should this process be killed, give ${service.name} its bounds back${credentialsIn(environment)}: ${await restoreCommand(target, scaled)}`,
  );
  const { minCapacity, maxCapacity } = service.scaling;
  const keepFound = async (ended: CapacityDocument['ended']): Promise<FoundCapacity> => {
    const found: CapacityDocument = {
      ...{ version: 1, environment, timeScale, service: service.name, startMs, endMs: Date.now(), ended },
      ...{ minCapacity, maxCapacity, limits, sizes },
      ...capacityConclusions(stacks, facts, service, sizes),
    };
    return { found, folder: await keep(found, records, { out: asked.out, say: context.say }) };
  };
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
          await measure(size);
        }
      }),
    );
  } catch (error) {
    if (sizes.length === 0) throw error;
    if (!signal.aborted) {
      context.say(`What was measured until then: ${(await keepFound('interrupted')).folder}`);
      throw error;
    }
  }
  return await keepFound(signal.aborted ? 'interrupted' : 'completed');
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

async function runStep({ plan }: StepPlan, setting: LoadSetting, context: ScriptContext): Promise<RunRecord> {
  const { environment } = setting.target;
  checkPlan(plan, environment);
  const { record } = await withLoadView(context, plan, environment, (watched) =>
    runLoadTest({ ...setting, plan }, { signal: context.signal, ...watched }),
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

async function keep(
  found: CapacityDocument,
  records: readonly RunRecord[],
  { out, say }: { readonly out: string; readonly say: ScriptContext['say'] },
): Promise<string> {
  const files = {
    'capacity.json': `${JSON.stringify(found, null, 2)}\n`,
    'report.html': await capacityPage(found),
    ...Object.fromEntries(
      records.map((record, index) => [`step-${index + 1}.json.gz`, gzipSync(JSON.stringify(record))]),
    ),
  };
  return await keepRun(out, runFolderName(found.startMs, capacityScenario), files, say);
}

/** The AWS CLI has those of the local environment only where the shell has them. */
function credentialsIn(environment: EnvironmentName): string {
  return environment === 'local' ? ` (after eval "$(${command('local:env')})")` : '';
}

/** A search that finds one task cannot know what was there before: another search does, or one that was killed did. */
function pinnedAlready(
  { name, scaling: { minCapacity, maxCapacity } }: LoadedService,
  putBack: string,
): Failure {
  return new Failure(
    'SERVICE_AT_ONE_TASK',
    `${name} is kept at one task with its scaling suspended: another search for its capacity is under way, or one was killed`,
    {
      hint: `If none is under way, give it the ${minCapacity} to ${maxCapacity} tasks of the definition back: ${putBack}`,
    },
  );
}

function ofDefinition(
  { scaling: { minCapacity, maxCapacity } }: LoadedService,
  scaled: ScaledService,
): ScaledService {
  const running = {
    isScaleOutSuspended: false,
    isScaleInSuspended: false,
    isScheduledScalingSuspended: false,
  };
  return { ...scaled, minCapacity, maxCapacity, ...running };
}

function notAmongCustomers(environment: EnvironmentName): Failure {
  return wrongUsage(
    'BAD_ENVIRONMENT',
    `loadtest capacity does not run in ${environment}, where customers shop: it takes the service down to one task and loads that to its limit`,
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
