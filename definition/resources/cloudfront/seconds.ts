import { wholeNumber } from '../../properties/scalars.ts';

/** Times to live: up to 100 years. */
export const seconds = wholeNumber(0, 3_153_600_000);

/** The numbers of headers that CloudFront writes, which its API calls integers. */
export const headerSeconds = wholeNumber(0, 2_147_483_647);
