import type { Repository } from '../../../../definition/model/ecr.ts';
import { Secret } from '../../../../failure/secret.ts';
import type { BlobServer } from '../../registry/blob-server.ts';
import { type OpenRegistry, openImageRegistry } from '../../registry/image-registry.ts';
import { emptyRecord } from '../../registry/registry-record.ts';
import { registryTokens } from '../../registry/registry-tokens.ts';
import type { Scanner } from '../../registry/scan/image-scan.ts';
import { openImageScans } from '../../registry/scan/image-scans.ts';

const noScanner: Scanner = async () => ({ status: 'FAILED', description: 'There is no scanner.' });

/** A registry that keeps its record in memory, and a server that takes every manifest. */
export function inMemoryImages(
  now: () => number,
  repositories: () => readonly Repository[],
  server: Partial<BlobServer> = {},
  scanner: Scanner = noScanner,
): OpenRegistry {
  return openImageRegistry({
    host: '127.0.0.1:4566',
    tokens: registryTokens(new Secret('not secret'), now),
    scans: openImageScans({
      scanner,
      record: { load: async () => ({}), save: async () => undefined },
      onFault: (error) => {
        throw error;
      },
    }),
    server: {
      start: async () => '/nowhere.sock',
      putManifest: async () => ({ isTaken: true }),
      deleteManifest: async () => undefined,
      collectGarbage: async () => undefined,
      stop: async () => undefined,
      ...server,
    },
    record: { load: async () => emptyRecord, save: async () => undefined },
    repositories,
    now,
  });
}
