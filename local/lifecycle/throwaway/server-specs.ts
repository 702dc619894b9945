import type { Secret } from '../../../failure/secret.ts';
import type { ContainerSpec } from '../../docker/engine.ts';
import type { ImageSet } from '../../images/image-definition.ts';
import { s3Commands, s3ServerOf } from '../servers/compose-variables.ts';
import { s3Settings } from '../servers/server-files.ts';
import { databaseName, type ServerAddresses, throwawayRegion } from './server-variables.ts';

export const throwawayImages = ['postgres', 'redis', 's3'] as const;
export type ThrowawayImages = ImageSet<(typeof throwawayImages)[number]>;

/** One run: the name of its network and the start of its containers' names, and its labels. */
export interface ThrowawayRun {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A server's container, and the port that it listens on. */
export type ServerSpec = Pick<ContainerSpec, 'image' | 'command' | 'environment'> & {
  readonly server: keyof ServerAddresses;
  readonly port: number;
  /** A shell's command that succeeds once the server takes clients. */
  readonly health: string;
};

/** The servers of a run, as the official images are started. What they keep is lost anyway, so nothing waits for a disk. */
export function serverSpecs(images: ThrowawayImages, key: Secret): readonly ServerSpec[] {
  const s3 = s3Commands[s3ServerOf(images.s3)];
  return [
    {
      server: 'postgres',
      port: 5432,
      image: images.postgres.image,
      command: ['postgres', '-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
      environment: {
        POSTGRES_USER: databaseName,
        POSTGRES_PASSWORD: key.reveal(),
        POSTGRES_INITDB_ARGS: '--no-sync',
      },
      // By TCP: the server of the first start has none.
      health: `pg_isready -q -h 127.0.0.1 -U ${databaseName}`,
    },
    {
      server: 'redis',
      port: 6379,
      image: images.redis.image,
      command: ['redis-server', '--save', '', '--appendonly', 'no'],
      environment: {},
      health: 'redis-cli ping | grep -q PONG',
    },
    {
      server: 's3',
      port: 9000,
      image: images.s3.image,
      command: s3.S3_COMMAND.split(' '),
      environment: s3Settings(key, throwawayRegion),
      health: s3.S3_HEALTH_COMMAND,
    },
  ];
}

/** The container of a server, published on loopback at a port that the engine chooses. */
export function serverContainer(run: ThrowawayRun, spec: ServerSpec): ContainerSpec {
  const { server, port, health, ...container } = spec;
  return {
    ...container,
    name: `${run.name}-${server}`,
    labels: run.labels,
    network: { kind: 'network', name: run.name, aliases: [server] },
    ports: [{ containerPort: port, hostPort: 0 }],
    healthCheck: {
      test: ['CMD-SHELL', health],
      intervalMs: 250,
      timeoutMs: 5000,
      retries: 240,
      startPeriodMs: 0,
    },
  };
}
