import type { LocalEnvironment } from './local-environment.ts';

/** The labels by which compose knows the containers of a project, which is the environment, and of a service. */
export const composeProjectLabel = 'com.docker.compose.project';
export const composeServiceLabel = 'com.docker.compose.service';

/** The network of an environment, which compose makes and tasks join. */
export function composeNetwork({ name }: Pick<LocalEnvironment, 'name'>): string {
  return `${name}_default`;
}
