import { awsClients } from '../../../aws/clients.ts';
import { parseTemplate, type Template } from '../../../definition/template/template.ts';
import { parseJson } from '../../../json/parse-json.ts';
import type { MotoServer } from '../moto-server.ts';
import { stubbedTemplate, withReferencesShown } from '../moto-stack.ts';
import type { Stub } from '../stub.ts';
import type { AwsCall } from './aws-call.ts';
import { escaped, type Interception, queryResult, withParameters } from './moto-front.ts';
import { stackIn } from './termination-protection.ts';

/** What moto has of a stack. */
interface SentTemplate {
  readonly region: string;
  /** As it was sent. */
  readonly text: string;
  /** As moto has it. */
  readonly created: Template;
}

/** Whether a stack is one of the store's. */
export function isOfStore(stackName: string): boolean {
  return stackName.startsWith('spree-');
}

/** Templates on their way to moto. */
export interface SentTemplates {
  readonly intercept: Interception;
  /** What moto has got of a stack; undefined where it has none. */
  createdOf(stackName: string): Template | undefined;
  /** The template of a stack as it was sent; undefined where there is none. */
  textOf(stackName: string): string | undefined;
  /** The template that a call hands over, itself or by the address of an object. */
  textIn(call: AwsCall): Promise<string>;
}

/**
 * Hands moto each template as it can take it, with the stubs, whoever sends it; who asks for a template gets the one that was
 * sent. Stacks that are none of the store's, such as that of the bootstrap, stay as they are.
 */
export function sentTemplates(
  moto: MotoServer,
  { stubs, accountId }: { readonly stubs: readonly Stub[]; readonly accountId: string },
): SentTemplates {
  const known = new Map<string, SentTemplate>();
  const outputs = async () =>
    Object.fromEntries(
      await Promise.all(
        [...known].map(async ([name, { region }]) => [name, await outputsOf(moto, name, region)] as const),
      ),
    );
  const stubbed = async (call: AwsCall, stackName: string) => {
    const { region } = call;
    const text = await textIn(moto, call);
    const template = parseTemplate(parseJson(text) ?? {}, stackName);
    const deployment = { moto, stubs, stackName, region, accountId, template, outputs: await outputs() };
    const created = stubbedTemplate(deployment, known.get(stackName)?.created);
    // Read as JSON because of the tab: see `sendTemplate`.
    const TemplateBody = `\t${JSON.stringify(withReferencesShown(created))}`;
    return {
      call: withParameters(call, { TemplateURL: undefined, TemplateBody }),
      sent: { region, text, created },
    };
  };
  return {
    createdOf: (stackName) => known.get(stackName)?.created,
    textOf: (stackName) => known.get(stackName)?.text,
    textIn: (call) => textIn(moto, call),
    intercept: async (call, onward) => {
      const stackName = stackIn(call.parameters);
      if (call.service !== 'cloudformation' || !isOfStore(stackName)) return await onward(call);
      if (call.action === 'CreateStack' || call.action === 'UpdateStack') {
        const { call: changed, sent } = await stubbed(call, stackName);
        const answer = await onward(changed);
        if (answer.status === 200) known.set(stackName, sent);
        return answer;
      }
      const text = known.get(stackName)?.text;
      if (call.action === 'GetTemplate' && text !== undefined) {
        return queryResult('GetTemplate', `<TemplateBody>${escaped(text)}</TemplateBody>`);
      }
      return await onward(call);
    },
  };
}

async function textIn(moto: MotoServer, { parameters, region }: AwsCall): Promise<string> {
  const body = parameters.get('TemplateBody');
  if (body !== null) return body;
  const [Bucket = '', ...key] = new URL(parameters.get('TemplateURL') ?? '').pathname.slice(1).split('/');
  const s3 = await clientsIn(moto, region).s3();
  const { Body } = await s3.getObject({ Bucket, Key: key.join('/') });
  return (await Body?.transformToString()) ?? '';
}

/** Those of a stack that is gone are none. */
async function outputsOf(
  moto: MotoServer,
  stackName: string,
  region: string,
): Promise<Readonly<Record<string, string>>> {
  const cloudFormation = await clientsIn(moto, region).cloudFormation();
  const { Stacks = [] } = await cloudFormation.describeStacks({});
  const { Outputs = [] } = Stacks.find(({ StackName }) => StackName === stackName) ?? {};
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

function clientsIn(moto: MotoServer, region: string) {
  return awsClients({ environment: 'local', endpoint: moto.endpoint, region });
}
