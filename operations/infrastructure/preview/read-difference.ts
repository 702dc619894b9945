import type { TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { Failure } from '../../../failure/failure.ts';
import type { InfrastructureEvent } from '../infrastructure-event.ts';
import { answerNothing } from '../infrastructure-question.ts';
import type { InfrastructureStack } from '../infrastructure-stack.ts';
import { withToolkit } from '../open-toolkit.ts';

/** A stack in its assembly. */
interface AssemblyStack {
  readonly folder: string;
  readonly stack: Pick<InfrastructureStack, 'id' | 'name'>;
  readonly isNew: boolean;
}

interface DifferenceOptions {
  readonly onEvent: (event: InfrastructureEvent) => void;
  readonly method?: 'change-set' | 'template';
}

/** How a stack differs from what is deployed; `isExact` where CloudFormation itself has said so. */
export interface Difference {
  readonly diff: TemplateDiff | undefined;
  readonly isExact: boolean;
}

/**
 * What CloudFormation would do with a stack, by a change set, which is deleted again. Where it makes none, such as for want of a
 * permission or before bootstrapping, the templates are compared. All of a new stack is created: that needs no change set.
 */
export async function readDifference(
  { folder, stack, isNew }: AssemblyStack,
  { onEvent, method = 'change-set' }: DifferenceOptions,
): Promise<Difference> {
  const read = (isExact: boolean) =>
    withToolkit({ onEvent, answer: answerNothing }, async (toolkit, library) => {
      const source = await toolkit.fromAssemblyDirectory(folder);
      const diffs = await toolkit.diff(source, {
        stacks: {
          strategy: library.StackSelectionStrategy.PATTERN_MUST_MATCH_SINGLE,
          patterns: [stack.id],
        },
        method: isExact
          ? library.DiffMethod.ChangeSet({ fallbackToTemplate: false })
          : library.DiffMethod.TemplateOnly(),
      });
      return { diff: diffs[stack.name], isExact };
    });
  if (isNew) return { ...(await read(false)), isExact: true };
  if (method === 'template') return await read(false);
  try {
    return await read(true);
  } catch (error) {
    if (!(error instanceof Failure) || !withoutChangeSet.has(error.code)) throw error;
    onEvent({
      type: 'remark',
      level: 'warning',
      text: `${stack.name}: there is no change set, so the templates are compared: ${error.message}`,
    });
    return await read(false);
  }
}

/** Failures after which the templates can still be compared. */
const withoutChangeSet: ReadonlySet<string> = new Set([
  ...['INFRASTRUCTURE_FAILED', 'NOT_ALLOWED', 'NOT_BOOTSTRAPPED', 'ROLE_NOT_ASSUMED'],
]);
