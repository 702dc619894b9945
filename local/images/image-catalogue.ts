import { addClientSettings } from './contexts/client-settings.ts';
import { addGoServer } from './contexts/go-server.ts';
import { addNode } from './contexts/node-binary.ts';
import { addPostgres } from './contexts/postgres-server.ts';
import type { ImageDefinition, ImageName } from './image-definition.ts';
import { imageVariables } from './image-variables.ts';

const postgresPackage = '16.14.0-beta.17';
const versitygwVersion = 'v1.8.0';
const mailpitVersion = 'v1.31.0';
const localstackVersion = '2026.3.0';
const nodeVersion = '24.21.0';

/** Every image that the local environment runs, besides the store: what is pulled, and how it is built otherwise. */
export const imageCatalogue: Readonly<Record<ImageName, ImageDefinition>> = {
  postgres: {
    name: 'postgres',
    variable: imageVariables.postgres,
    pulls: ['postgres:16.14'],
    recipe: {
      version: 'PostgreSQL 16.14',
      args: {},
      inputs: [postgresPackage],
      addFiles: (context) => addPostgres(context, postgresPackage),
    },
  },
  redis: {
    name: 'redis',
    variable: imageVariables.redis,
    pulls: ['redis:7.2'],
    recipe: { version: 'Redis 7.0 (Debian 12)', args: {}, inputs: [] },
  },
  s3: {
    name: 's3',
    variable: imageVariables.s3,
    pulls: ['quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z', 'cgr.dev/chainguard/minio:latest'],
    recipe: {
      version: `versitygw ${versitygwVersion}`,
      args: { VERSITYGW_VERSION: versitygwVersion },
      inputs: [],
      addFiles: (context) => addGoServer(context, 'versitygw', versitygwVersion),
    },
  },
  localstack: {
    name: 'localstack',
    variable: imageVariables.localstack,
    pulls: ['localstack/localstack:4.14.0'],
    recipe: {
      version: `LocalStack ${localstackVersion}`,
      args: { LOCALSTACK_VERSION: localstackVersion, RESOLVE_BEFORE: '2026-03-25' },
      inputs: [],
      addFiles: addClientSettings,
    },
  },
  node: {
    name: 'node',
    variable: imageVariables.node,
    pulls: [`node:${nodeVersion}-trixie-slim`],
    recipe: { version: `Node ${nodeVersion}`, args: {}, inputs: [nodeVersion], addFiles: addNode },
  },
  haproxy: {
    name: 'haproxy',
    variable: imageVariables.haproxy,
    pulls: ['haproxy:3.0'],
    recipe: { version: 'HAProxy 3.0 (Debian 13)', args: {}, inputs: [] },
  },
  nginx: {
    name: 'nginx',
    variable: imageVariables.nginx,
    pulls: ['nginx:1.26'],
    recipe: { version: 'nginx 1.26 (Debian 13)', args: {}, inputs: [] },
  },
  mail: {
    name: 'mail',
    variable: imageVariables.mail,
    pulls: [`axllent/mailpit:${mailpitVersion}`],
    recipe: {
      version: `Mailpit ${mailpitVersion}`,
      args: { MAILPIT_VERSION: mailpitVersion },
      inputs: [],
      addFiles: (context) => addGoServer(context, 'mailpit', mailpitVersion),
    },
  },
  registry: {
    name: 'registry',
    variable: imageVariables.registry,
    pulls: ['registry:2.8.3'],
    recipe: { version: 'Docker Registry 2.8 (Debian 13)', args: {}, inputs: [] },
  },
};
