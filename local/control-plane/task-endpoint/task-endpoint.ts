import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { present } from '../../../definition/properties/present.ts';
import type { Clock } from '../../../time/clock.ts';
import type { Engine } from '../../docker/engine.ts';
import type { Log } from '../logger.ts';
import type { ClusterState, TaskState } from '../model/cluster-state.ts';
import { answerCredentials, type EndpointAnswer, refused } from './credentials/answer-credentials.ts';
import type { S3Credentials } from './credentials/temporary-credentials.ts';
import { answerMetadata } from './metadata/answer-metadata.ts';
import { type StatsReader, statsReader } from './metadata/stats-readings.ts';
import { answerProtection, type Protect } from './protection/answer-protection.ts';

export interface TaskEndpointOptions {
  readonly state: () => ClusterState;
  readonly engine: Engine;
  readonly credentials: S3Credentials;
  readonly endpointId: (taskId: string) => string;
  readonly log: Log;
  readonly clock: Clock;
  readonly protect: Protect;
}

/**
 * What tasks reach at 169.254.170.2: credentials of their role, metadata, and their protection from scale-ins, which
 * alone can be PUT.
 */
export function createTaskEndpoint(options: TaskEndpointOptions): Server {
  const readStats = statsReader(options.engine, () => options.clock.sleep(1000));
  return createServer({ keepAliveTimeout: 30_000 }, listener({ ...options, readStats }));
}

type Options = TaskEndpointOptions & { readonly readStats: StatsReader };

function listener(options: Options): RequestListener {
  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    answer(request, path, options)
      .catch((error: unknown) => {
        options.log.error('a task endpoint failed', { error });
        return refused(500, 'InternalServerError', 'the credentials could not be created');
      })
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
  };
}

async function answer(request: IncomingMessage, path: string, options: Options): Promise<EndpointAnswer> {
  const protectionId = /^\/api\/([0-9a-f]{32})-[^/]+\/task-protection\/v1\/state\/?$/.exec(path)?.[1];
  const { method } = request;
  if (protectionId !== undefined && (method === 'GET' || method === 'PUT')) {
    const body = await readBody(request);
    const task = findTask(protectionId, options);
    return answerProtection({ task, method, body }, options.state, options.protect);
  }
  return answerReading(method === 'GET' ? path : '', request.headers['user-agent'], options);
}

const longestBody = 64 * 1024;

/** Nothing of one that is longer than any change. */
async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    if (body.length <= longestBody) body += chunk;
  }
  return body.length > longestBody ? '' : body;
}

async function answerReading(
  path: string,
  userAgent: string | undefined,
  options: Options,
): Promise<EndpointAnswer> {
  const credentialId = /^\/v2\/credentials\/([0-9a-f]{32})$/.exec(path)?.[1];
  const metadata = /^\/v[34]\/([0-9a-f]{32})-([^/]+)(\/.+?)?\/?$/.exec(path);
  if (metadata !== null) {
    const task = findTask(metadata[1], options);
    if (task === undefined) return { status: 404, body: 'V4 container metadata handler: unknown id' };
    const request = { task, container: metadata[2] ?? '', path: metadata[3] ?? '' };
    return answerMetadata(request, options.state(), options.engine, options.readStats);
  }
  if (!path.startsWith('/v2/credentials')) return { status: 404, body: 'not found' };
  const found = asker(findTask(credentialId, options), options.state());
  return answerCredentials(found && present({ ...found, userAgent }), options.credentials);
}

function findTask(id: string | undefined, options: TaskEndpointOptions): TaskState | undefined {
  if (id === undefined) return undefined;
  return Object.values(options.state().tasks).find(
    (task) => task.lastStatus !== 'STOPPED' && options.endpointId(task.id) === id,
  );
}

function asker(task: TaskState | undefined, state: ClusterState) {
  const roleArn =
    task === undefined ? undefined : state.taskDefinitions[task.taskDefinition]?.content.taskRoleArn;
  return task === undefined || roleArn === undefined ? undefined : { taskId: task.id, roleArn };
}
