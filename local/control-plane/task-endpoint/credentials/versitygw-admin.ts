import type { Keys } from '../../../../aws/clients.ts';
import { Failure } from '../../../../failure/failure.ts';
import { signedHeaders } from '../../../aws/signed-request.ts';

export interface VersitygwAdmin {
  /** Leaves a user that is there as it is. */
  createUser(accessKeyId: string, secretAccessKey: string): Promise<void>;
  deleteUser(accessKeyId: string): Promise<void>;
  /** Access key ids of all users. */
  listUsers(): Promise<readonly string[]>;
}

const timeoutMs = 5000;
const alreadyExists = 409;

/** The S3 server's admin API. Raises `S3_ADMIN_REFUSED`. Names are letters and digits only, so XML needs no escapes. */
export function versitygwAdmin(options: {
  readonly endpoint: string;
  readonly region: () => string;
  readonly keys: Keys;
  readonly now: () => number;
}): VersitygwAdmin {
  const call = async (path: string, body = '', accepted: readonly number[] = []): Promise<string> => {
    const url = new URL(path, options.endpoint);
    const request = { method: 'PATCH', url, body, service: 's3', region: options.region() };
    const { host: _, ...headers } = signedHeaders(request, options.keys, new Date(options.now()));
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: 'PATCH', headers, body, signal });
    const text = await answer.text();
    if (!answer.ok && !accepted.includes(answer.status))
      throw new Failure('S3_ADMIN_REFUSED', `The S3 server refused ${path}: ${answer.status} ${text}`);
    return text;
  };
  return {
    createUser: async (access, secret) => {
      const fields = `<Access>${access}</Access><Secret>${secret}</Secret><Role>user</Role>`;
      const account = `<Account>${fields}<UserID>0</UserID><GroupID>0</GroupID></Account>`;
      await call('/create-user', account, [alreadyExists]);
    },
    deleteUser: async (access) => {
      await call(`/delete-user?access=${access}`);
    },
    listUsers: async () => {
      const answer = await call('/list-users');
      return [...answer.matchAll(/<Access>([^<]+)<\/Access>/g)].map((match) => match[1] ?? '');
    },
  };
}
