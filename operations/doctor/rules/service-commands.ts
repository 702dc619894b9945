import { command } from '../../../failure/command.ts';
import type { ServiceFacts } from '../doctor-facts.ts';

type Named = Pick<ServiceFacts, 'cluster' | 'serviceName'>;

/** The command that shows what the tasks of a service are made of. */
export const describeDefinition = ({ taskDefinition }: Pick<ServiceFacts, 'taskDefinition'>): string =>
  `aws ecs describe-task-definition --task-definition ${taskDefinition.split('/').at(-1)}`;

/** The command that replaces the tasks of a service by new ones of the same revision. */
export const replaceTasks = ({ cluster, serviceName }: Named): string =>
  `aws ecs update-service --cluster ${cluster} --service ${serviceName} --force-new-deployment`;

/** The commands after which an environment has what the definition says. */
export const deployAgain = (environment: string): string =>
  command(environment === 'local' ? 'local:up' : `deploy:${shortOf(environment)}`);

/** `production` is deployed by `deploy:prod`. */
const shortOf = (environment: string): string => (environment === 'production' ? 'prod' : environment);
