import type { Known } from '../../operations/known.ts';
import { problemsOf } from '../../operations/status/problems.ts';
import type {
  CacheState,
  DatabaseState,
  ServiceState,
  StoreStatus,
} from '../../operations/status/store-status.ts';
import { age } from '../../time/age.ts';
import { wrapped } from '../loadtest/wrapped.ts';
import { gap, textTable } from '../text-table.ts';

const width = 80;
const shownEvents = 5;
const longestTag = 12;

/** How a store is doing, as a screen of 80 columns. */
export function storeStatusText(status: StoreStatus): string {
  const problems = problemsOf(status);
  return [
    `${status.environment}, account ${status.account}, ${status.region}, ${new Date(status.atMs).toISOString()}`,
    '',
    servicesTable(status),
    ...status.services.flatMap(rolloutLines),
    storesTable(status),
    'Recent events, times in UTC:',
    ...events(status),
    '',
    ...(problems.length === 0
      ? ['Nothing is wrong.']
      : [
          problems.length === 1 ? '1 problem:' : `${problems.length} problems:`,
          ...problems.flatMap((each) => listed(each)),
          '',
          `The causes, and what to do: store:doctor --env ${status.environment}`,
        ]),
  ].join('\n');
}

function servicesTable({ services, atMs }: StoreStatus): string {
  return textTable(
    ['service', 'tasks', 'image', 'rev.', 'since', 'rollout', 'targets', 'scaling'],
    services.map((service) => [
      service.name,
      tasks(service),
      shortTag(service.image),
      service.revision,
      service.deployedMs === undefined ? '-' : age(atMs - service.deployedMs),
      service.rollout ?? '-',
      Object.entries(service.targets)
        .map(([state, count]) => `${count} ${state}`)
        .join('\n') || '-',
      scaling(service),
    ]),
  );
}

function tasks({ running, desired, pending }: ServiceState): string {
  return `${running}/${desired}${pending === 0 ? '' : `\n+${pending}`}`;
}

function scaling({ scaling: bounds }: ServiceState): string {
  if (bounds === undefined) return '-';
  const { min, max, suspended, heldUntilMs } = bounds;
  const until =
    heldUntilMs === undefined ? '' : `\nuntil ${new Date(heldUntilMs).toISOString().slice(11, 16)}`;
  return `${min}..${max}${until}${suspended.map((what) => `\nno ${what}`).join('')}`;
}

/** Of a digest as much as tells it from others. */
function shortTag(image: string): string {
  const tag = image.replace(/^sha256:/, '');
  return tag.length <= longestTag ? tag : `${tag.slice(0, longestTag - 1)}…`;
}

function rolloutLines({ name, rollout, rolloutReason }: ServiceState): readonly string[] {
  if (rollout === 'COMPLETED' || rolloutReason === undefined) return [];
  return [...listed(`${name}: ${rolloutReason}`), ''];
}

function storesTable({ databases, caches, edge, alarms }: StoreStatus): string {
  const rows = [
    ...rowsOf('database', databases, (each) => each.map(databaseRow)),
    ...rowsOf('Redis', caches, (each) => each.map(cacheRow)),
    ...rowsOf('edge', edge, ({ isEnabled, status, domainName }) => [
      ['edge', isEnabled ? status : 'disabled', domainName],
    ]),
    ...rowsOf('alarms', alarms, (each) => [
      ['alarms', `${each.length} in ALARM`, each.length === 0 ? '' : 'see store:alarms'],
    ]),
  ];
  const longest = (column: number) => Math.max(5, ...rows.map((row) => row[column]?.length ?? 0));
  const room = width - longest(0) - longest(1) - 2 * gap;
  return textTable(
    ['part', 'state', ''],
    rows.map(([part = '', state = '', about = '']) => [part, state, wrapped(about, room).join('\n')]),
  );
}

function rowsOf<T>(
  part: string,
  known: Known<T>,
  rows: (value: T) => readonly (readonly string[])[],
): readonly (readonly string[])[] {
  if (!known.isKnown) return [[part, 'unknown', known.why]];
  const found = rows(known.value);
  return found.length === 0 ? [[part, 'none', '']] : found;
}

function databaseRow({ name, status, engine, size, isMultiAz, isReplica }: DatabaseState): readonly string[] {
  const role = isReplica ? ['read replica'] : isMultiAz ? ['with a standby'] : [];
  return [shortened(name), status, [engine, size, ...role].filter((text) => text !== '').join(', ')];
}

function cacheRow({ name, status, size, nodes, failover }: CacheState): readonly string[] {
  const count = `${nodes} ${nodes === 1 ? 'node' : 'nodes'}`;
  return [
    shortened(name),
    status,
    [size, count, `failover ${failover}`].filter((text) => text !== '').join(', '),
  ];
}

function shortened(name: string): string {
  return name.replace(/^spree-[a-z]+-/, '');
}

function events({ services }: StoreStatus): readonly string[] {
  const all = services.flatMap((service) =>
    service.events.map(({ atMs, message }) => ({
      atMs,
      text: `${service.name}: ${eventText(message)}`,
    })),
  );
  const newest = all.toSorted((left, right) => right.atMs - left.atMs).slice(0, shownEvents);
  if (newest.length === 0) return ['  none'];
  return newest.flatMap(({ atMs, text }) =>
    wrapped(`${new Date(atMs).toISOString().slice(5, 19).replace('T', ' ')} ${text}`, width - 4).map(
      (line, index) => `${index === 0 ? '  ' : '    '}${line}`,
    ),
  );
}

/** Without the name of the service, and with target groups by their names. */
function eventText(message: string): string {
  return message
    .replace(/^\(service [^)]*\) /, '')
    .replaceAll(/arn:aws[^\s)]*:targetgroup\/([^/\s)]+)[^\s)]*/g, '$1');
}

function listed(text: string): readonly string[] {
  return wrapped(text, width - 4).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}
