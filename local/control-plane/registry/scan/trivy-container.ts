import type { ContainerSpec } from '../../../docker/engine.ts';
import { environmentLabel } from '../../../environment/local-environment.ts';

/** Where Trivy runs. */
export interface TrivyPlace {
  readonly environmentName: string;
  /** The network through which it gets its database of vulnerabilities. */
  readonly network: string;
  /** Where the registry's volume is mounted, here and in its container. */
  readonly folder: string;
}

const longestMinutes = 5;
const cacheFolder = '/cache';

const inCache = ['--cache-dir', cacheFolder];

/** Longer than a fetch takes. Trivy itself bounds a scan only, and goes on for half a minute when it is asked to end. */
export const fetchSeconds = 120;

/** Fetches the database of vulnerabilities, unless the one that is there is recent. */
export const fetchDatabase: readonly string[] = [
  ...['timeout', '-s', 'KILL', String(fetchSeconds)],
  ...['trivy', 'image', '--download-db-only', '--no-progress'],
  ...inCache,
];

/** Says as JSON of when the database is. */
export const describeDatabase: readonly string[] = ['trivy', 'version', '--format', 'json', ...inCache];

/**
 * Scans an image for vulnerabilities, with the database that is there: only the report is on standard output, without the
 * packages in which nothing was found. Archives of Java are left out: gems bring some for another Ruby, and for them Trivy
 * would need a second database of a gigabyte.
 * @see https://trivy.dev/latest/docs/references/configuration/cli/trivy_image/
 */
export function scanLayout(layout: string): readonly string[] {
  return [
    ...['trivy', 'image', '--input', layout, '--format', 'json', '--scanners', 'vuln'],
    ...['--skip-db-update', '--skip-files', '**/*.jar', '--list-all-pkgs=false'],
    ...['--no-progress', '--timeout', `${longestMinutes}m`],
    ...inCache,
  ];
}

/** The volume that keeps the database. */
export function cacheVolume({ environmentName }: Pick<TrivyPlace, 'environmentName'>): string {
  return `${environmentName}_scanner`;
}

/** The container of a scan, which ends by itself where nobody removes it. */
export function scannerContainer(place: TrivyPlace, image: string): ContainerSpec {
  const { environmentName, folder, network } = place;
  return {
    name: `${environmentName}-scanner`,
    image,
    labels: { [environmentLabel]: environmentName, 'dev.spree-parity.server': 'scanner' },
    // As variables, which earlier versions of Trivy do not mind: nothing is told to its makers.
    environment: { TRIVY_DISABLE_TELEMETRY: 'true', TRIVY_SKIP_VERSION_CHECK: 'true' },
    entrypoint: ['sleep', String(fetchSeconds + longestMinutes * 60 + 60)],
    command: [],
    cpuShares: 256,
    mounts: [
      { volume: `${environmentName}_registry`, target: folder, readOnly: true, copiesImage: false },
      { volume: cacheVolume(place), target: cacheFolder, readOnly: false, copiesImage: false },
    ],
    network: { kind: 'network', name: network },
  };
}
