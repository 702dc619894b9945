import { z } from 'zod';
import { texts } from '../../properties/scalars.ts';

/** A list that policies also write as its only member. */
export const oneOrMore = z.preprocess((value) => [value].flat(), texts.min(1));
