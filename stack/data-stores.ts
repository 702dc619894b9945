import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { AssetStorage } from './asset-storage.ts';
import { Cache } from './cache.ts';
import { Database } from './database.ts';
import { rotatePasswords } from './secret-rotation.ts';
import { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** The stores for data that must outlive the tasks. */
export interface DataStores {
  readonly secrets: Secrets;
  readonly database: Database;
  /** Undefined where the application uses no Redis. */
  readonly cache: Cache | undefined;
  readonly assets: AssetStorage;
  /** Names of the functions that change the passwords of the database, by whose it is. */
  readonly rotationFunctions: Readonly<Record<string, string>>;
}

/** PostgreSQL, Redis and the bucket, with the secrets that open them. */
export function createDataStores(scope: Construct, settings: Settings, vpc: IVpc): DataStores {
  const secrets = new Secrets(scope, 'Secrets', settings);
  const database = new Database(scope, 'Database', { settings, vpc, secret: secrets.database });
  const rotationFunctions = rotatePasswords(database.primary, secrets, settings);
  const cache = createCache(scope, settings, vpc, secrets);
  const assets = new AssetStorage(scope, 'Assets', settings);
  return { secrets, database, cache, assets, rotationFunctions };
}

function createCache(scope: Construct, settings: Settings, vpc: IVpc, { redis }: Secrets): Cache | undefined {
  const { prefix, cache: size } = settings;
  return size === undefined || redis === undefined
    ? undefined
    : new Cache(scope, 'Cache', { prefix, size, vpc, secret: redis });
}
