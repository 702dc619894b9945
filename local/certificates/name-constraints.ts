import 'reflect-metadata';
import { Extension } from '@peculiar/x509';

/**
 * What the local authority may vouch for: names that never leave a machine, and loopback. People put this
 * authority into their browser's trust, so that a leaked key of it must not open anything of the real world.
 */
const permittedDomains: readonly string[] = [
  'localhost',
  'local',
  'test',
  'internal',
  'edge',
  'postgres',
  'postgres-replica',
  'redis',
  'mail',
  'load-balancer',
];

/** True when the authority's constraints let it sign for this name. */
export function isPermitted(name: string): boolean {
  return permittedDomains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

/** Whether these constraints of an authority are the ones of today: an earlier version may have permitted less. */
export function areCurrent(constraints: Extension | null): boolean {
  return (
    constraints !== null && Buffer.from(constraints.rawData).equals(Buffer.from(nameConstraints().rawData))
  );
}

/** @see https://datatracker.ietf.org/doc/html/rfc5280#section-4.2.1.10 */
export function nameConstraints(): Extension {
  const names = permittedDomains.map((domain) => der(0x82, Buffer.from(domain, 'ascii')));
  const loopback = der(0x87, Buffer.from([127, 0, 0, 0, 255, 0, 0, 0]));
  const subtrees = [...names, loopback].map((base) => der(0x30, base));
  const value = der(0x30, der(0xa0, Buffer.concat(subtrees)));
  return new Extension('2.5.29.30', true, Uint8Array.from(value));
}

/** Tag, length, value; contents here stay below 256 bytes. */
function der(tag: number, content: Buffer): Buffer {
  const length = content.length < 128 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
