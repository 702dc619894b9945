/** The JSON values of a stream that has one on each line; a last line that was cut off is left out. */
export async function* jsonLines(source: AsyncIterable<Buffer>): AsyncGenerator<unknown> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      const line = rest.subarray(0, end).toString('utf8').trim();
      rest = rest.subarray(end + 1);
      if (line !== '') yield JSON.parse(line);
    }
  }
}
