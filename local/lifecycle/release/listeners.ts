/** Where a program listens: an address as people write it, such as `0.0.0.0`, and a port. */
export interface Listener {
  readonly address: string;
  readonly port: number;
}

/** State of a socket that listens, in `/proc/net/tcp`. */
const listening = '0A';

/**
 * Reads the listening sockets from `/proc/net/tcp` and `/proc/net/tcp6`, whose addresses are hexadecimal, in words of four
 * bytes, each of which begins with its last.
 * @see https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html
 */
export function readListeners(table: string): readonly Listener[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    if (state !== listening) return [];
    return [{ address: addressOf(address), port: Number.parseInt(port, 16) }];
  });
}

function addressOf(hexadecimal: string): string {
  const words = hexadecimal.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).toReversed());
  const numbers = bytes.map((byte) => Number.parseInt(byte, 16));
  if (numbers.length === 4) return numbers.join('.');
  if (numbers.every((byte) => byte === 0)) return '::';
  if (numbers.slice(0, 15).every((byte) => byte === 0)) return '::1';
  const isMapped = numbers.slice(0, 10).every((byte) => byte === 0) && numbers[10] === 255;
  return isMapped ? numbers.slice(12).join('.') : bytes.join('');
}

/** Addresses that the engine and the toolkit themselves listen at in a task. */
const ofToolkit = /^(127\.0\.0\.11|169\.254\..*)$/;

/** That an application listens where nobody reaches it. */
export interface WrongPlace {
  /** Such as `listens on 127.0.0.1:4000, expected 0.0.0.0:4000`. */
  readonly text: string;
  /** Whether it is the right port, which will not get another address. */
  readonly isCertain: boolean;
}

/**
 * Whether the application of a task listens elsewhere than it is asked; undefined where it listens as it should, or nowhere yet.
 * `forwarded` are ports of the loopback interface that lead to servers of the environment.
 */
export function wrongPlace(
  listeners: readonly Listener[],
  port: number,
  forwarded: ReadonlySet<number>,
): WrongPlace | undefined {
  const own = listeners.filter(
    (listener) =>
      !ofToolkit.test(listener.address) && !(isLoopback(listener) && forwarded.has(listener.port)),
  );
  const atPort = own.filter((listener) => listener.port === port);
  if (own.length === 0 || atPort.some((listener) => !isLoopback(listener))) return undefined;
  const isCertain = atPort.length > 0;
  const found = [...new Set((isCertain ? atPort : own).map(shown))].join(' and ');
  return { text: `listens on ${found}, expected 0.0.0.0:${port}`, isCertain };
}

function isLoopback({ address }: Listener): boolean {
  return address === '::1' || address.startsWith('127.');
}

function shown({ address, port }: Listener): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
