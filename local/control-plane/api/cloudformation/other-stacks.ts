import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { type Answer, xml } from '../answer.ts';
import type { ServiceCall } from '../protocols/service.ts';
import { xmlDocument } from '../protocols/xml-document.ts';

const parser = new XMLParser({
  parseTagValue: false,
  ignoreDeclaration: true,
  isArray: (name) => name === 'member',
});

/** The lists of stacks and of what they export, by the operation that gives one. */
const lists = { DescribeStacks: 'Stacks', ListExports: 'Exports', ListStacks: 'StackSummaries' } as const;

type ListOperation = keyof typeof lists;

export function isListOfStacks(action: unknown): action is ListOperation {
  return typeof action === 'string' && Object.hasOwn(lists, action);
}

export interface OwnList {
  readonly action: ListOperation;
  readonly namespace: string;
  /** The name of the environment's stack, of which LocalStack has a part. */
  readonly stackName: string;
}

/**
 * The list with the environment's stack and the other stacks that LocalStack has. Where LocalStack gives no list, the
 * stack stands by itself.
 */
export async function withLocalStacks(
  own: Answer,
  { askLocalStack, requestId }: ServiceCall,
  { action, namespace, stackName }: OwnList,
): Promise<Answer> {
  const answered = await askLocalStack?.().catch(() => undefined);
  if (answered?.status !== 200) return own;
  const theirs = readList(answered.body, action);
  const others = theirs.stacks.filter((listed) => stackOf(listed) !== stackName);
  const stacks = [...readList(own.body, action).stacks, ...others];
  const result = { [lists[action]]: stacks.map(plain), NextToken: theirs.nextToken };
  const content = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return xml(200, xmlDocument(`${action}Response`, content, namespace));
}

/** The name of a stack that is listed, or of the one that an export is of. */
function stackOf({ StackName, ExportingStackId }: Readonly<Record<string, unknown>>): unknown {
  return typeof ExportingStackId === 'string' ? ExportingStackId.split('/')[1] : StackName;
}

const listed = z.object({ member: z.array(z.record(z.string(), z.unknown())) });

function readList(text: string, action: ListOperation) {
  const { [`${action}Response`]: answer } = z.record(z.string(), z.unknown()).parse(parser.parse(text));
  const { [`${action}Result`]: result } = z.record(z.string(), z.unknown()).parse(answer);
  const members = z.record(z.string(), z.unknown()).safeParse(result).data ?? {};
  const nextToken = z.string().min(1).safeParse(members.NextToken).data;
  return { stacks: listed.safeParse(members[lists[action]]).data?.member ?? [], nextToken };
}

/** Lists as they are written: `xmlDocument` makes the `member` elements. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { member, ...others } = z.record(z.string(), z.unknown()).parse(value);
  if (member !== undefined && Object.keys(others).length === 0) return plain(member);
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, plain(inside)]));
}
