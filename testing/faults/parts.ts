/** The servers of an environment, as compose names them. */
export const servers = [
  'control-plane',
  'keeper',
  'load-balancer',
  'edge',
  'postgres',
  'postgres-replica',
  'redis',
  'minio',
  'mail',
  'localstack',
] as const;

/** Tasks, by the name of their container. */
export const tasks = ['web', 'worker'] as const;

export type Server = (typeof servers)[number];
/** One of the tasks that run the container of this name. */
export type TaskPart = (typeof tasks)[number];
/** What is killed; `nothing` shows what a rollout on a busy machine costs by itself. */
export type Part = Server | TaskPart | 'nothing';

/** All that a local environment is made of. */
export const parts: readonly Part[] = [...servers, ...tasks];

export function isServer(part: Part): part is Server {
  return servers.some((server) => server === part);
}
