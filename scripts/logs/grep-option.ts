import { errorMessage } from '../../failure/error-message.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { everyText, textsWith } from '../../operations/logs/text-filter.ts';

/** What `--grep` wants of a line: that the expression is found in it. Raises `BAD_ARGUMENT`. */
export function grepOption(value: string | boolean | undefined): (text: string) => boolean {
  if (value === undefined) return everyText;
  try {
    return textsWith(new RegExp(String(value)));
  } catch (error) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      `--grep is no regular expression: ${errorMessage(error)}`,
      'A backslash before a character takes it as it is: --grep "total \\(USD\\)"',
    );
  }
}
