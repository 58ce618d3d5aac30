import type { LogRow, ShownLevel } from '../../../shared/model/logView';
import type { Formats } from '../../format/useFormat';
import type { RowElement } from '../../ui/rowPool';
import { levelClasses } from './levels';
import styles from './logs.module.css';
import { markedText } from './markedText';
import { clockOf, dayOf } from './rowTime';
import type { RowWords } from './rowWords';

/** Whether a row is the one that keys move from, one of several that are chosen, or neither. */
export type RowMark = 'cursor' | 'chosen' | 'plain';

/** How all rows are drawn; the same object as long as none of it changes. */
export interface LineLook {
  readonly fields: 'shown' | 'hidden';
  readonly span: 'one-day' | 'days';
  /** Letters that fit beside each other. */
  readonly letters: number;
  readonly format: Formats;
  readonly words: RowWords;
}

/** What one line shows. */
export interface LineContent {
  readonly index: number;
  /** Absent while it is being read. */
  readonly row: LogRow | undefined;
  readonly mark: RowMark;
  readonly look: LineLook;
}

/** One line of the list. */
export interface LogLine extends RowElement {
  readonly draw: (content: LineContent) => void;
}

/** The outline of an icon. */
export interface LevelShape {
  readonly path: string;
  readonly kind: 'filled' | 'drawn';
}

/** Letters of a module's name beside the sentence; the style sheet has room for as many. */
const moduleLetters = 16;
const levelLetters = 8;
const svg = 'http://www.w3.org/2000/svg';
const clockLetters = { 'one-day': 12, days: 18 } as const;
/** Letters that are drawn beyond those that fit, as some are narrower than others. */
const spareLetters = 40;

function cell(className: string | undefined): HTMLSpanElement {
  const element = document.createElement('span');
  element.setAttribute('role', 'gridcell');
  element.className = className ?? '';
  return element;
}

function padded(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text.padEnd(letters);
}

/** Sets attributes that differ from what was set before. */
function attributesOf(element: HTMLElement): (name: string, value: string | undefined) => void {
  const known = new Map<string, string | undefined>();
  return (name, value) => {
    if (known.get(name) === value) return;
    known.set(name, value);
    if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value);
  };
}

/** An icon of a line that takes another outline where it stands: a new icon would be laid out anew. */
function shape(): { readonly element: SVGElement; readonly show: (wanted: LevelShape | undefined) => void } {
  const element = document.createElementNS(svg, 'svg');
  const path = document.createElementNS(svg, 'path');
  const constant = {
    viewBox: '0 0 24 24',
    width: '13',
    height: '13',
    'stroke-width': '2',
    'aria-hidden': 'true',
  };
  for (const [name, value] of Object.entries(constant)) element.setAttribute(name, value);
  element.setAttribute('stroke-linecap', 'round');
  element.setAttribute('stroke-linejoin', 'round');
  element.append(path);
  let shown: LevelShape | undefined;
  return {
    element,
    show: (wanted) => {
      if (wanted === shown) return;
      const { path: outline = '', kind = 'drawn' } = wanted ?? {};
      path.setAttribute('d', outline);
      if (kind !== shown?.kind) {
        element.setAttribute('fill', kind === 'filled' ? 'currentColor' : 'none');
        element.setAttribute('stroke', kind === 'filled' ? 'none' : 'currentColor');
      }
      shown = wanted;
    },
  };
}

/**
 * Makes a line: one text of letters of one width, so that laying it out costs little. Only what differs from the row it
 * showed before is touched.
 */
export function createLogLine(iconOf: (level: ShownLevel) => LevelShape | undefined): LogLine {
  const element = document.createElement('div');
  element.setAttribute('role', 'row');
  const set = attributesOf(element);
  const [time, level, module, sentence] = [styles.time, styles.level, styles.module, undefined].map(cell);
  if (time === undefined || level === undefined || module === undefined || sentence === undefined) {
    throw new Error('a line has four cells');
  }
  element.append(time, level, module, sentence);
  const setTime = attributesOf(time);
  const setModule = attributesOf(module);
  const clock = time.appendChild(document.createTextNode(''));
  const levelName = level.appendChild(document.createTextNode(''));
  const moduleName = module.appendChild(document.createTextNode(''));
  /** The sentence while it is one piece. */
  const whole = sentence.appendChild(document.createTextNode(''));
  let drawn: LineContent | undefined;
  const icon = shape();
  level.prepend(icon.element);
  let pieces: 'one' | 'several' = 'one';

  const write = (text: Text, value: string): void => {
    if (text.data !== value) text.data = value;
  };
  const showOne = (text: string): void => {
    write(whole, text);
    if (pieces === 'several') sentence.replaceChildren(whole);
    pieces = 'one';
  };

  const drawComing = ({ index, mark, look }: LineContent): void => {
    set('class', `${styles.line ?? ''} ${styles.coming ?? ''} ${markClass(mark)}`);
    for (const name of ['aria-selected', 'aria-label', 'data-testid', 'data-level', 'data-match']) {
      set(name, undefined);
    }
    setTime('title', undefined);
    setModule('title', undefined);
    icon.show(undefined);
    write(clock, padded('', clockLetters[look.span]));
    write(levelName, padded('', levelLetters));
    write(moduleName, padded('', moduleLetters));
    showOne(look.words.coming(look.format.number(index + 1)));
  };

  const drawRow = (row: LogRow, { mark, look }: LineContent): void => {
    const { words } = look;
    const shownLevel = row.level ?? 'NONE';
    const when = row.time === undefined ? '' : look.words.stamp(row.time);
    set(
      'class',
      `${styles.line ?? ''} ${levelClasses[shownLevel]} ${markClass(mark)} ${row.match === 'context' ? (styles.context ?? '') : ''}`,
    );
    set('aria-selected', `${mark !== 'plain'}`);
    set(
      'aria-label',
      words.label({ level: shownLevel, when, module: row.module ?? '', text: row.text.slice(0, 300) }),
    );
    set('data-testid', 'log-line');
    set('data-level', shownLevel);
    set('data-match', row.match);
    setTime('title', when);
    setModule('title', row.module);
    const stamp =
      row.time === undefined
        ? ''
        : `${look.span === 'days' ? `${dayOf(row.time)} ` : ''}${clockOf(row.time)}`;
    write(clock, padded(stamp, clockLetters[look.span]));
    icon.show(iconOf(shownLevel));
    write(levelName, padded(words.levelName[shownLevel], levelLetters));
    write(moduleName, padded(row.module ?? '', moduleLetters));

    const room = look.letters + spareLetters;
    const more = moreOf(row, look);
    const fields = look.fields === 'shown' && row.fields !== '' ? ` | ${row.fields}` : '';
    if (row.marks.length === 0 && more === undefined && fields === '') {
      showOne(row.text.slice(0, room));
      return;
    }
    const nodes: Node[] = [];
    let left = room;
    for (const piece of markedText(row.text, row.marks, look.letters)) {
      const text = piece.text.slice(0, left);
      if (text === '') break;
      left -= text.length;
      nodes.push(piece.mark === 'found' ? styled('mark', styles.mark, text) : document.createTextNode(text));
    }
    if (fields !== '' && left > 0) nodes.push(styled('span', styles.fields, fields.slice(0, left)));
    if (more !== undefined) nodes.push(more);
    sentence.replaceChildren(...nodes);
    pieces = 'several';
  };

  return {
    element,
    draw: (content) => {
      const { index, row, mark, look } = content;
      if (drawn?.index === index && drawn.row === row && drawn.mark === mark && drawn.look === look) return;
      if (drawn?.index !== index) {
        element.id = `log-row-${index}`;
        set('aria-rowindex', `${index + 1}`);
        set('data-row', `${index}`);
      }
      drawn = content;
      if (row === undefined) drawComing(content);
      else drawRow(row, content);
    },
  };
}

function markClass(mark: RowMark): string {
  return (mark === 'cursor' ? styles.cursor : mark === 'chosen' ? styles.chosen : undefined) ?? '';
}

function styled(tag: 'mark' | 'span', className: string | undefined, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className ?? '';
  element.textContent = text;
  return element;
}

/** What says that there is more of a record than its line. */
function moreOf(row: LogRow, { format, words }: LineLook): HTMLElement | undefined {
  if (row.lines > 1) {
    const more = styled('span', styles.more, `+${format.number(row.lines - 1)}`);
    more.title = words.moreLines(row.lines - 1);
    return more;
  }
  if (row.extent === 'whole') return undefined;
  const more = styled('span', styles.more, `… ${format.bytes(row.bytes)}`);
  more.title = words.cut;
  return more;
}
