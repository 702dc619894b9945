import { costReport } from '../cost/report/cost-report.ts';
import { costedTemplates, costOptions, costQuestion } from './cost/cost-options.ts';
import { costText } from './cost/cost-text.ts';
import { printedNumbers } from './cost/printed-numbers.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'cost',
  about:
    'the monthly bill of a definition at AWS’s list prices, from its templates and the price table of the repository; calls nothing on AWS',
  options: costOptions,
  examples: [
    '',
    '--env small --json',
    '--without read-replica --nat 1 --spot workers',
    '--tasks web=5 --tasks worker=2 --usage cloudfront-gb=500',
  ],
  run: async (context) => {
    const question = await costQuestion(context);
    const report = costReport(await costedTemplates(context), question);
    context.print(context.json ? JSON.stringify(report, printedNumbers) : costText(report));
    return 0;
  },
});
