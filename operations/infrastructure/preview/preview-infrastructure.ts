import type { TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { errorMessage } from '../../../failure/error-message.ts';
import { redacted } from '../../../failure/redacted.ts';
import type { InfrastructureEvent } from '../infrastructure-event.ts';
import type { DestructiveChange, InfrastructureQuestion } from '../infrastructure-question.ts';
import type { InfrastructureStack } from '../infrastructure-stack.ts';
import type { RegionalClients } from '../regional-clients.ts';
import { hasNothing, readStackStatus } from '../stack-state.ts';
import type { Infrastructure } from '../synthesize-infrastructure.ts';
import type {
  Drift,
  Duration,
  InfrastructurePreview,
  ResourceChange,
  StackPreview,
} from './infrastructure-preview.ts';
import { readDifference } from './read-difference.ts';
import { readDrift } from './read-drift.ts';
import { resourceChanges } from './resource-changes.ts';
import { securityChanges } from './security-changes.ts';
import { usualDuration } from './usual-duration.ts';

/** What is looked at for a preview. */
export interface PreviewOptions {
  readonly clientsOf: RegionalClients;
  readonly onEvent: (event: InfrastructureEvent) => void;
  readonly signal: AbortSignal;
  /**
   * How the changes are found: by a change set, which CloudFormation makes and which is deleted again, or by the templates
   * alone, which needs fewer permissions and says `maybe replaced` more often. By a change set when absent.
   */
  readonly method?: 'change-set' | 'template';
  /** Whether drift is looked for as well, which takes minutes for a large stack. */
  readonly withDrift: boolean;
}

/** What a deployment would change, stack by stack in the order of the deployment. It changes nothing. */
export async function previewInfrastructure(
  { folder, stacks }: Infrastructure,
  options: PreviewOptions,
): Promise<InfrastructurePreview> {
  const { clientsOf, signal } = options;
  const previews: StackPreview[] = [];
  for (const stack of stacks) {
    signal.throwIfAborted();
    const region = stack.region ?? '';
    const isNew = hasNothing(await readStackStatus(clientsOf(region), stack.name));
    const { diff, isExact } = await readDifference({ folder, stack, isNew }, options);
    const changed = changesOf(stack, isNew, diff);
    const isChanged = isNew || changed.changes.length + changed.outputs.length > 0;
    previews.push({
      ...changed,
      isExact,
      drift: await driftOf(stack, isNew, options),
      duration: isChanged
        ? await usualDuration(clientsOf, { stack: stack.name, region, isNew })
        : nothingToDo,
    });
  }
  return { stacks: previews };
}

const nothingToDo: Duration = { minutes: [0, 0], source: 'nothing to do' };

/** What a difference of templates means for a stack. */
export function changesOf(
  { name, region = '' }: Pick<InfrastructureStack, 'name' | 'region'>,
  isNew: boolean,
  diff: TemplateDiff | undefined,
): Omit<StackPreview, 'isExact' | 'drift' | 'duration'> {
  if (diff === undefined) return { name, region, isNew, security: [], changes: [], outputs: [] };
  return {
    ...{ name, region, isNew },
    security: securityChanges(diff),
    changes: resourceChanges(diff),
    outputs: diff.outputs.logicalIds.filter((id) => diff.outputs.get(id).isDifferent).toSorted(),
  };
}

async function driftOf(
  { name, region = '' }: InfrastructureStack,
  isNew: boolean,
  { withDrift, clientsOf, onEvent, signal }: PreviewOptions,
): Promise<Drift | undefined> {
  if (isNew || !withDrift) return undefined;
  try {
    return await readDrift(clientsOf, { stack: name, region, signal });
  } catch (error) {
    signal.throwIfAborted();
    // Whoever deploys may not be allowed to read all that is compared; what changes is known all the same.
    const why = redacted(errorMessage(error));
    onEvent({ type: 'remark', level: 'warning', text: `${name}: its drift is not known: ${why}` });
    return undefined;
  }
}

/**
 * Answers a deployment's questions by a preview to which somebody has agreed: yes, unless something is lost that it did not
 * show, as after a deployment by somebody else in between. Then `ask` decides.
 */
export function approvedBy(
  { stacks }: InfrastructurePreview,
  ask: (question: InfrastructureQuestion) => Promise<boolean>,
): (question: InfrastructureQuestion) => Promise<boolean> {
  const shown = new Set(
    stacks.flatMap(({ name, changes }) =>
      changes.map(({ logicalId, effect }) => keyOf(name, logicalId, effect)),
    ),
  );
  const isShown = ({ stack, logicalId, effect }: DestructiveChange) =>
    shown.has(keyOf(stack, logicalId, effect));
  return async (question) => {
    const destructive = question.destructive.filter((change) => !isShown(change));
    if (question.kind === 'deploy' && destructive.length === 0) return true;
    return await ask({ ...question, destructive });
  };
}

/** That a resource may be replaced shows that it is, and the other way round. */
function keyOf(stack: string, logicalId: string, effect: string): string {
  return `${stack} ${logicalId} ${effect.includes('replaced') ? 'replaced' : effect}`;
}

/** Whether something that exists is lost by it, or no longer looked after. */
export function isDestructive({ effect }: Pick<ResourceChange, 'effect'>): boolean {
  return ['replaced', 'maybe replaced', 'deleted', 'left behind'].includes(effect);
}
