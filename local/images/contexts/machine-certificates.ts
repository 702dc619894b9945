import { isThere } from '../../processes/is-there.ts';

/**
 * Where this machine keeps the certificates that it trusts, the likeliest first. A build needs them inside the
 * container when a proxy of the network signs the answers of the registries.
 */
export async function machineCertificates(environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const candidates = [
    environment.SSL_CERT_FILE,
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/ssl/cert.pem',
  ].filter((path) => path !== undefined);
  const there = await Promise.all(candidates.map(isThere));
  return candidates.filter((_, index) => there[index]);
}
