import { z } from 'zod';
import { awsClients } from '../../aws/clients.ts';
import { isJsonObject, type JsonValue } from '../../definition/template/json-value.ts';
import type { Template } from '../../definition/template/template.ts';
import { parseJson } from '../../json/parse-json.ts';
import { type Deployment, isReference } from './moto-stack.ts';
import { queryMoto } from './query-moto.ts';
import { nameOfStandIn, standInsOf } from './stand-in.ts';
import type { Fault } from './stub.ts';

/** What moto says of a stack. */
export interface StackState {
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** By logical id; empty where moto does not tell. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** What moto makes of each reference, such as `Vpc.Ref`. */
  readonly references: ReadonlyMap<string, string>;
  /** The properties that stand-ins hold, as JSON. */
  readonly standIns: ReadonlyMap<string, JsonValue>;
}

function members<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.object({ member: z.array(item) }), z.literal('')])
    .transform((list) => (list === '' ? [] : list.member));
}

const text = z.string().default('');
const output = z.object({ OutputKey: text, OutputValue: text, Description: text });
const described = z.object({
  DescribeStacksResponse: z.object({
    DescribeStacksResult: z.object({
      Stacks: members(z.object({ StackStatus: z.string(), Outputs: members(output).default([]) })),
    }),
  }),
});
const resource = z.object({ LogicalResourceId: text, PhysicalResourceId: text });
const listed = z.object({
  ListStackResourcesResponse: z.object({
    ListStackResourcesResult: z.object({ StackResourceSummaries: members(resource) }),
  }),
});

/** Asks moto for a stack, of which it got a template. Raises a `MotoRefusal`. */
export async function stateOf(deployment: Deployment, created: Template): Promise<StackState> {
  const { moto, region, stackName } = deployment;
  const ask = (action: string) =>
    queryMoto({ moto, region, service: 'cloudformation', action, parameters: { StackName: stackName } });
  const [stack] = described.parse(await ask('DescribeStacks')).DescribeStacksResponse.DescribeStacksResult
    .Stacks;
  const resources = listed.parse(await ask('ListStackResources')).ListStackResourcesResponse
    .ListStackResourcesResult.StackResourceSummaries;
  const [shown = [], outputs = []] = [true, false].map((isShown) =>
    stack?.Outputs.filter(({ OutputKey }) => isReference(OutputKey) === isShown),
  );
  return {
    status: stack?.StackStatus ?? 'none',
    outputs: Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    references: new Map(shown.map(({ Description, OutputValue }) => [Description, OutputValue])),
    physicalIds: new Map(
      resources.map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId, PhysicalResourceId]),
    ),
    standIns: await readStandIns(deployment, Object.keys(standInsOf(created))),
  };
}

/** Parameter Store gives ten parameters at a time. */
async function readStandIns(
  { moto, region, stackName }: Deployment,
  logicalIds: readonly string[],
): Promise<ReadonlyMap<string, JsonValue>> {
  const ssm = await awsClients({ environment: 'local', endpoint: moto.endpoint, region }).ssm();
  const found = new Map<string, JsonValue>();
  for (let from = 0; from < logicalIds.length; from += 10) {
    const Names = logicalIds.slice(from, from + 10).map((logicalId) => nameOfStandIn(stackName, logicalId));
    const { Parameters = [] } = await ssm.getParameters({ Names });
    for (const { Name = '', Value = '' } of Parameters) {
      found.set(Name.split('/').at(-1) ?? '', z.json().parse(parseJson(Value)));
    }
  }
  return found;
}

/** What is wrong with a stack that moto has got by a template. */
export function* faultsOf(created: Template, state: StackState, expected: string): Generator<Fault> {
  if (state.status !== expected) yield { kind: 'wrong status', place: 'The stack', found: state.status };
  for (const [place, { Type: type }] of Object.entries(created.Resources)) {
    const id = state.physicalIds.get(place);
    if (id === undefined) yield { kind: 'not created', type, place };
    if (id === '') yield { kind: 'no physical id', type, place };
  }
  for (const [place, found] of state.references) {
    const type = created.Resources[place.split('.')[0] ?? '']?.Type;
    if (!isText(found)) yield { kind: 'no text', type, place, found };
  }
  for (const output of Object.keys(created.Outputs)) {
    const found = state.outputs[output];
    if (!isText(found)) yield { kind: 'no text', place: `Output ${output}`, found };
  }
  for (const [logicalId, properties] of Object.entries(standInsOf(created))) {
    for (const lost of lostBetween(properties, state.standIns.get(logicalId))) {
      yield { kind: 'lost', place: [logicalId, ...lost].join('.') };
    }
  }
}

/** Python's text of an object, of nothing, or of a function that is left, is no value of a resource. */
function isText(value: string | undefined): boolean {
  return value !== undefined && !/^(<.*>|None|\{.*\}|)$/.test(value);
}

/** The places where something is missing or is still a function. */
function* lostBetween(
  written: JsonValue,
  resolved: JsonValue | undefined,
  place: readonly string[] = [],
): Generator<readonly string[]> {
  if (resolved === undefined || resolved === null || hasFunction(resolved)) yield place;
  else if (!hasFunction(written)) {
    const inside = new Map(entriesOf(resolved));
    for (const [key, value] of entriesOf(written))
      yield* lostBetween(value, inside.get(key), [...place, key]);
  }
}

function entriesOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function hasFunction(value: JsonValue): boolean {
  return isJsonObject(value) && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}
