import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeIfChanged } from '../write-if-changed.ts';
import type { EdgeWorkload } from './configuration/edge-options.ts';
import { renderNginx } from './configuration/render-nginx.ts';

/** The local CloudFront: nginx, configured from the definition's distributions. */
export interface Edge {
  /**
   * Writes the configuration and the certificate; when either changed, nginx reloads.
   * Raises what reading, writing or `reload` raises.
   */
  configure(workload: EdgeWorkload): Promise<{ readonly changed: boolean }>;
}

export interface EdgeSettings {
  /** The shared folder, `/run/parity/edge`. */
  readonly folder: string;
  /** The folder with `edge.crt` and `edge.key`, as the control plane sees it. */
  readonly certificates: string;
  readonly publishedHttpsPort: number;
  readonly loadBalancerFolder: string;
  readonly s3Server: string;
  /** The `User-Agent` by which a bucket knows the edge, by the logical id of whom it reads as. */
  readonly readerAgent: (logicalId: string) => string;
  /** Makes nginx read its configuration again: SIGHUP. Does nothing when the edge does not run yet. */
  readonly reload: () => Promise<void>;
  readonly cacheMiB?: number;
  readonly requestLog?: boolean;
}

/** Creates the edge; nginx itself runs in a container of its own. */
export function createEdge(settings: EdgeSettings): Edge {
  const { folder } = settings;
  const options = {
    publishedHttpsPort: settings.publishedHttpsPort,
    certificatePath: join(folder, 'edge.crt'),
    keyPath: join(folder, 'edge.key'),
    loadBalancerFolder: settings.loadBalancerFolder,
    s3Server: settings.s3Server,
    readerAgent: settings.readerAgent,
    cacheMiB: settings.cacheMiB ?? 512,
    requestLog: settings.requestLog ?? false,
  };
  return {
    configure: async (workload) => {
      await mkdir(folder, { recursive: true });
      const files = {
        'edge.key': await readFile(join(settings.certificates, 'edge.key'), 'utf8'),
        'edge.crt': await readFile(join(settings.certificates, 'edge.crt'), 'utf8'),
        'nginx.conf': renderNginx(workload, options),
      };
      const changes = [];
      for (const [name, text] of Object.entries(files))
        changes.push(await writeIfChanged(join(folder, name), text, 0o600));
      const changed = changes.includes(true);
      if (changed) await settings.reload();
      return { changed };
    },
  };
}
