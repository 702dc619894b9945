import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AssetStore } from './asset-store.ts';
import { owedKey } from './bucket-layout.ts';

const schema = z.object({ reference: z.string(), paths: z.array(z.string()) });

/** What the edge has to forget, and the reference by which CloudFront knows a request for it that it has had already. */
export type OwedInvalidation = z.infer<typeof schema>;

/** What an earlier run has left undone, if anything. */
export async function readOwedInvalidation(store: AssetStore): Promise<OwedInvalidation | undefined> {
  const body = await store.read(owedKey);
  return body === undefined ? undefined : schema.parse(JSON.parse(Buffer.from(body).toString('utf8')));
}

/**
 * Writes down that the edge has to forget paths, with what it has still to forget from before: ahead of the change, so that
 * a process that dies after it leaves nobody with what was there. Without paths, the earlier request is repeated as it was.
 */
export async function oweInvalidation(
  store: AssetStore,
  paths: readonly string[],
): Promise<OwedInvalidation | undefined> {
  const before = await readOwedInvalidation(store);
  if (paths.length === 0) return before;
  // Never by the earlier reference: CloudFront may have carried that out, and viewers have asked since.
  const owed = {
    reference: randomUUID(),
    paths: [...new Set([...(before?.paths ?? []), ...paths])].toSorted(),
  };
  await store.put({
    ...{ key: owedKey, body: JSON.stringify(owed) },
    ...{ contentType: 'application/json', cacheControl: 'no-store' },
  });
  return owed;
}
