import type { Secret } from '../../../failure/secret.ts';
import { s3RootAccessKey } from '../servers/server-files.ts';

/** Where clients find the throwaway servers, each as `HOST:PORT`. */
export interface ServerAddresses {
  readonly postgres: string;
  readonly redis: string;
  readonly s3: string;
}

/** The superuser of PostgreSQL and its database, which both have this name. */
export const databaseName = 'store';
export const throwawayBucket = 'store-assets';
/** What MinIO and SDKs take without being told of another one. */
export const throwawayRegion = 'us-east-1';

/** What the contract of store/README.md has of servers, for throwaway ones; `key` opens PostgreSQL and S3. */
export function serverVariables(addresses: ServerAddresses, key: Secret): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: `postgres://${databaseName}:${key.reveal()}@${addresses.postgres}/${databaseName}`,
    REDIS_URL: `redis://${addresses.redis}/0`,
    REDIS_CACHE_URL: `redis://${addresses.redis}/1`,
    S3_BUCKET: throwawayBucket,
    AWS_ENDPOINT_URL_S3: `http://${addresses.s3}`,
    AWS_ACCESS_KEY_ID: s3RootAccessKey,
    AWS_SECRET_ACCESS_KEY: key.reveal(),
    AWS_REGION: throwawayRegion,
    AWS_DEFAULT_REGION: throwawayRegion,
  };
}

/** The rest of the contract, for the store's own migrations: nothing of it ends up in a schema. */
export const contractVariables: Readonly<Record<string, string>> = {
  RAILS_ENV: 'production',
  RAILS_LOG_TO_STDOUT: '1',
  RAILS_MAX_THREADS: '3',
  STORE_HOST: 'localhost',
  SECRET_KEY_BASE: '0'.repeat(128),
  ADMIN_EMAIL: 'admin@example.com',
  ADMIN_PASSWORD: 'only-for-migrations',
  AWS_EC2_METADATA_DISABLED: 'true',
};
