import exported, { type Builder } from 'junit-report-builder';

/** A builder of a new report. */
export function junitBuilder(): Builder {
  // Its types say that the builder is the member `default` of what the package exports; it is that itself.
  const root: unknown = exported;
  if (!isBuilder(root)) throw new Error('junit-report-builder exports no builder');
  return root.newBuilder();
}

function isBuilder(value: unknown): value is Builder {
  return typeof value === 'object' && value !== null && 'newBuilder' in value;
}
