import type { InspectedContainer } from './inspected-container.ts';

/** A compose file as a value. */
export interface ComposeFile {
  readonly services: Readonly<Record<string, unknown>>;
}

/**
 * The compose file that somebody would write for these containers of the store: the same images, commands,
 * environment (secrets resolved), limits and health checks, on the network of the servers. They start once the
 * database and Redis are healthy, as a task locally starts once these answer.
 */
export function composeBaseline(containers: readonly InspectedContainer[]): ComposeFile {
  return {
    services: Object.fromEntries(
      containers.map((container) => [container.Name.replace(/^\//, ''), serviceOf(container)]),
    ),
  };
}

function serviceOf({ Config: config, HostConfig: host }: InspectedContainer) {
  return escaped({
    image: config.Image,
    ...(config.Entrypoint === null ? {} : { entrypoint: config.Entrypoint }),
    ...(config.Cmd === null ? {} : { command: config.Cmd }),
    environment: config.Env,
    user: config.User,
    ...(config.WorkingDir === '' ? {} : { working_dir: config.WorkingDir }),
    ...healthCheck(config.Healthcheck),
    ...limits(host),
    volumes: host.Binds ?? [],
    cap_drop: host.CapDrop ?? [],
    security_opt: host.SecurityOpt ?? [],
    read_only: host.ReadonlyRootfs,
    init: host.Init ?? false,
    depends_on: {
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    },
  });
}

function limits(host: InspectedContainer['HostConfig']) {
  return {
    cpus: host.NanoCpus / 1e9,
    cpu_shares: host.CpuShares,
    mem_limit: host.Memory,
    memswap_limit: host.MemorySwap,
    ulimits: Object.fromEntries(
      (host.Ulimits ?? []).map(({ Name, Soft, Hard }) => [Name, { soft: Soft, hard: Hard }]),
    ),
  };
}

function healthCheck(check: InspectedContainer['Config']['Healthcheck']) {
  if (check === undefined || check.Test[0] === 'NONE') return {};
  return {
    healthcheck: {
      test: check.Test,
      interval: duration(check.Interval),
      timeout: duration(check.Timeout),
      start_period: duration(check.StartPeriod),
      retries: check.Retries,
    },
  };
}

/** The engine's nanoseconds as compose writes them. */
function duration(nanoseconds: number): string {
  return `${nanoseconds / 1e6}ms`;
}

/** Compose would replace what follows a `$`. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, escaped(part)]));
}
