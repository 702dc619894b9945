import { diagnose } from '../operations/doctor/diagnose.ts';
import { gatherFacts } from '../operations/doctor/gather-facts.ts';
import { withReachableAdvice } from '../operations/doctor/reachable-advice.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { runScript } from './run-script.ts';
import { diagnosisText } from './status/diagnosis-text.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:doctor',
  about:
    'finds out what is wrong with a store and says what to do, the cause before what follows from it; exit code 1 if something is wrong',
  options: storeOptions,
  examples: ['', '--env production', '--json'],
  run: async ({ options, json, print }) => {
    const target = await openTarget(environmentOption(options.env), regionOption(options.region));
    const found = diagnose(await gatherFacts(target, Date.now()));
    const diagnosis = await withReachableAdvice(found, target);
    print(json ? JSON.stringify(diagnosis) : diagnosisText(diagnosis, target.environment));
    return diagnosis.findings.every(({ weight }) => weight === 'note') ? 0 : 1;
  },
});
