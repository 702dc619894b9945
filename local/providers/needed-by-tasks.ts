import type { ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../definition/template/json-value.ts';

/** A resource that goes to LocalStack, as far as its place in the order of the deployment depends on it. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly type: string;
  /** Its name there; undefined for a type that has none. */
  readonly name: string | undefined;
  /** Logical ids of what has to be there before it. */
  readonly dependencies: readonly string[];
}

/**
 * The logical ids of what has to be in LocalStack before a task starts: every secret, and whatever a task definition
 * refers to by a name, an ARN or a URL, with what that depends on. Assumed: a value that contains the name refers to
 * it; one that does so by chance only comes earlier than it would have to.
 */
export function neededByTasks(
  resolved: ResolvedTemplate,
  deployed: readonly DeployedResource[],
): readonly string[] {
  const said = resolved.resources
    .filter(({ type }) => type === 'AWS::ECS::TaskDefinition')
    .flatMap(({ properties }) => textsIn(properties));
  const isNeeded = ({ type, name }: DeployedResource) =>
    type === 'AWS::SecretsManager::Secret' ||
    (name !== undefined && said.some((text) => text.includes(name)));
  return withDependencies(deployed.filter(isNeeded), deployed).map(({ logicalId }) => logicalId);
}

/**
 * The task's own roles, which nothing checks before it runs, and its log group: its lines are kept until that is
 * there. To load LocalStack's parts for them takes as long as all that tasks wait for.
 */
const notAwaited: ReadonlySet<string> = new Set(['TaskRoleArn', 'ExecutionRoleArn', 'LogConfiguration']);

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isJsonList(value)) return value.flatMap(textsIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inside]) => (notAwaited.has(key) ? [] : textsIn(inside)));
}

/** In the order of the template. */
function withDependencies(
  wanted: readonly DeployedResource[],
  deployed: readonly DeployedResource[],
): readonly DeployedResource[] {
  const found = new Set<string>();
  const take = (logicalId: string): void => {
    if (found.has(logicalId)) return;
    found.add(logicalId);
    for (const other of deployed.find((each) => each.logicalId === logicalId)?.dependencies ?? [])
      take(other);
  };
  for (const { logicalId } of wanted) take(logicalId);
  return deployed.filter(({ logicalId }) => found.has(logicalId));
}
