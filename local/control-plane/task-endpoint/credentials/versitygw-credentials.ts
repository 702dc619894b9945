import { createHmac } from 'node:crypto';
import type { AwsClients, Keys } from '../../../../aws/clients.ts';
import { Secret } from '../../../../failure/secret.ts';
import { type BucketGrants, putPolicies } from '../../../aws/buckets/bucket-policy.ts';
import type { Log } from '../../logger.ts';
import type { CredentialRequest, S3Credentials } from './temporary-credentials.ts';
import { type VersitygwAdmin, versitygwAdmin } from './versitygw-admin.ts';

export interface VersitygwCredentialsOptions {
  readonly clients: () => AwsClients;
  readonly keys: Keys & { readonly endpoint: string };
  readonly region: () => string;
  readonly now: () => number;
  readonly log: Log;
  /** What the released definition grants on its buckets. */
  readonly grants: () => BucketGrants;
}

const longestLifetimeMs = 60 * 60 * 1000;
const endsEveryMs = 15 * 60 * 1000;
/** What was deleted by its time only may still be in a request. */
const graceMs = 5 * 60 * 1000;

/**
 * Keys of the S3 server that has no STS: a user for each role, which may use the buckets and nothing else, is named
 * after its end and deleted after it. All that is issued until the same end is the same, also after a restart: the
 * names of users stand in each bucket's policy, which would grow with each restart. The server refuses session
 * tokens, so there is none.
 */
export function versitygwCredentials(options: VersitygwCredentialsOptions): S3Credentials {
  const admin = versitygwAdmin({ ...options, endpoint: options.keys.endpoint });
  const oneByOne = serial();
  return {
    issue: (request) => oneByOne(() => issueUser(admin, options, request)),
    confirm: () => oneByOne(() => admitUsers(admin, options)),
  };
}

/** A policy is read and written whole, so that two changes at a time would lose one. */
function serial(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}

async function issueUser(
  admin: VersitygwAdmin,
  options: VersitygwCredentialsOptions,
  { roleArn }: CredentialRequest,
) {
  const expiration = Math.floor((options.now() + longestLifetimeMs) / endsEveryMs) * endsEveryMs;
  const accessKeyId = userName(expiration, digest(options.keys, `role ${roleArn} ${expiration}`));
  const secret = digest(options.keys, `secret of ${accessKeyId}`).slice(0, 40);
  await admin.createUser(accessKeyId, secret);
  await admitUsers(admin, options);
  return {
    accessKeyId,
    secretAccessKey: new Secret(secret),
    sessionToken: new Secret(''),
    expiration,
  };
}

function digest({ secretAccessKey }: Keys, text: string): string {
  return createHmac('sha256', secretAccessKey.reveal()).update(text).digest('hex');
}

/** Lets those whose time is not over use the buckets, and deletes the others. */
async function admitUsers(admin: VersitygwAdmin, options: VersitygwCredentialsOptions): Promise<void> {
  const users = (await admin.listUsers()).filter((name) => endOf(name) !== undefined);
  const [ended, valid] = partition(users, (name) => (endOf(name) ?? 0) + graceMs < options.now());
  await putPolicies(options.clients(), options.grants(), valid);
  await Promise.all(ended.map((name) => admin.deleteUser(name)));
  if (ended.length > 0) options.log.info('expired credentials were deleted', { users: ended.length });
}

/** As AWS's key ids, 20 characters that begin with AKIA (the server refuses ASIA); the end in seconds follows. */
function userName(expiration: number, digestOfRole: string): string {
  const seconds = Math.floor(expiration / 1000)
    .toString(36)
    .toUpperCase()
    .padStart(8, '0');
  return `AKIA${seconds}${digestOfRole.slice(0, 8).toUpperCase()}`;
}

function endOf(name: string): number | undefined {
  const seconds = /^AKIA([0-9A-Z]{8})[0-9A-F]{8}$/.exec(name)?.[1];
  return seconds === undefined ? undefined : Number.parseInt(seconds, 36) * 1000;
}

function partition<T>(list: readonly T[], belongs: (item: T) => boolean): [readonly T[], readonly T[]] {
  return [list.filter(belongs), list.filter((item) => !belongs(item))];
}
