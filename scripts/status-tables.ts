import { command } from '../failure/command.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { endpointsOf } from '../local/lifecycle/commands/endpoints.ts';
import type { EnvironmentStatus } from '../local/lifecycle/commands/environment-status.ts';
import { nameInArn } from '../operations/name-in-arn.ts';
import { age } from '../time/age.ts';
import { graceEffect } from './grace-option.ts';
import { textTable as table } from './text-table.ts';
import { timeScaleEffect } from './time-scale-effect.ts';

/** The status of an environment as tables for a person. `now` is in milliseconds since the epoch. */
export function statusTables(environment: LocalEnvironment, status: EnvironmentStatus, now: number): string {
  const { cluster, ports } = status;
  return [
    `Environment ${status.name}${timeScaleNote(cluster?.timeScale)}${graceNote(cluster)}`,
    ...liveCodeLines(status),
    cluster === undefined
      ? `The control plane does not respond. Start it: ${command('local:up')}`
      : servicesTable(cluster),
    ...(cluster === undefined ? [] : [tasksTable(cluster, now), `${eventsOf(cluster)}\n`]),
    serversTable(status.servers),
    ...(ports === undefined ? [] : [endpointsTable(environment, ports, status)]),
  ].join('\n');
}

/** None where tasks run what the image has. */
function liveCodeLines({ liveCode }: EnvironmentStatus): readonly string[] {
  if (liveCode === undefined) return [];
  return [
    `Live code of ${liveCode.context} since ${liveCode.since}. Back to the image: ${command('local:up')}`,
  ];
}

/** Nothing at the pace of AWS. */
function timeScaleNote(timeScale = 1): string {
  return timeScale === 1 ? '' : `, at time scale ${timeScale}: ${timeScaleEffect(timeScale)}`;
}

function graceNote(cluster: EnvironmentStatus['cluster']): string {
  const seconds = cluster?.longestGraceSeconds ?? null;
  return seconds === null ? '' : `, at --grace ${seconds}: ${graceEffect(seconds)}`;
}

type ClusterStatus = NonNullable<EnvironmentStatus['cluster']>;

function servicesTable({ services }: ClusterStatus): string {
  return table(
    ['service', 'running', 'desired', 'pending', 'deployment', 'task definition'],
    services
      .filter(isThere)
      .map((service) => [
        service.name,
        service.runningCount,
        service.desiredCount,
        service.pendingCount,
        service.rolloutState ?? '-',
        nameInArn(service.taskDefinition ?? '-'),
      ]),
  );
}

/** One that the definition no longer has is described for an hour more. */
function isThere({ status }: ClusterStatus['services'][number]): boolean {
  return status !== 'INACTIVE';
}

function tasksTable({ tasks }: ClusterStatus, now: number): string {
  const rows = tasks
    .filter(({ lastStatus, createdAt }) => lastStatus !== 'STOPPED' || now - createdAt < 600_000)
    .map((task) => [
      task.id.slice(0, 8),
      task.group.replace(/^(service|family):/, ''),
      task.lastStatus,
      healthOf(task),
      task.targets.map(({ state, reason }) => `${state}${reason === null ? '' : ` (${reason})`}`).join('\n'),
      age(now - task.createdAt),
      stoppedBecause(task),
    ]);
  return table(['task', 'group', 'status', 'health', 'target', 'age', 'stopped because'], rows);
}

type Task = ClusterStatus['tasks'][number];

/** A task that has stopped has no health. */
function healthOf({ lastStatus, containers }: Task): string {
  if (lastStatus === 'STOPPED') return '-';
  return containers.map(({ name, healthStatus }) => `${name} ${healthStatus}`).join('\n');
}

/** The reason, and how each container ended. */
function stoppedBecause({ stoppedReason, containers }: Task): string {
  if (stoppedReason === null) return '';
  const exits = containers
    .filter(({ exitCode }) => exitCode !== null)
    .map(({ name, exitCode }) => `${name}: exit code ${exitCode}`);
  // It says no more than that there is an exit code.
  const isUsual = stoppedReason === 'Essential container in task exited' && exits.length > 0;
  return [...(isUsual ? [] : [shortened(stoppedReason, 60)]), ...exits].join('\n');
}

function eventsOf({ services }: ClusterStatus): string {
  return services
    .filter(isThere)
    .flatMap(({ lastEvent }) => (lastEvent === null ? [] : [`  ${lastEvent}`]))
    .join('\n');
}

function serversTable(servers: EnvironmentStatus['servers']): string {
  return table(
    ['server', 'state', 'health', 'ports', 'image'],
    servers.map(({ name, state, health, ports, image }) => [
      name,
      state,
      health === 'none' ? '-' : health,
      [...new Set(ports)].join(' '),
      image,
    ]),
  );
}

function endpointsTable(
  environment: LocalEnvironment,
  ports: NonNullable<EnvironmentStatus['ports']>,
  { listeners, leftOut }: Pick<EnvironmentStatus, 'listeners' | 'leftOut'>,
): string {
  const endpoints = endpointsOf(environment, ports, listeners);
  const replica = leftOut.includes('postgres-replica') ? [] : [`replica 127.0.0.1:${ports.postgresReplica}`];
  return table(
    ['endpoint', 'address'],
    [
      ['storefront', endpoints.storefrontUrl],
      ['admin', endpoints.adminUrl],
      ['AWS endpoint', endpoints.awsEndpointUrl],
      ['load balancer', endpoints.loadBalancerUrl],
      ...Object.entries(endpoints.listenerUrls).map(([name, url]) => [`listener ${name}`, url]),
      ['S3', endpoints.s3EndpointUrl],
      ['PostgreSQL', [`127.0.0.1:${ports.postgres}`, ...replica].join(', ')],
      ['mail', endpoints.mailUrl],
      ...(leftOut.includes('redis') ? [] : [['Redis (TLS)', `127.0.0.1:${ports.redis}`]]),
      ['certificate', `${endpoints.certificateAuthority} (trusted with ${command('local:trust')})`],
      ['shell', `eval "$(${command('--silent local:env')})"`],
      ['differences', command('local:differences')],
    ],
  );
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
