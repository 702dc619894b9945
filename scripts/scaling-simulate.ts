import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { runService, type ServiceResult, withModelOf } from '../local/capacity/simulated/run-service.ts';
import { simulatedServices } from '../local/capacity/simulated/simulated-service.ts';
import {
  parseThresholds,
  parseThresholdsFile,
  type ThresholdSets,
} from '../local/capacity/simulated/threshold-set.ts';
import { readOneOffLaunch } from '../operations/one-off-launch.ts';
import { readServiceHistory } from '../operations/service-history.ts';
import { environmentOption, regionOption, type Target } from '../operations/target.ts';
import { controlPlanePort } from './control-plane-port.ts';
import { runScript } from './run-script.ts';
import { asMeasured, measuredSentence, measureServices } from './scaling/measure-services.ts';
import { refuseScaledRecord } from './scaling/refuse-scaled-record.ts';
import { definitionOptions, factOptions, readGiven, stacksWithFacts } from './scaling/scaling-options.ts';
import { type LoadSource, loadOptions, loadSource } from './scaling/simulate-options.ts';
import { loadedServices } from './scaling/simulated-loads.ts';
import { simulationPage } from './scaling/simulation-page.ts';
import { simulationTable } from './scaling/simulation-table.ts';
import type { ScriptContext } from './script.ts';
import { openTarget } from './store/open-target.ts';
import { systemReason } from './system-reason.ts';

const dayMs = 86_400_000;

await runScript({
  name: 'scaling:simulate',
  about: 'simulates how a load would scale the services of the definition: tasks, CPU, latency and cost',
  operands: '[SERVICE ...]',
  options: {
    ...definitionOptions,
    region: { type: 'string', about: 'region of the environment (default ap-southeast-1)' },
    ...loadOptions,
    compare: {
      type: 'string',
      value: 'SET|FILE',
      about: 'other thresholds to compare with the defined ones, such as cpu=60,requests=150,min=3',
    },
    measure: {
      type: 'boolean',
      about:
        'measure CPU, latency and memory of requests in the last half hour of the running store; not how long a task takes to start',
    },
    ...factOptions,
    out: {
      type: 'string',
      value: 'FILE',
      about: 'file for the page with plots (default reports/scaling.html)',
    },
  },
  examples: [
    '--shape flash-sale --minutes 240',
    'web --trace requests.csv --compare cpu=60,requests=150',
    '--env production --from production --days 14',
    '--measure --json',
  ],
  run: async (context) => {
    const source = loadSource(context);
    if (source.kind === 'history' && source.environment === 'local') {
      await refuseScaledRecord(await controlPlanePort());
    }
    const other = await comparedSets(context);
    const results = await simulateAll(context, source, other);
    const out = String(context.options.out ?? join('reports', 'scaling.html'));
    await writePage(out, await simulationPage(results, 'Simulated scaling'));
    context.print(context.json ? JSON.stringify(forScripts(results, out)) : simulationTable(results));
    if (!context.json) context.say(`Plots: ${out}`);
    return 0;
  },
});

async function writePage(out: string, page: string): Promise<void> {
  try {
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, page);
  } catch (error) {
    const message = `The file '${out}' of --out cannot be written: ${systemReason(error)}`;
    throw wrongUsage('BAD_ARGUMENT', message, 'Name another file.');
  }
}

async function simulateAll(
  context: ScriptContext,
  source: LoadSource,
  readSets: ReadSets,
): Promise<readonly ServiceResult[]> {
  const { stacks, facts } = await stacksWithFacts(context);
  const defined = stacks.flatMap((stack) => simulatedServices(stack, facts));
  const other = readSets?.(defined.map(({ name }) => name));
  const services = context.options.measure === true ? await measured(context, defined) : defined;
  const loaded = await loadedServices(source, {
    services,
    names: context.operands,
    scalableTargets: stacks.flatMap(({ workload }) => workload.scalableTargets),
    nowMs: Date.now(),
    history: (name, days) => history(context, source, name, days),
  });
  return loaded.map(({ service, load }) => {
    const modelled = source.kind === 'shape' ? service : withModelOf(service, load.minutes);
    return runService(modelled, load, other?.(service.name));
  });
}

async function measured(context: ScriptContext, services: Parameters<typeof asMeasured>[0]) {
  const environment = environmentOption(context.options.env);
  const target = await openTarget(environment, regionOption(context.options.region));
  const wanted = services.filter(({ model }) => model.excess !== 'waits');
  const found = await measureServices(target, await clusterOf(target), wanted, Date.now());
  for (const service of wanted) {
    const own = found.find(({ name }) => name === service.name);
    if (own !== undefined) context.say(measuredSentence(service, own));
  }
  return asMeasured(services, found);
}

async function history({ options }: ScriptContext, source: LoadSource, service: string, days: number) {
  const environment = source.kind === 'history' ? source.environment : 'local';
  const target = await openTarget(environment, regionOption(options.region));
  const toMs = Date.now();
  return await readServiceHistory(
    target,
    { cluster: await clusterOf(target), service },
    { fromMs: toMs - days * dayMs, toMs },
  );
}

async function clusterOf(target: Target): Promise<string> {
  return (await readOneOffLaunch(target)).cluster;
}

/** What `--compare` gives, once it is known which services there are. */
type ReadSets = ((services: readonly string[]) => ThresholdSets) | undefined;

async function comparedSets({ options }: ScriptContext): Promise<ReadSets> {
  const { compare } = options;
  if (compare === undefined) return undefined;
  const given = String(compare);
  if (existsSync(given)) {
    const text = await readGiven('compare', given);
    return (services) => parseThresholdsFile(text, given, services);
  }
  const sets = parseThresholds(given);
  return () => sets;
}

/** Minutes are left to the page: a week of them would be megabytes. */
function forScripts(results: readonly ServiceResult[], page: string) {
  return {
    page,
    services: results.map(({ service, defined, other, difference }) => ({
      service: service.name,
      model: service.model,
      defined: defined.summary,
      ...(other === undefined ? {} : { other: other.summary }),
      ...(difference === undefined ? {} : { difference }),
      leftOut: service.leftOut,
    })),
  };
}
