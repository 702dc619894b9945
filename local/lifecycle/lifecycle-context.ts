import type { AwsClients } from '../../aws/clients.ts';
import type { Progress } from '../../progress/progress.ts';
import type { Engine } from '../docker/engine.ts';
import type { ListenerEndpoint } from '../environment/listener-endpoints.ts';
import type { LocalEnvironment, Ports } from '../environment/local-environment.ts';
import type { StoreDefinition } from './kept-definition.ts';
import type { KeptSecrets } from './kept-secrets.ts';

/** What a command that changes an environment is given. */
export interface LifecycleContext {
  readonly environment: LocalEnvironment;
  readonly engine: Engine;
  readonly variables: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** An environment whose definition has been read. */
export interface DefinedContext extends LifecycleContext {
  readonly definition: StoreDefinition;
  readonly kept: KeptSecrets;
  readonly ports: Ports;
  /** Where the listeners of the load balancers are reached, the main one first. */
  readonly listeners: readonly ListenerEndpoint[];
  readonly clients: AwsClients;
}
