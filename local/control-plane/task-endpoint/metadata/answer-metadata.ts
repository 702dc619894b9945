import type { Engine } from '../../../docker/engine.ts';
import type { ClusterState, TaskState } from '../../model/cluster-state.ts';
import type { EndpointAnswer } from '../credentials/answer-credentials.ts';
import { containerMetadata, type MetadataSubject } from './container-metadata.ts';
import type { StatsReader } from './stats-readings.ts';
import { taskMetadata } from './task-metadata.ts';

/** Which container asks, and below which path: ``, `/task`, `/stats` or `/task/stats`. */
export interface MetadataRequest {
  readonly task: TaskState;
  readonly container: string;
  readonly path: string;
}

/** Answers the metadata endpoint version 4. */
export async function answerMetadata(
  request: MetadataRequest,
  state: ClusterState,
  engine: Engine,
  readStats: StatsReader,
): Promise<EndpointAnswer> {
  const definition = state.taskDefinitions[request.task.taskDefinition];
  const container = definition?.content.containerDefinitions.find((each) => each.name === request.container);
  if (definition === undefined || container === undefined) return notFound;
  const subject = { state, task: request.task, definition, details: {} };
  switch (request.path) {
    case '':
      return ok(containerMetadata(await withDetails(subject, engine), container));
    case '/task':
      return ok(taskMetadata(await withDetails(subject, engine)));
    case '/stats':
      return ok((await stats(request.task, readStats, request.container))[0]?.[1] ?? {});
    case '/task/stats':
      return ok(Object.fromEntries(await stats(request.task, readStats)));
    default:
      return notFound;
  }
}

const notFound: EndpointAnswer = { status: 404, body: 'V4 container metadata handler: not found' };

function ok(body: unknown): EndpointAnswer {
  return { status: 200, body };
}

async function withDetails(subject: MetadataSubject, engine: Engine): Promise<MetadataSubject> {
  const entries = subject.task.containers.map(async (each) => {
    const details = each.runtimeId === undefined ? undefined : await engine.inspectContainer(each.runtimeId);
    return [each.name, details] as const;
  });
  return { ...subject, details: Object.fromEntries(await Promise.all(entries)) };
}

/** By engine id. */
async function stats(
  task: TaskState,
  readStats: StatsReader,
  only?: string,
): Promise<readonly (readonly [string, object | null])[]> {
  const wanted = task.containers.filter((each) => only === undefined || each.name === only);
  const readings = wanted.map(async ({ runtimeId }) => {
    const reading = runtimeId === undefined ? null : await readStats(runtimeId);
    return [runtimeId ?? '', reading] as const;
  });
  return Promise.all(readings);
}
