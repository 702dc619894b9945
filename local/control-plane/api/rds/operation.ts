import { z } from 'zod';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { paginate } from '../protocols/paging.ts';
import type { Operation } from '../protocols/service.ts';

/**
 * An operation from its parameters' schema and what it answers to valid ones. Parameters without effect are taken by a
 * loose schema. Raises `InvalidParameterValue`.
 */
export function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: (parameters: z.output<Schema>, controlPlane: ControlPlane) => Promise<object>,
): Operation {
  return async (parameters, controlPlane) => {
    const parsed = schema.safeParse(parameters);
    if (parsed.success) return await run(parsed.data, controlPlane);
    throw new AwsError('InvalidParameterValue', z.prettifyError(parsed.error));
  };
}

/** A list of the Query protocol whose items are numbered below an element name: `Filters.Filter.1.Name`. */
export function listOf<Item extends z.ZodType>(element: string, item: Item) {
  const numbered = z.record(z.string(), z.unknown()).transform((items) =>
    Object.entries(items)
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([, value]) => value),
  );
  const ofAny = z.union([
    z.object({ [element]: numbered }).transform((object) => object[element] ?? []),
    z.object({ member: numbered }).transform((object) => object.member),
    z.array(z.unknown()),
    z.literal('').transform((): unknown[] => []),
  ]);
  return ofAny.pipe(z.array(item)).optional();
}

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** RDS keeps identifiers in small letters. */
export const identifier = z.string().transform((value) => value.toLowerCase());

/** `Filters` of a list. */
export const filters = listOf('Filter', z.object({ Name: z.string(), Values: listOf('Value', z.string()) }));

/** `MaxRecords` and `Marker` of a list, at most 100 records a page as on AWS. */
export const paging = {
  MaxRecords: z.coerce.number().int().optional(),
  Marker: z.string().optional(),
};

/** One page of a list in its order. Raises `InvalidParameterValue`. */
export function pageOf<T>(
  all: readonly T[],
  {
    MaxRecords = 100,
    Marker,
  }: { readonly MaxRecords?: number | undefined; readonly Marker?: string | undefined },
  list: readonly unknown[],
): { readonly items: readonly T[]; readonly Marker: string | undefined } {
  if (MaxRecords < 20 || MaxRecords > 100) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value ${MaxRecords} for MaxRecords. Must be between 20 and 100`,
    );
  }
  const keyed = all.map((item, index) => ({ key: String(index).padStart(9, '0'), item }));
  const { items, nextToken } = paginate(keyed, {
    maxResults: MaxRecords,
    nextToken: Marker,
    list: ['rds', ...list],
    invalidToken: () => new AwsError('InvalidParameterValue', `The marker '${Marker}' is not valid`),
  });
  return { items, Marker: nextToken };
}

/** What passes all filters, by the values that an item has for each of their names. Raises `InvalidParameterValue`. */
export function filtered<T>(
  items: readonly T[],
  given: z.output<typeof filters>,
  valuesOf: Readonly<Record<string, (item: T) => readonly (string | undefined)[]>>,
): readonly T[] {
  return (given ?? []).reduce((left, { Name, Values = [] }) => {
    const read = Object.hasOwn(valuesOf, Name) ? valuesOf[Name] : undefined;
    if (read === undefined) throw new AwsError('InvalidParameterValue', `Unrecognized filter name: ${Name}`);
    const wanted = new Set<string | undefined>(Values);
    return left.filter((item) => read(item).some((value) => wanted.has(value)));
  }, items);
}
