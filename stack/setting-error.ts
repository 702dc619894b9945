/** A setting or a context value that the app cannot work with; the message says which, its value and what to give. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}
