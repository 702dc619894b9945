import type { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { WebSettings } from '../application/application.ts';
import { defaultApplication } from '../application/defaults.ts';
import type { AssetStorage } from './asset-storage.ts';
import type { Cache } from './cache.ts';
import { threadsPerTask } from './connection-budget.ts';
import type { Database } from './database.ts';
import type { Secrets } from './secrets.ts';

/** What every container of the store is given, whatever it runs. */
export interface StoreContract {
  readonly image: ContainerImage;
  /** Puts together the URLs that the command reads; absent where it reads none. */
  readonly entryPoint?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, Secret>>;
}

export interface StoreContractParts {
  readonly image: ContainerImage;
  readonly database: Database;
  /** Undefined where the application uses no Redis: then it is told of none. */
  readonly cache: Cache | undefined;
  readonly assets: AssetStorage;
  readonly secrets: Secrets;
  /** The storefront's host name, without a port. */
  readonly host: string;
  /** The sender of the store's mail. */
  readonly mailFrom: string;
  readonly web: Pick<WebSettings, 'port'>;
}

/** Says where the store finds its database, Redis, bucket and secrets. */
export function createStoreContract(parts: StoreContractParts): StoreContract {
  return {
    image: parts.image,
    entryPoint: parts.cache ? entryPoint : entryPointWithoutRedis,
    environment: plainValues(parts),
    secrets: secretValues(parts.secrets),
  };
}

/**
 * Variables of libpq: PostgreSQL must show a certificate for its name, of an authority that the system knows. The
 * image brings those of RDS. `SSL_CERT_DIR` is where a libpq with an OpenSSL of its own, as the gem pg has it, finds
 * what the system knows.
 * @see https://www.postgresql.org/docs/16/libpq-ssl.html
 */
export const verifiedTls: Readonly<Record<string, string>> = {
  PGSSLMODE: 'verify-full',
  PGSSLROOTCERT: 'system',
  SSL_CERT_DIR: '/etc/ssl/certs',
};

/** The part of the store's contract that is the same everywhere; its port is another one where the application says so. */
export const fixedValues: Readonly<Record<string, string>> = {
  ...verifiedTls,
  RAILS_ENV: 'production',
  RAILS_LOG_TO_STDOUT: '1',
  RAILS_SERVE_STATIC_FILES: '1',
  // Half a vCPU feeds one process.
  WEB_CONCURRENCY: '0',
  RAILS_MAX_THREADS: String(threadsPerTask),
  PORT: String(defaultApplication.web.port),
};

function plainValues({
  database,
  cache,
  assets,
  host,
  mailFrom,
  web,
}: StoreContractParts): Record<string, string> {
  return {
    ...fixedValues,
    PORT: String(web.port),
    STORE_HOST: host,
    MAIL_FROM: mailFrom,
    S3_BUCKET: assets.bucket.bucketName,
    DATABASE_HOST: database.primary.dbInstanceEndpointAddress,
    DATABASE_REPLICA_HOST: database.readAddress,
    DATABASE_PORT: database.primary.dbInstanceEndpointPort,
    DATABASE_NAME: database.name,
    ...(cache && {
      REDIS_HOST: cache.replicationGroup.attrPrimaryEndPointAddress,
      REDIS_PORT: cache.replicationGroup.attrPrimaryEndPointPort,
    }),
  };
}

function secretValues(secrets: Secrets): Record<string, Secret> {
  return {
    DATABASE_USERNAME: Secret.fromSecretsManager(secrets.application, 'username'),
    DATABASE_PASSWORD: Secret.fromSecretsManager(secrets.application, 'password'),
    ...(secrets.redis && { REDIS_AUTH_TOKEN: Secret.fromSecretsManager(secrets.redis, 'token') }),
    SECRET_KEY_BASE: Secret.fromSecretsManager(secrets.rails, 'secret_key_base'),
  };
}

const database = (host: string) =>
  `postgres://$DATABASE_USERNAME:$DATABASE_PASSWORD@${host}:$DATABASE_PORT/$DATABASE_NAME`;
const redis = (number: number) => `rediss://:$REDIS_AUTH_TOKEN@$REDIS_HOST:$REDIS_PORT/${number}`;

const databaseUrls = {
  DATABASE_URL: database('$DATABASE_HOST'),
  DATABASE_REPLICA_URL: database('$DATABASE_REPLICA_HOST'),
};
const redisUrls = { REDIS_URL: redis(0), REDIS_CACHE_URL: redis(1) };

/**
 * Puts the URLs that Spree reads together from host names and secrets inside the container, so that they stand
 * nowhere else, then becomes the command. Jobs and Action Cable use Redis database 0, cache and sessions 1.
 */
export const entryPoint = exporting({ ...databaseUrls, ...redisUrls });

/** The same for a store without Redis. */
export const entryPointWithoutRedis = exporting(databaseUrls);

function exporting(urls: Readonly<Record<string, string>>): readonly string[] {
  const variables = Object.entries(urls).map(([name, url]) => `${name}=${url}`);
  return ['/bin/sh', '-c', `export ${variables.join(' ')}; exec "$@"`, 'sh'];
}
