import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { errorMessage } from '../../failure/error-message.ts';
import { composeProjectLabel, composeServiceLabel } from '../environment/compose-labels.ts';

/**
 * Starts each of the compose services that are its arguments, and not left out, again when it does not run: the engine
 * itself does not restart a container that was killed by hand. Compose stops this process first, so that a stop stays one. It speaks
 * HTTP to the engine's socket by itself: with a client library it would not fit into the heap of 32 MiB that the
 * compose file gives it. Paths have no version, so that the engine takes its own: these calls are alike in all of them.
 */
const {
  DOCKER_SOCKET_PATH: socketPath = '/var/run/docker.sock',
  ENVIRONMENT_NAME: environmentName = '',
  LEFT_OUT_SERVICES: leftOut = '',
} = process.env;
/** What runs for less before it ends may end at once again: it is started after a pause that grows. */
const shortRunMs = 5000;
const firstPauseMs = 250;
const longestPauseMs = 10_000;
const retryMs = 500;
/** The last one about each service. */
const complaints = new Map<string, string>();

process.once('SIGTERM', () => process.exit(0));
process.once('SIGINT', () => process.exit(0));

const kept = process.argv.slice(2).filter((service) => !leftOut.split(' ').includes(service));
await Promise.all(kept.map(keep));

async function keep(service: string): Promise<never> {
  let pauseMs = 0;
  let startedAt = Date.now();
  for (;;) {
    try {
      const id = await findContainer(service);
      if (id === undefined) {
        await delay(retryMs);
        continue;
      }
      await call('POST', `/containers/${id}/wait?condition=not-running`);
      const wasShort = Date.now() - startedAt < shortRunMs;
      pauseMs = wasShort ? Math.min(Math.max(pauseMs * 2, firstPauseMs), longestPauseMs) : 0;
      await delay(pauseMs);
      await call('POST', `/containers/${id}/start`);
      startedAt = Date.now();
    } catch (error) {
      // The engine is away, or the container is being replaced: the next round looks again.
      complain(service, error);
      await delay(retryMs);
    }
  }
}

/** Once for each new reason. */
function complain(service: string, error: unknown): void {
  const text = errorMessage(error);
  if (complaints.get(service) === text) return;
  complaints.set(service, text);
  process.stderr.write(`${service} could not be watched: ${text}\n`);
}

async function findContainer(service: string): Promise<string | undefined> {
  const label = [`${composeProjectLabel}=${environmentName}`, `${composeServiceLabel}=${service}`];
  const filters = encodeURIComponent(JSON.stringify({ label }));
  const found: unknown = JSON.parse(await call('GET', `/containers/json?all=true&filters=${filters}`));
  const first: unknown = Array.isArray(found) ? found[0] : undefined;
  return typeof first === 'object' && first !== null && 'Id' in first ? String(first.Id) : undefined;
}

function call(method: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => {
        const ok = answer.statusCode !== undefined && answer.statusCode < 400;
        if (ok) resolve(text);
        else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
      });
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}
