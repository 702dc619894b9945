import { resolveTemplates } from '../../definition/read-stacks.ts';
import { parseTemplate } from '../../definition/template/template.ts';
import type { CostedStacks } from '../bill/bill.ts';

/** A template as CloudFormation gives it of a stack. */
export interface DeployedTemplate {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  /** The parsed JSON of `GetTemplate`. */
  readonly template: unknown;
}

/** Resolves templates that are deployed, in any order, for `costDifference`. Fails as reading a definition does. */
export function deployedTemplates(deployed: readonly DeployedTemplate[]): CostedStacks {
  const names = deployed.map(({ stackName }) => stackName);
  return resolveTemplates(
    deployed.map(({ template, ...stack }) => {
      const written = JSON.stringify(template);
      // `Fn::GetStackOutput` names the other stack.
      const dependencies = names.filter(
        (name) => name !== stack.stackName && written.includes(`"StackName":${JSON.stringify(name)}`),
      );
      return {
        ...{ ...stack, id: stack.stackName, dependencies },
        template: parseTemplate(template, `The template of ${stack.stackName}`),
      };
    }),
  );
}
