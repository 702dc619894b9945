import { z } from 'zod';
import { number } from '../../properties/scalars.ts';
import { withoutValues } from '../../properties/standing.ts';

/** The port of a server that listens on one alone; AWS takes others from `least` to 65535 too. */
export function ownPort(own: number, least: number) {
  const expected = `expected ${least} to 65535`;
  return withoutValues(number.pipe(z.literal(own, expected)).optional(), (written) => {
    const port = Number(written);
    const isLegal = Number.isInteger(port) && port >= least && port <= 65_535;
    return isLegal && port !== own ? `the local server listens only on ${own}` : undefined;
  });
}
