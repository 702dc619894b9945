import type { ClusterState } from '../../model/cluster-state.ts';

/** ECS's error codes that commands end with; the API gives them to its caller as they are. */
export type CommandErrorCode =
  | 'ClusterNotFoundException'
  | 'ServiceNotFoundException'
  | 'ServiceNotActiveException'
  | 'ServiceDeploymentNotFoundException'
  | 'ConflictException'
  | 'ClientException'
  | 'InvalidParameterException';

export interface CommandError {
  readonly code: CommandErrorCode;
  readonly message: string;
}

export interface Refused {
  readonly ok: false;
  readonly error: CommandError;
}

/** A command's state with what else it gives, or the reason for which nothing was changed. */
export type Outcome<T> = ({ readonly ok: true; readonly state: ClusterState } & T) | Refused;

/** What was looked up, or the reason for which it was not found. */
export type Found<T> = { readonly ok: true; readonly value: T } | Refused;

export const refuse = (code: CommandErrorCode, message: string): Refused => ({
  ok: false,
  error: { code, message },
});

export const found = <T>(value: T): Found<T> => ({ ok: true, value });
