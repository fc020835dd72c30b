import { EXPORT_FORMATS, type ExportFormat } from '../export/formats';
import { texts } from '../i18n/language';
import { create } from './dom';

const FORMATS = Object.keys(EXPORT_FORMATS) as ExportFormat[];

/** The formats that can be downloaded, in groups, as the options of a select; what was chosen stays chosen. */
export function fillFormats(select: HTMLSelectElement): void {
  const { formats, formatGroups } = texts().exporting;
  const chosen = chosenFormat(select);
  const groups = [...new Set(FORMATS.map((format) => EXPORT_FORMATS[format].group))].map((group) => {
    const options = create('optgroup', '');
    options.label = formatGroups[group];
    const own = FORMATS.filter((format) => EXPORT_FORMATS[format].group === group);
    options.append(...own.map((format) => new Option(formats[format], format)));
    return options;
  });
  select.replaceChildren(...groups);
  select.value = chosen;
}

/** The first where nothing is chosen yet. */
export function chosenFormat(select: HTMLSelectElement): ExportFormat {
  return FORMATS.find((format) => format === select.value) ?? 'txt';
}
