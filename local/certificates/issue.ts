// The certificate library asks for it.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { nameConstraints } from './name-constraints.ts';

/** A certificate and its private key (PKCS #8), both as PEM. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
}

/** The names of a leaf certificate. */
export interface LeafNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/** The authority's subject never changes, so neither does its hash. */
const authoritySubject = 'CN=Spree Parity Local CA, O=Spree Parity';

/**
 * The name (`<hash>.0`) under which OpenSSL looks the authority up in a certificate folder: its hash of
 * `authoritySubject`, as `openssl x509 -subject_hash` prints it.
 */
export const authoritySubjectHash = 'ece579f0';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;
const authorityDays = 3650;
/** Browsers refuse leaf certificates of more than 398 days. */
const leafDays = 397;

/** Makes an authority of ten years that can sign for local names only. */
export async function issueAuthority(now: Date): Promise<Issued> {
  const keys = await generateKeys();
  return { certificate: await authorityFor(keys, now), key: await privateKeyPem(keys.privateKey) };
}

/**
 * The authority with the names that it may sign for today. Subject and key stay, so what it signed before is good, and
 * who trusts its certificate of before trusts what it signs for the names in that one.
 */
export async function renewAuthority({ certificate, key }: Issued, now: Date): Promise<Issued> {
  const { publicKey } = new X509Certificate(certificate);
  const keys = {
    publicKey: await publicKey.export(algorithm, ['verify'], webcrypto),
    privateKey: await importPrivateKey(key),
  };
  return { certificate: await authorityFor(keys, now), key };
}

async function authorityFor(keys: webcrypto.CryptoKeyPair, now: Date): Promise<string> {
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: authoritySubject,
      keys,
      ...validity(now, authorityDays),
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        nameConstraints(),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return pem(certificate);
}

/** Makes a server certificate for these names, signed by the authority. */
export async function issueLeaf(
  authority: Issued,
  commonName: string,
  names: LeafNames,
  now: Date,
): Promise<Issued> {
  const keys = await generateKeys();
  const issuer = new X509Certificate(authority.certificate);
  const certificate = await X509CertificateGenerator.create(
    {
      subject: `CN=${commonName}`,
      issuer: issuer.subjectName,
      publicKey: keys.publicKey,
      signingKey: await importPrivateKey(authority.key),
      ...validity(now, leafDays),
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(generalNames(names)),
        await AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, webcrypto),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate: pem(certificate), key: await privateKeyPem(keys.privateKey) };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** It begins a day early: a virtual machine's clock may lag behind its host's. */
function validity(now: Date, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return {
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + (days - 1) * dayMs),
  };
}

function generalNames(names: LeafNames): JsonGeneralName[] {
  return [
    ...names.dns.map((value) => ({ type: 'dns' as const, value })),
    ...names.ip.map((value) => ({ type: 'ip' as const, value })),
  ];
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), PemConverter.PrivateKeyTag)}\n`;
}

async function importPrivateKey(key: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(key), algorithm, false, ['sign']);
}
