import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: true,
  suppressEmptyNode: true,
});

/** Whether the items of a list are `member` elements in it, or the element of its name is repeated. */
type Lists = 'members' | 'repeated';

/**
 * An XML document of AWS's Query protocol: names of members are elements, a list is its `member` elements, a map its
 * `entry` elements, and an undefined member is left out.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#xml-shape-serialization
 */
export function xmlDocument(root: string, content: object, namespace?: string): string {
  return documentOf(root, content, namespace, 'members');
}

/**
 * The same of AWS's REST protocol with XML, for services whose lists name their items: a list is its name's element,
 * once for each item.
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export function restXmlDocument(root: string, content: object, namespace?: string): string {
  return documentOf(root, content, namespace, 'repeated');
}

function documentOf(root: string, content: object, namespace: string | undefined, lists: Lists): string {
  const attributes = namespace === undefined ? {} : { '@xmlns': namespace };
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    [root]: { ...attributes, ...elementsOf(content, lists) },
  });
}

function elementsOf(content: object, lists: Lists): Record<string, unknown> {
  const defined = Object.entries(content).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined.map(([name, value]) => [name, elementOf(value, lists)]));
}

function elementOf(value: unknown, lists: Lists): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map)
    return { entry: [...value].map(([key, item]) => elementsOf({ key, value: item }, lists)) };
  if (Array.isArray(value)) {
    const items = value.map((item) => elementOf(item, lists));
    if (lists === 'repeated') return items;
    return items.length === 0 ? '' : { member: items };
  }
  if (typeof value === 'object' && value !== null) return elementsOf(value, lists);
  return String(value);
}
