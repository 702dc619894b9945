/** Where Debian's packages come from on this machine; what is absent is left to debootstrap. */
export interface DebianMirror {
  readonly main?: string;
  readonly security?: string;
}

interface AptSource {
  readonly uri: string;
  readonly suites: readonly string[];
}

/**
 * Finds the Debian mirror in the texts of apt's source files, in the one-line and in the deb822 notation. On a
 * machine of another distribution nothing is found: its mirror has no Debian.
 */
export function debianMirror(sourceFiles: readonly string[], distribution: string): DebianMirror {
  if (distribution !== 'debian') return {};
  const sources = sourceFiles.flatMap((text) => [...oneLineSources(text), ...deb822Sources(text)]);
  const security = sources.find((source) => source.suites.some((suite) => suite.endsWith('-security')));
  const main = sources.find(
    (source) => source.suites.some((suite) => /^[a-z]+$/.test(suite)) && /\/debian\/?$/.test(source.uri),
  );
  return {
    ...(main === undefined ? {} : { main: main.uri }),
    ...(security === undefined ? {} : { security: security.uri }),
  };
}

function oneLineSources(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const [, uri, suite] = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line.trim()) ?? [];
    return uri === undefined || suite === undefined ? [] : [{ uri, suites: [suite] }];
  });
}

function deb822Sources(text: string): AptSource[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name: string) =>
      new RegExp(`^${name}:\\s*(.+)$`, 'im').exec(stanza)?.[1]?.trim().split(/\s+/) ?? [];
    const [uri] = field('URIs');
    const isOn = field('Types').includes('deb') && field('Enabled')[0] !== 'no';
    return uri === undefined || !isOn ? [] : [{ uri, suites: field('Suites') }];
  });
}

/** The content of `sources.list` for a suite of this mirror. */
export function sourcesList(mirror: DebianMirror, suite: string): string {
  const lines = [
    mirror.main === undefined ? undefined : `deb ${mirror.main} ${suite} main`,
    mirror.security === undefined ? undefined : `deb ${mirror.security} ${suite}-security main`,
  ];
  return lines.flatMap((line) => (line === undefined ? [] : [`${line}\n`])).join('');
}
