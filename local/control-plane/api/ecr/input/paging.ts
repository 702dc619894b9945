import { z } from 'zod';
import { type Keyed, type Page, paginate } from '../../protocols/paging.ts';
import { invalidToken } from '../operation.ts';

/** 100 items a page when `maxResults` is absent. */
export const pageMembers = {
  maxResults: z.int().min(1).max(1000).default(100),
  nextToken: z.string().optional(),
};

interface Request {
  readonly maxResults: number;
  readonly nextToken?: string | undefined;
}

/** One page of a list, which `list` identifies with its filters. */
export function pageOf<T>(
  all: readonly Keyed<T>[],
  { maxResults, nextToken }: Request,
  list: readonly unknown[],
): Page<T> {
  return paginate(all, { maxResults, nextToken, list, invalidToken });
}

/** The images with the digests that order them. */
export function byDigest<T extends { readonly digest: string }>(images: readonly T[]): readonly Keyed<T>[] {
  return images.map((item) => ({ key: item.digest, item }));
}
