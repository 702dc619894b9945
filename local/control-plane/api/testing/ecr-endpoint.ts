import type { AwsClients } from '../../../../aws/clients.ts';
import type { Repository } from '../../../../definition/model/ecr.ts';
import type { BlobServer } from '../../registry/blob-server.ts';
import { digestOf } from '../../registry/manifest.ts';
import type { Scanner } from '../../registry/scan/image-scan.ts';
import { inMemoryControlPlane } from './in-memory-control-plane.ts';
import { inMemoryImages } from './in-memory-images.ts';
import { sampleState, sampleTime } from './sample-state.ts';
import { sampleWorkload } from './sample-workload.ts';
import { serveGateway } from './served-gateway.ts';

/** The AWS endpoint with these repositories, and the SDK's client of ECR. */
export interface EcrEndpoint {
  readonly url: string;
  readonly clients: AwsClients;
  readonly ecr: Awaited<ReturnType<AwsClients['ecr']>>;
  /** The header of a request of a container engine that has signed in. */
  login(): Promise<{ readonly authorization: string }>;
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

export const repository: Repository = {
  logicalId: 'Images',
  name: 'spree-local',
  uri: '000000000000.dkr.ecr.ap-southeast-1.amazonaws.com/spree-local',
  tagMutability: 'IMMUTABLE',
  scanOnPush: true,
  lifecyclePolicy: '{"rules":[]}',
  tags: { team: 'shop' },
};

export const repositoryName = repository.name;

/** A manifest of an image of one layer. */
export function manifestOf(content: string, size = 5) {
  const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
  const config = {
    mediaType: 'application/vnd.docker.container.image.v1+json',
    digest: `sha256:${content}`,
    size: 1,
  };
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config,
    layers: [{ digest: 'sha256:0', size }],
  });
  return { imageManifest, imageManifestMediaType: mediaType, digest: digestOf(imageManifest) };
}

export async function ecrEndpoint(
  repositories: readonly Repository[] = [repository],
  server: Partial<BlobServer> = {},
  scanner?: Scanner,
): Promise<EcrEndpoint> {
  let now = sampleTime;
  const workload = { ...sampleWorkload, repositories };
  const images = inMemoryImages(
    () => now,
    () => repositories,
    server,
    scanner,
  );
  const controlPlane = inMemoryControlPlane(sampleState, { workload, digest: '' }, () => now, { images });
  const { url, clients, close } = await serveGateway(controlPlane);
  const ecr = await clients.ecr();
  return {
    ...{ url, clients, ecr, close },
    login: async () => {
      const { authorizationData } = await ecr.getAuthorizationToken({});
      return { authorization: `Basic ${authorizationData?.[0]?.authorizationToken}` };
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}
