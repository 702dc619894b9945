import { Failure } from '../../failure/failure.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { RegionalClients } from './regional-clients.ts';
import { isNoSuchStack } from './stack-state.ts';

/** A stack that may be deployed. */
export interface NamedStack {
  readonly name: string;
  readonly region: string | undefined;
}

/**
 * The templates with which stacks were last deployed, by the names of the stacks; without those that are not deployed yet. Raises
 * `TEMPLATE_NOT_READABLE` where one is not JSON, which is what CDK deploys, and what AWS raises.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
 */
export async function readDeployedTemplates(
  clientsOf: RegionalClients,
  stacks: readonly NamedStack[],
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const { name, region } of stacks) {
    const body = region === undefined ? undefined : await readBody(clientsOf, name, region);
    if (body !== undefined) found.set(name, parsed(name, body));
  }
  return found;
}

async function readBody(
  clientsOf: RegionalClients,
  StackName: string,
  region: string,
): Promise<string | undefined> {
  const cloudFormation = await clientsOf(region).cloudFormation();
  try {
    const { TemplateBody } = await cloudFormation.getTemplate({ StackName, TemplateStage: 'Original' });
    return TemplateBody;
  } catch (error) {
    if (isNoSuchStack(error)) return undefined;
    throw error;
  }
}

function parsed(name: string, body: string): unknown {
  const template = parseJson(body);
  if (template !== undefined) return template;
  throw new Failure('TEMPLATE_NOT_READABLE', `The deployed template of ${name} is not JSON`, {
    hint: 'It was deployed by something other than this app.',
  });
}
