import { AwsError } from '../aws-error.ts';
import { paginate } from '../protocols/paging.ts';

export interface ElbPageRequest {
  readonly PageSize?: number | undefined;
  readonly Marker?: string | undefined;
}

/**
 * One page of a list whose order is fixed by the definition, 400 items at most. Raises `ValidationError` for a
 * marker that no page gave.
 */
export function pageOf<T>(
  all: readonly T[],
  { PageSize, Marker }: ElbPageRequest,
): { readonly items: readonly T[]; readonly NextMarker: string | undefined } {
  const keyed = all.map((item, index) => ({ key: String(index).padStart(9, '0'), item }));
  const { items, nextToken } = paginate(keyed, {
    maxResults: PageSize ?? 400,
    nextToken: Marker,
    list: ['elbv2'],
    invalidToken: () => new AwsError('ValidationError', `The marker '${Marker}' is not valid`),
  });
  return { items, NextMarker: nextToken };
}
