import type { Template } from '../../../definition/template/template.ts';
import type { Faithfulness } from '../../providers/realisation.ts';
import { realisedResources } from '../../providers/realised-resources.ts';

/** One line on what the local side does not have as production has it; more is in docs/differences.md. */
export function differencesLine(template: Template): string {
  const resources = realisedResources(template);
  const count = (faithfulness: Faithfulness) =>
    resources.filter((resource) => resource.faithfulness === faithfulness).length;
  return (
    `of ${resources.length} resources ${count('as-aws')} behave as on AWS, ${count('approximated')} nearly so, ` +
    `${count('recorded')} are only recorded, ${count('absent')} are absent`
  );
}
