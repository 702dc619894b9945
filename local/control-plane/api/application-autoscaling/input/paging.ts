import { z } from 'zod';
import { type Keyed, type Page, paginate } from '../../protocols/paging.ts';
import { invalidNextToken } from '../errors.ts';

export const pageMembers = { MaxResults: z.int().optional(), NextToken: z.string().optional() };

interface Request {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * A page of at most `most` items. As on AWS, a request for more returns no more than that, and one for 0 or fewer returns
 * none. A token comes with every page but the last, as AWS documents; captures of AWS miss it where `MaxResults` is given,
 * with which a client would lose the rest.
 */
export function pageOf<T>(
  all: readonly Keyed<T>[],
  { MaxResults: asked, NextToken: nextToken }: Request,
  { most, list, descending = false }: { most: number; list: readonly unknown[]; descending?: boolean },
): Page<T> {
  const maxResults = Math.min(Math.max(asked ?? most, 0), most);
  return paginate(all, { maxResults, nextToken, descending, list, invalidToken: invalidNextToken });
}
