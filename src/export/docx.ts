import { Document, HeadingLevel, type IRunOptions, Packer, Paragraph, TextRun } from 'docx';
import type { Segment } from '../contract/transcript';
import { inOrder, oneLine, type ExportWords, type Recording, type SourceNames } from './exporter';
import { clock } from './timestamp';

/** Size in half points. */
const ASIDE: IRunOptions = { color: '6B6B6B', size: 18 };
const SPEAKER: IRunOptions = { bold: true };
/** Twentieths of a point. */
const AFTER_PARAGRAPH = 120;

/**
 * A Word document (ECMA-376): title, when it was recorded, and a paragraph for each utterance with its time. Where there
 * are several recordings each has its heading; an input that is marked stands before its words.
 */
export async function toDocx(
  recordings: readonly Recording[],
  { names, title, language }: ExportWords,
): Promise<ArrayBuffer> {
  const several = recordings.length > 1;
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [run(title)] }),
    ...(several ? [] : recordings.flatMap((recording) => whenOf(recording, language))),
    ...recordings.flatMap((recording) => [
      ...(several
        ? [
            new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(recording.name)] }),
            ...whenOf(recording, language),
          ]
        : []),
      ...inOrder(recording.segments).map((segment) => utterance(segment, names)),
    ]),
  ];
  const document = new Document({ title: printable(title), creator: 'Tabscribe', sections: [{ children }] });
  return Packer.toArrayBuffer(document);
}

function whenOf({ startedAtMs }: Recording, language: string): Paragraph[] {
  if (startedAtMs === null) return [];
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(
    startedAtMs,
  );
  return [new Paragraph({ spacing: { after: 2 * AFTER_PARAGRAPH }, children: [run(when, ASIDE)] })];
}

function utterance({ startMs, source, text }: Segment, names: SourceNames): Paragraph {
  return new Paragraph({
    spacing: { after: AFTER_PARAGRAPH },
    children: [
      run(clock(startMs), ASIDE),
      new TextRun('  '),
      ...(source === undefined ? [] : [run(names[source], SPEAKER), new TextRun(': ')]),
      run(text),
    ],
  });
}

function run(text: string, looks: IRunOptions = {}): TextRun {
  return new TextRun({ ...looks, text: printable(text) });
}

/** XML has no control characters and no halves of surrogate pairs, even escaped: Word would refuse the file. */
function printable(text: string): string {
  return oneLine(text.replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' '));
}
