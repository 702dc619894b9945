import { parseJson } from '../json/parse-json.ts';
import { type NightlyRates, nightlyRates } from '../loadtest/nightly/nightly-rates.ts';
import { runRecordSchema } from '../loadtest/record/run-record-schema.ts';
import { requestsPerJourney } from '../loadtest/shapes/mix.ts';
import { defaultThresholds } from '../loadtest/thresholds/defaults.ts';
import { factsOf } from '../local/capacity/facts/service-facts.ts';
import { nightlyScript } from './loadtest/nightly-script.ts';
import { runScenario } from './loadtest/run-scenario.ts';
import { runScript } from './run-script.ts';
import { stacksWithFacts } from './scaling/scaling-options.ts';
import type { ScriptContext } from './script.ts';

await runScript(
  nightlyScript({
    parseRecord: (text) => runRecordSchema.parse(parseJson(text)),
    readRates,
    runScenario: async ({ context, ...asked }) =>
      await runScenario({ ...asked, thresholds: defaultThresholds(asked.scenario) }, context),
  }),
);

/** What the services of the definition are sized for. */
async function readRates(context: ScriptContext): Promise<NightlyRates> {
  const { stacks, facts } = await stacksWithFacts(context);
  const stack = stacks.find(({ workload }) => workload.services.length > 0);
  if (stack === undefined) throw new Error('no stack of the app has a service');
  return nightlyRates(stack.workload, {
    cpuSeconds: (service, task) => factsOf(service, task, facts).cpuSeconds,
    requestsPerJourney,
  });
}
