import { AwsError } from '../aws-error.ts';
import { paginate } from '../protocols/paging.ts';

const mostItems = 100;

/**
 * One page of a list as CloudFront writes lists, 100 items at most; `name` is the element of an item. Raises
 * `InvalidArgument` for a marker that no page gave, and for a number of items that is none.
 */
export function listShape<T>(
  name: string,
  all: readonly T[],
  { query, shapeOf }: { readonly query: URLSearchParams; readonly shapeOf: (item: T) => object },
): object {
  const marker = query.get('Marker') ?? '';
  const MaxItems = itemsIn(query.get('MaxItems'));
  const keyed = all.map((item, index) => ({ key: String(index).padStart(9, '0'), item }));
  const { items, nextToken } = paginate(keyed, {
    maxResults: Math.min(MaxItems, mostItems),
    nextToken: marker === '' ? undefined : marker,
    list: ['cloudfront', name],
    invalidToken: () => invalid('Marker'),
  });
  return {
    Marker: marker,
    NextMarker: nextToken,
    MaxItems,
    IsTruncated: nextToken !== undefined,
    Quantity: items.length,
    Items: items.length === 0 ? undefined : { [name]: items.map(shapeOf) },
  };
}

function itemsIn(text: string | null): number {
  if (text === null || text === '') return mostItems;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw invalid('MaxItems');
  return Number(text);
}

function invalid(parameter: string): AwsError {
  return new AwsError('InvalidArgument', `The parameter ${parameter} is not valid.`);
}
