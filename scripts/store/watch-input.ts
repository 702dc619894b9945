/** Watches whether anything comes on standard input that is no terminal; asking ends the watch and tells. */
export function watchInput(
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean; destroy(): void },
): () => boolean {
  let wasGiven = false;
  if (input.isTTY) return () => false;
  const note = () => {
    wasGiven = true;
  };
  input.once('data', note);
  // What cannot be read, such as a closed standard input, gives nothing.
  input.once('error', () => {});
  return () => {
    input.off('data', note);
    input.destroy();
    return wasGiven;
  };
}
