// A module of CommonJS has no names of its own to import.
export { createId } from '@paralleldrive/cuid2';
