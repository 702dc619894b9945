import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCertificates } from '../../certificates/ensure-certificates.ts';
import { identifyEnvironment } from '../../environment/identify.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { stateFile } from '../../environment/state-files.ts';

/** An environment that has its certificates, in a folder of its own, and no server. */
export interface TrustStage extends AsyncDisposable {
  readonly environment: LocalEnvironment;
  readonly folder: string;
}

/** A stage with an environment of this name. */
export async function trustStage(name = 'shop'): Promise<TrustStage> {
  const folder = await mkdtemp(join(tmpdir(), 'parity-trust-'));
  const environment = identifyEnvironment('/checkout', { PARITY_ENVIRONMENT: name, XDG_STATE_HOME: folder });
  await ensureCertificates(stateFile(environment, 'certificates'), { now: new Date() });
  return {
    environment,
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** A server over TLS with the certificate of the environment's storefront, which answers `trusted`. */
export async function storefrontOf(
  environment: LocalEnvironment,
): Promise<AsyncDisposable & { readonly url: string }> {
  const folder = stateFile(environment, 'certificates');
  const read = (file: string) => readFile(join(folder, file));
  const server = createServer(
    { cert: await read('edge.crt'), key: await read('edge.key') },
    (_, response) => {
      response.end('trusted');
    },
  );
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${portOf(server.address())}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('The server has no port');
}
