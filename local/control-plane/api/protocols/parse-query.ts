/** A parameter of the Query protocol: text, a list, or a structure. */
export type QueryValue = string | readonly QueryValue[] | { readonly [name: string]: QueryValue };

interface Node {
  text?: string;
  readonly members: Map<string, Node>;
}

/**
 * The form body of a Query call as nested values: `Names.member.1=a` is the list `Names: ['a']`, and
 * `Targets.member.1.Id=b` the list of structures `Targets: [{Id: 'b'}]`.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-key-resolution
 */
export function parseQuery(body: string): Readonly<Record<string, QueryValue>> {
  const root: Node = { members: new Map() };
  for (const [path, text] of new URLSearchParams(body)) nodeAt(root, path.split('.')).text = text;
  return structure(root.members);
}

function nodeAt(root: Node, path: readonly string[]): Node {
  return path.reduce((node, name) => {
    const known = node.members.get(name);
    if (known !== undefined) return known;
    const added: Node = { members: new Map() };
    node.members.set(name, added);
    return added;
  }, root);
}

function queryValue(node: Node): QueryValue {
  const items = node.members.get('member');
  if (items !== undefined) return listOf(items);
  return node.members.size > 0 ? structure(node.members) : (node.text ?? '');
}

function listOf(node: Node): readonly QueryValue[] {
  const numbered = [...node.members].toSorted(([a], [b]) => Number(a) - Number(b));
  return numbered.map(([, item]) => queryValue(item));
}

function structure(members: ReadonlyMap<string, Node>): Readonly<Record<string, QueryValue>> {
  return Object.fromEntries([...members].map(([name, node]) => [name, queryValue(node)]));
}
