import { platform } from 'node:process';
import { getCACertificates } from 'node:tls';
import { readText } from '../environment/state-file.ts';

/** Where systems keep the authorities that they trust, in one file. */
const places = [
  // Debian, Ubuntu, Arch, Alpine
  '/etc/ssl/certs/ca-certificates.crt',
  // Fedora, RHEL
  '/etc/pki/tls/certs/ca-bundle.crt',
  // openSUSE
  '/etc/ssl/ca-bundle.pem',
  // NixOS
  '/etc/ssl/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
];

/**
 * The certificate authorities that this system trusts, as PEM: those of its file, those of the keychain on macOS, and
 * Mozilla's, which Node has, where there are none.
 */
export async function systemAuthorities(): Promise<string> {
  const ofSystem = platform === 'darwin' ? getCACertificates('system').join('\n') : await firstFile(places);
  return ofSystem === '' ? getCACertificates('bundled').join('\n') : ofSystem;
}

async function firstFile(paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    const text = await readText(path);
    if (text !== undefined && text !== '') return text;
  }
  return '';
}
