import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: true,
  suppressEmptyNode: true,
});

/** A list whose items have an element name of their own, as most lists of RDS and ElastiCache. */
export class NamedList {
  readonly element: string;
  readonly items: readonly unknown[];

  constructor(element: string, items: readonly unknown[]) {
    this.element = element;
    this.items = items;
  }
}

/**
 * An XML document of AWS's Query protocol: names of members are elements, a list is its `member` elements, a map its
 * `entry` elements, and an undefined member is left out.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#xml-shape-serialization
 */
export function xmlDocument(root: string, content: object, namespace?: string): string {
  const attributes = namespace === undefined ? {} : { '@xmlns': namespace };
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    [root]: { ...attributes, ...elementsOf(content) },
  });
}

function elementsOf(content: object): Record<string, unknown> {
  const defined = Object.entries(content).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined.map(([name, value]) => [name, elementOf(value)]));
}

function elementOf(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map)
    return { entry: [...value].map(([key, item]) => elementsOf({ key, value: item })) };
  if (value instanceof NamedList) {
    return value.items.length === 0 ? '' : { [value.element]: value.items.map(elementOf) };
  }
  if (Array.isArray(value)) return value.length === 0 ? '' : { member: value.map(elementOf) };
  if (typeof value === 'object' && value !== null) return elementsOf(value);
  return String(value);
}
