import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { isLoopback } from '../../net/loopback.ts';

/** Where the engine listens: a socket of this machine, or a port on its loopback. */
export type EngineAddress =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

const defaultSocket = '/var/run/docker.sock';
const ownSockets = [defaultSocket, '/run/docker.sock'];
const contextConfiguration = z.object({ currentContext: z.string().optional() });
const contextMetadata = z.object({
  Endpoints: z.object({ docker: z.object({ Host: z.string() }) }),
});

/**
 * Finds the engine as Docker's own client does: `DOCKER_HOST`, then the current context, then the default socket.
 * Raises `ENGINE_NOT_LOCAL` for an engine on another machine: ports and mounts would not be on this one.
 */
export function findEngine(
  environment: NodeJS.ProcessEnv,
  readFile: (path: string) => string | undefined = readIfThere,
): EngineAddress {
  const host = environment.DOCKER_HOST;
  if (host !== undefined && host !== '') return parseEngineAddress(host);
  return parseEngineAddress(hostOfContext(environment, readFile) ?? `unix://${defaultSocket}`);
}

/** The address in Docker's notation when it is another than that of the machine's own engine. */
export function givenEngine(address: EngineAddress): string | undefined {
  if (address.kind === 'tcp') return `tcp://${address.host}:${address.port}`;
  return ownSockets.includes(address.path) ? undefined : `unix://${address.path}`;
}

/** Reads an address of Docker's notation. */
function parseEngineAddress(host: string): EngineAddress {
  if (host.startsWith('unix://')) {
    return { kind: 'socket', path: host.slice('unix://'.length) || defaultSocket };
  }
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url?.protocol === 'tcp:' && isLoopback(url.hostname)) {
    return { kind: 'tcp', host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 2375) };
  }
  throw wrongUsage(
    'ENGINE_NOT_LOCAL',
    `The container engine at "${host}" is not on this machine.`,
    'Unset DOCKER_HOST or point it at a unix:// socket (or `docker context use default`).',
  );
}

function hostOfContext(
  environment: NodeJS.ProcessEnv,
  readFile: (path: string) => string | undefined,
): string | undefined {
  const folder = environment.DOCKER_CONFIG || join(environment.HOME || homedir(), '.docker');
  const name =
    environment.DOCKER_CONTEXT ||
    parsed(contextConfiguration, readFile(join(folder, 'config.json')))?.currentContext;
  if (name === undefined || name === '' || name === 'default') return undefined;
  const digest = createHash('sha256').update(name).digest('hex');
  const text = readFile(join(folder, 'contexts', 'meta', digest, 'meta.json'));
  return parsed(contextMetadata, text)?.Endpoints.docker.Host;
}

function parsed<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
