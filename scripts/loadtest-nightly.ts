import { parseJson } from '../json/parse-json.ts';
import { runRecordSchema } from '../loadtest/record/run-record-schema.ts';
import { defaultThresholds } from '../loadtest/thresholds/defaults.ts';
import { rateOption } from './loadtest/loadtest-options.ts';
import { nightlyScript } from './loadtest/nightly-script.ts';
import { runScenario } from './loadtest/run-scenario.ts';
import { runScript } from './run-script.ts';

await runScript(
  nightlyScript({
    parseRecord: (text) => runRecordSchema.parse(parseJson(text)),
    runScenario: async ({ scenario, environment, reportFolder, context }) => {
      const thresholds = defaultThresholds(scenario);
      const ratePerSecond = rateOption(context.options.rate);
      const asked = { scenario, environment, thresholds, ratePerSecond, out: reportFolder };
      return await runScenario(asked, context);
    },
  }),
);
