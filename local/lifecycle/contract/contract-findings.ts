import type { ContractDemand, NeededPart } from './contract-demand.ts';
import type { Probed, ProbedPart } from './probe.ts';

/** What is said of an image: what is missing keeps its tasks from working, a remark may be meant. */
export interface ContractFinding {
  readonly isMissing: boolean;
  /** What is so, and what to do about it. */
  readonly text: string;
}

/** Compares what was found in an image with what its tasks need; `exposed` are the ports that its Dockerfile names. */
export function contractFindings(
  demand: ContractDemand,
  probed: Probed,
  exposed: readonly number[],
): readonly ContractFinding[] {
  const missing = demand.parts.flatMap((part) => {
    const found = probed.parts.find(({ kind, name }) => kind === part.kind && name === part.name);
    return found === undefined || found.state === 'there'
      ? []
      : [{ isMissing: true, text: textOf(part, found) }];
  });
  return [...missing, ...ofPlace(demand, probed), ...ofPort(demand, exposed)];
}

const installed: Readonly<Record<string, string>> = {
  pgrep: 'the package procps',
  psql: 'the package postgresql-client',
};

function textOf({ name, setting }: NeededPart, { kind, state, detail }: ProbedPart): string {
  const what = kind === 'file' ? 'file' : 'program';
  const needed = `${setting} needs the ${what} ${name}`;
  if (state === 'fixed') return `${needed}, which its user may not run: chmod +x ${name}`;
  if (state === 'unreadable') return `${needed}, which its user may not read: COPY --chown=1000:1000`;
  if (state === 'windows') return `${needed}, whose lines end as on Windows: write it with line feeds alone`;
  if (state === 'uninterpreted') {
    return `${needed}, whose first line asks for ${detail || 'nothing'}, which is not in the image: install it, or name another program`;
  }
  const isPath = name.includes('/') || kind === 'file';
  const add = isPath ? `COPY it to where it is looked for` : `install ${installed[name] ?? name}`;
  return `${needed}, which is not in the image: ${add}, or set ${setting} in parity.yml`;
}

function* ofPlace({ parts }: ContractDemand, probed: Probed): Generator<ContractFinding> {
  const { user, directory, hasAuthorities } = probed;
  if (!hasAuthorities) {
    yield {
      isMissing: true,
      text: 'No certificate authority is known (/etc/ssl/certs is empty), and all connections are verified: install the package ca-certificates',
    };
  }
  // Rails and its servers write there in order to start; of others, nobody knows.
  if (!directory.isWritable && parts.some(({ name }) => /(^|\/)(rails|bundle|puma)$/.test(name))) {
    yield {
      isMissing: true,
      text: `The working directory ${directory.path} and its tmp cannot be written by its user (uid ${user ?? 'unknown'}): in the Dockerfile, chown one of them to the user, or COPY --chown=1000:1000`,
    };
  }
  if (user === 0) yield { isMissing: false, text: 'Its tasks run as root: add USER 1000 to the Dockerfile' };
  else if (user !== undefined && user !== 1000) {
    yield {
      isMissing: false,
      text: `Its tasks run as uid ${user}; the contract has 1000 (USER in the Dockerfile)`,
    };
  }
}

function ofPort({ port }: ContractDemand, exposed: readonly number[]): readonly ContractFinding[] {
  if (port === undefined || exposed.length === 0 || exposed.includes(port)) return [];
  return [
    {
      isMissing: false,
      text: `Its Dockerfile exposes ${exposed.join(', ')}, but visitors are sent to port ${port}: set web.port in parity.yml if it listens there`,
    },
  ];
}
