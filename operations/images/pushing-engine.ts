import type { Secret } from '../../failure/secret.ts';

/** Who signs in to a registry. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: Secret;
}

/** What a push needs of the container engine, which is given to it: `operations/` knows AWS alone. */
export interface PushingEngine {
  /** Undefined when it is not there. `id` is the digest of its configuration, or of its manifest. */
  inspectImage(name: string): Promise<{ readonly id: string } | undefined>;
  tagImage(name: string, newName: string): Promise<void>;
  /** Takes the name away; the image goes with its last name. */
  removeImage(name: string): Promise<void>;
  /** Raises `ENGINE_PUSH_FAILED` with what the registry said. The login stays in memory. */
  pushImage(
    name: string,
    login: RegistryLogin,
    onLine?: (line: string) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}

/** What taking an image from a registry needs of the container engine. */
export interface PullingEngine extends Pick<PushingEngine, 'inspectImage'> {
  /** Raises `ENGINE_PULL_FAILED` with what the registry said. The login stays in memory. */
  pullImage(
    name: string,
    onLine?: (line: string) => void,
    signal?: AbortSignal,
    login?: RegistryLogin,
  ): Promise<void>;
}
