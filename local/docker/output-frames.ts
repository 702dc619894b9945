/** A piece of a container's output, as the engine wrote it. */
export interface OutputFrame {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Buffer;
}

const headerBytes = 8;

/**
 * Splits the engine's multiplexed output: each frame has a header of the stream's number and a length.
 * @see https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
 */
export async function* outputFrames(source: AsyncIterable<Buffer>): AsyncGenerator<OutputFrame> {
  let buffered: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    while (buffered.length >= headerBytes) {
      const end = headerBytes + buffered.readUInt32BE(4);
      if (buffered.length < end) break;
      yield { stream: buffered[0] === 2 ? 'stderr' : 'stdout', data: buffered.subarray(headerBytes, end) };
      buffered = buffered.subarray(end);
    }
  }
}

/** The output of a container with a terminal, which is not multiplexed: line by line, all of it stdout. */
export async function* terminalFrames(source: AsyncIterable<Buffer>): AsyncGenerator<OutputFrame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      yield { stream: 'stdout', data: rest.subarray(0, end + 1) };
      rest = rest.subarray(end + 1);
    }
  }
  if (rest.length > 0) yield { stream: 'stdout', data: rest };
}
