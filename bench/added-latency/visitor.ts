import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { Failure } from '../../failure/failure.ts';

/** Asks one address over connections that are kept alive. */
export interface Visitor {
  /** Resolves when a 200 has been read to its end. */
  readonly get: () => Promise<void>;
  readonly close: () => void;
}

/** A visitor of an `http:` or `https:` address; `ca` is the authority to trust for the latter. */
export function visitorOf(url: string, ca?: Buffer): Visitor {
  const secure = url.startsWith('https:');
  const agent = secure ? new HttpsAgent({ keepAlive: true, ca }) : new HttpAgent({ keepAlive: true });
  const request = secure ? requestHttps : requestHttp;
  const get = () =>
    new Promise<void>((resolve, reject) => {
      const asked = request(url, { agent, timeout: 30_000 }, (answer) => {
        answer.resume();
        answer.on('error', reject);
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(refused(url, `answered ${answer.statusCode}`)),
        );
      });
      asked.on('error', reject);
      asked.on('timeout', () => asked.destroy(refused(url, 'did not answer within 30 s')));
      asked.end();
    });
  return { get, close: () => agent.destroy() };
}

function refused(url: string, what: string): Failure {
  return new Failure('NOT_MEASURABLE', `${url} ${what}`, {
    hint: 'The figure is meaningful only if the store answers every request: see local:logs web.',
  });
}
