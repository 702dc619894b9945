import { readText } from '../environment/state-file.ts';
import 'reflect-metadata';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
} from '@peculiar/x509';
import { Failure } from '../../failure/failure.ts';
import {
  authoritySubjectHash,
  type Issued,
  issueAuthority,
  issueLeaf,
  type LeafNames,
  renewAuthority,
} from './issue.ts';
import { areCurrent, isPermitted } from './name-constraints.ts';

/** Where the certificates of an environment are, and what this call changed. */
export interface Certificates {
  /** The authority's certificate: what a user may trust, and what a task finds as `<subjectHash>.0`. */
  readonly authorityPath: string;
  readonly authoritySubjectHash: string;
  /** Names of the certificates that were made or renewed by this call: `ca`, `edge`, `postgres`, `redis`, `mail`. */
  readonly issued: readonly string[];
  /** Aliases that the authority must not sign for: a browser warns of them. */
  readonly leftOut: readonly string[];
}

export interface CertificateOptions {
  readonly now: Date;
  /** The distributions' alternate domain names. */
  readonly aliases?: readonly string[];
}

/** A leaf is renewed when less than this is left. */
const renewalMs = 30 * 86_400_000;

/**
 * Keeps `ca.pem`, `ca.key` and the certificates and keys of `edge`, `postgres`, `redis` and `mail` in `folder` (0700; keys
 * 0600): makes what is missing and renews leaf certificates within 30 days of their end. The key of a valid authority
 * is never replaced, because people may have trusted it. The keys belong to the caller: a server that runs as another
 * user gets them through an entry script that copies them as root. Raises `CERTIFICATE_AUTHORITY_UNUSABLE`.
 */
export async function ensureCertificates(folder: string, options: CertificateOptions): Promise<Certificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { authority, isNew } = await ensureAuthority(folder, options.now);
  const aliases = options.aliases ?? [];
  const issued = isNew ? ['ca'] : [];
  for (const [name, names] of Object.entries(leafNames(aliases.filter(isPermitted)))) {
    if (isCurrent(await read(folder, name), authority, names, options.now)) continue;
    await write(folder, name, await issueLeaf(authority, name, names, options.now));
    issued.push(name);
  }
  return {
    authorityPath: join(folder, 'ca.pem'),
    authoritySubjectHash,
    issued,
    leftOut: aliases.filter((alias) => !isPermitted(alias)),
  };
}

function leafNames(aliases: readonly string[]): Record<'edge' | 'postgres' | 'redis' | 'mail', LeafNames> {
  return {
    edge: { dns: [...new Set(['localhost', 'edge', 'load-balancer', ...aliases])], ip: ['127.0.0.1'] },
    postgres: { dns: ['localhost', 'postgres', 'postgres-replica'], ip: ['127.0.0.1'] },
    redis: { dns: ['localhost', 'redis'], ip: ['127.0.0.1'] },
    mail: { dns: ['localhost', 'mail'], ip: ['127.0.0.1'] },
  };
}

async function ensureAuthority(
  folder: string,
  now: Date,
): Promise<{ readonly authority: Issued; readonly isNew: boolean }> {
  const certificate = await readText(join(folder, 'ca.pem'));
  const key = await readText(join(folder, 'ca.key'));
  const isKept = certificate !== undefined && parse(folder, certificate).notAfter > now;
  if (isKept && key === undefined) {
    throw unusable(folder, 'its key ca.key is missing', undefined);
  }
  const kept = isKept && key !== undefined ? { certificate, key } : undefined;
  if (kept !== undefined && maySignForAll(kept)) return { authority: kept, isNew: false };
  const authority = kept === undefined ? await issueAuthority(now) : await renewAuthority(kept, now);
  await writeWhole(join(folder, 'ca.key'), authority.key, 0o600);
  await writeWhole(join(folder, 'ca.pem'), authority.certificate, 0o644);
  return { authority, isNew: true };
}

function maySignForAll({ certificate }: Issued): boolean {
  return areCurrent(new X509Certificate(certificate).getExtension(nameConstraintsId));
}

/** @see https://datatracker.ietf.org/doc/html/rfc5280#section-4.2.1.10 */
const nameConstraintsId = '2.5.29.30';

function parse(folder: string, certificate: string): X509Certificate {
  try {
    return new X509Certificate(certificate);
  } catch (cause) {
    throw unusable(folder, 'ca.pem is not a certificate', cause);
  }
}

function unusable(folder: string, why: string, cause: unknown): Failure {
  return new Failure(
    'CERTIFICATE_AUTHORITY_UNUSABLE',
    `the local certificate authority in ${folder} cannot be used: ${why}`,
    {
      hint: `Put the file back, or delete ${folder} to get a new authority (and trust it wherever you trusted the old one).`,
      cause,
    },
  );
}

function isCurrent(leaf: Issued | undefined, authority: Issued, names: LeafNames, now: Date): boolean {
  if (leaf === undefined) return false;
  try {
    const certificate = new X509Certificate(leaf.certificate);
    return (
      certificate.notAfter.getTime() - now.getTime() > renewalMs &&
      authorityKeyId(certificate) === subjectKeyId(new X509Certificate(authority.certificate)) &&
      [...names.dns, ...names.ip].every((name) => sans(certificate).includes(name))
    );
  } catch {
    return false;
  }
}

function authorityKeyId(certificate: X509Certificate): string | undefined {
  return certificate.getExtension(AuthorityKeyIdentifierExtension)?.keyId;
}

function subjectKeyId(certificate: X509Certificate): string | undefined {
  return certificate.getExtension(SubjectKeyIdentifierExtension)?.keyId;
}

function sans(certificate: X509Certificate): readonly string[] {
  const names = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
  return names.map((name) => name.value);
}

async function read(folder: string, name: string): Promise<Issued | undefined> {
  const certificate = await readText(join(folder, `${name}.crt`));
  const key = await readText(join(folder, `${name}.key`));
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}

/** The key goes first: a crash in between leaves a pair that does not fit, so both are made again. */
async function write(folder: string, name: string, issued: Issued): Promise<void> {
  await writeWhole(join(folder, `${name}.crt`), '', 0o644);
  await writeWhole(join(folder, `${name}.key`), issued.key, 0o600);
  await writeWhole(join(folder, `${name}.crt`), issued.certificate, 0o644);
}

async function writeWhole(path: string, content: string, mode: number): Promise<void> {
  await writeFile(`${path}.new`, content, { mode });
  await rename(`${path}.new`, path);
}
