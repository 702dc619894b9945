import { parseJson } from '../json/parse-json.ts';
import { type NightlyRates, nightlyRates } from '../loadtest/nightly/nightly-rates.ts';
import { runRecordSchema } from '../loadtest/record/run-record-schema.ts';
import { defaultThresholds } from '../loadtest/thresholds/defaults.ts';
import { statedOfWeb } from '../local/capacity/facts/stated-facts.ts';
import { nightlyScript } from './loadtest/nightly-script.ts';
import { runScenario } from './loadtest/run-scenario.ts';
import { runScript } from './run-script.ts';
import { definedStacks } from './scaling/scaling-options.ts';
import type { ScriptContext } from './script.ts';

/** As measured with the usual mix of journeys: 3.64 requests that the edge does not answer itself. */
const requestsPerJourney = 3.6;

await runScript(
  nightlyScript({
    parseRecord: (text) => runRecordSchema.parse(parseJson(text)),
    runScenario: async ({ scenario, environment, reportFolder, context }) => {
      const thresholds = defaultThresholds(scenario);
      const ratePerSecond = rateOf(scenario, await ratesOf(context));
      const asked = { scenario, environment, thresholds, ratePerSecond, out: reportFolder };
      return await runScenario(asked, context);
    },
  }),
);

/** What the services of the definition are sized for. */
async function ratesOf(context: ScriptContext): Promise<NightlyRates> {
  const [stack] = (await definedStacks(context)).filter(({ workload }) => workload.services.length > 0);
  if (stack === undefined) throw new Error('no stack of the app has a service');
  return nightlyRates(stack.workload, { cpuSeconds: statedOfWeb.cpuSeconds, requestsPerJourney });
}

function rateOf(scenario: string, { averagePerSecond, peakPerSecond }: NightlyRates): number {
  if (scenario === 'smoke') return Math.min(1, averagePerSecond);
  return scenario === 'spike' ? peakPerSecond : averagePerSecond;
}
