import type { Engine } from '../../docker/engine.ts';
import type { EndpointAnswer } from '../credentials/answer-credentials.ts';
import type { ClusterState, TaskState } from '../model/cluster-state.ts';
import { containerMetadata, type MetadataSubject } from './container-metadata.ts';
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
      return ok((await stats(request.task, engine, request.container))[0]?.[1] ?? {});
    case '/task/stats':
      return ok(Object.fromEntries(await stats(request.task, engine)));
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

/** Docker's own statistics, as ECS passes them on, by engine id. */
async function stats(
  task: TaskState,
  engine: Engine,
  only?: string,
): Promise<readonly (readonly [string, unknown])[]> {
  const wanted = task.containers.filter((each) => only === undefined || each.name === only);
  const readings = wanted.map(async ({ runtimeId }) => {
    const reading = runtimeId === undefined ? undefined : await engine.stats(runtimeId);
    return [runtimeId ?? '', reading?.raw ?? null] as const;
  });
  return Promise.all(readings);
}
