import { AwsError } from '../aws-error.ts';

export interface ElbPageRequest {
  readonly PageSize?: number | undefined;
  readonly Marker?: string | undefined;
}

/**
 * One page of a list whose order is fixed by the definition; the marker says how many items came before.
 * Raises `ValidationError` for a marker that no page gave.
 */
export function pageOf<T>(
  all: readonly T[],
  request: ElbPageRequest,
): { readonly items: readonly T[]; readonly NextMarker: string | undefined } {
  const from = request.Marker === undefined ? 0 : startOf(request.Marker, all.length);
  const to = from + (request.PageSize ?? 400);
  return { items: all.slice(from, to), NextMarker: to < all.length ? markerOf(to) : undefined };
}

function markerOf(start: number): string {
  return Buffer.from(`start=${start}`).toString('base64url');
}

function startOf(marker: string, length: number): number {
  const text = Buffer.from(marker, 'base64url').toString('utf8');
  const start = /^start=(\d+)$/.exec(text)?.[1];
  if (start === undefined || Number(start) > length) {
    throw new AwsError('ValidationError', `The marker '${marker}' is not valid`);
  }
  return Number(start);
}
