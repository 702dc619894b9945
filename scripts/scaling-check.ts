import { checkDefinition } from '../local/capacity/check-definition.ts';
import { openFindings } from '../local/scaling/check/check-scaling.ts';
import { runScript } from './run-script.ts';
import { findingsText } from './scaling/findings-text.ts';
import { definitionOptions, factOptions, stacksWithFacts } from './scaling/scaling-options.ts';

await runScript({
  name: 'scaling:check',
  about:
    'reports what in the scaling of the definition cannot work as intended; the exit code is 1 if there are open findings, those without a reason to stay',
  options: { ...definitionOptions, ...factOptions },
  examples: ['', '--env production', '--assembly cdk.out --fact web.cpuSeconds=0.05', '--json'],
  run: async (context) => {
    const { stacks, facts } = await stacksWithFacts(context);
    const findings = checkDefinition(stacks, facts);
    const open = openFindings(findings).length;
    context.print(context.json ? JSON.stringify({ open, findings }) : findingsText(findings));
    return open === 0 ? 0 : 1;
  },
});
