import { inOrder, oneLine, type Recording, type SourceNames } from './exporter';
import { timestamp } from './timestamp';

const HEADER = ['start', 'end', 'source', 'text'];
/** Excel takes a file without this mark for one in the system's old character set. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * RFC 4180: a header, then a row for each utterance; lines end in CRLF. Times count from the start of their recording;
 * `source` names the recording where there are several, and the input where the recording had several.
 *
 * A cell that begins with =, +, - or @ would be a formula to a spreadsheet, and a file's name or a corrected text is
 * anybody's: such a cell gets an apostrophe in front, as OWASP advises ("CSV Injection").
 */
export function toCsv(recordings: readonly Recording[], names: SourceNames): string {
  const rows = recordings.flatMap(({ name, segments }) =>
    inOrder(segments).map(({ startMs, endMs, source, text }) => {
      const labels = [
        ...(recordings.length > 1 ? [name] : []),
        ...(source === undefined ? [] : [names[source]]),
      ];
      return [timestamp(startMs, '.'), timestamp(endMs, '.'), labels.join(': '), text];
    }),
  );
  return BYTE_ORDER_MARK + [HEADER, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const line = oneLine(text);
  const safe = /^[=+\-@]/u.test(line) ? `'${line}` : line;
  return /[",]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
