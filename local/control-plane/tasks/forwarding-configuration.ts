import type { FirstKeys } from './first-keys.ts';
import type { TaskForward } from './task-settings.ts';

/** Where the container finds what it answers by itself. */
export const answerFiles = { any: '/tmp/keys.json', ruby: '/tmp/keys-for-ruby.json' } as const;

/** A server on the compose network, and the address inside the task at which it is reached, at port 80. */
export interface ForwardedEndpoint {
  readonly address: string;
  readonly host: string;
  readonly port: number;
}

/**
 * How HAProxy passes a task's connections on to the endpoint and to the servers behind ports of its loopback.
 *
 * A server that is restarting is waited for. It keeps its last address while the engine's DNS does not know its name,
 * so that HAProxy connects again each second instead of refusing. An SDK that is refused when it first asks for the
 * keys of its role may go on without keys for as long as its process lives, as the one for Ruby does, which waits for two
 * seconds at most. Therefore the keys that the task is started with are answered without the server while they are
 * fresh. A question that was under way when the server died is asked again: all that the endpoint answers are reads,
 * and a change of a task's protection, which may be repeated.
 */
export function forwardingConfiguration(
  endpoint: ForwardedEndpoint,
  forwards: readonly TaskForward[],
  firstKeys?: FirstKeys,
): string {
  return `global
  maxconn 512
  nbthread 1
defaults
  mode tcp
  timeout connect 1s
  timeout client 10m
  timeout server 10m
  retries 15
resolvers docker
  nameserver engine 127.0.0.11:53
  hold valid 1s
  hold nx 10m
  hold obsolete 10m
  hold other 10m
  hold refused 10m
  hold timeout 10m
frontend endpoint
  mode http
  bind ${endpoint.address}:80
${firstKeys === undefined ? '' : answeringKeys(firstKeys)}  default_backend endpoint
backend endpoint
  mode http
  retry-on conn-failure empty-response junk-response
  server control-plane ${endpoint.host}:${endpoint.port} ${resolving}
${forwards.map(onLoopback).join('')}`;
}

function answeringKeys({ path, freshUntilMs }: FirstKeys): string {
  const answer = 'http-request return status 200 content-type application/json';
  const isAsked = `{ method GET } { path ${path} } { date lt ${Math.floor(freshUntilMs / 1000)} }`;
  return `  ${answer} file ${answerFiles.ruby} if ${isAsked} { req.hdr(user-agent) -m sub -i ruby }
  ${answer} file ${answerFiles.any} if ${isAsked}
`;
}

const resolving = 'resolvers docker resolve-prefer ipv4 init-addr last,libc,none';

function onLoopback({ port, host, hostPort }: TaskForward): string {
  return `frontend port-${port}
  bind 127.0.0.1:${port}
  default_backend port-${port}
backend port-${port}
  server ${host} ${host}:${hostPort} ${resolving}
`;
}
