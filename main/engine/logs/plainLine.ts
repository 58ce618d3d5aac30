import { logFields } from '../../../shared/model/logFields';
import type { LogFieldKind, LogParams } from '../../../shared/model/logFields';
import type { LogEvent } from '../../../shared/model/log';
import { LineBytes } from './lineBytes';
import {
  labelOf,
  longestLine,
  longestSentence,
  longestValue,
  oneLine,
  secondOf,
  separator,
  spareBytes,
  valueForm,
} from './lineForm';
import type { Redactor } from './redactor';
import type { Templates } from './sentences';

/** Bytes of a line without its end, at most. */
const longest = longestLine - spareBytes;
/** Characters of an identifier or code, at most. */
const longestCode = 300;
/** What is remembered of texts that come again: few, since names and runs are few. */
const mostRemembered = 200;

const declared: ReadonlyMap<string, { readonly kind: LogFieldKind; readonly label: Uint8Array }> = new Map(
  Object.entries(logFields).map(([name, kind]) => [name, { kind, label: Buffer.from(labelOf(name)) }]),
);
const seqLabel = Buffer.from(`${separator}seq=`);
const lineEnd = Buffer.from('\n');

/** A name as it is said in a sentence, and as the value of a field. */
interface Name {
  readonly said: Uint8Array;
  readonly form: Uint8Array;
}

/** What stands before the sentence, and around the milliseconds: mostly the next line has the same. */
interface Head {
  readonly level: string;
  readonly module: string;
  readonly second: number;
  readonly bytes: Uint8Array;
  readonly time: Uint8Array;
  readonly zone: Uint8Array;
}

/** The fields that say where a line comes from. */
interface Tail {
  readonly runId: string | undefined;
  readonly syncId: string | undefined;
  readonly code: string;
  readonly bytes: Uint8Array;
}

const nothing = new Uint8Array(0);
const noHead: Head = { level: '', module: '', second: NaN, bytes: nothing, time: nothing, zone: nothing };

/** A code that stands in the line already, and where. */
interface Said {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

type Pieces = readonly { readonly bytes: Uint8Array; readonly name: string }[];

/**
 * Makes the lines of events in which there is nothing to mask, to escape or to cut: nearly all, at a fraction of the cost.
 * Each check here is the one of the long way (see createLog), or allows less; what it does not allow is left to that way.
 */
export class PlainLines {
  /**
   * Values that are written as they stand. None of them was suspect when it was remembered, and all are forgotten as soon
   * as there is one more secret to keep: no secret stays here, and none passes by what is remembered. What is masked stays
   * in no memory at all.
   */
  private readonly names = new Map<string, Name>();
  private tail: Tail | undefined;
  /** The code that was written last, and where: it often stands in the sentence and in a field. */
  private said: Said | undefined;
  private protectedCount = 0;
  /** Parts that hold words of our own, and may be kept for good. */
  private readonly sentences = new Map<object, Pieces | 'not plain'>();
  private head = noHead;
  private readonly line = new LineBytes(16 * 1024);

  constructor(
    private readonly redactor: Redactor,
    private readonly templates: Templates,
  ) {}

  /**
   * The line without its first tag, in memory that the next one takes; `undefined` where it has to be made the long way.
   */
  render(event: LogEvent, seq: number, instant: number): Uint8Array | undefined {
    if (event.detail !== undefined && event.detail !== '') return undefined;
    if (this.protectedCount !== this.redactor.protectedCount) this.forget();
    if (this.make(event, seq, instant)) return this.line.written();
    this.line.wipe();
    return undefined;
  }

  private make(event: LogEvent, seq: number, instant: number): boolean {
    const { line } = this;
    line.length = 0;
    this.said = undefined;
    const second = Math.floor(instant / 1000);
    const head = this.headOf(event, second);
    const tail = this.tailOf(event);
    if (tail === undefined) return false;
    line.put(head.bytes);
    const sentenceAt = line.length;
    if (!this.putSentence(event)) return false;
    const sentenceEnd = line.length;
    line.put(seqLabel);
    line.putNumber(seq);
    line.put(head.time);
    line.putDigits(Math.floor(instant - second * 1000), 3);
    line.put(head.zone);
    line.put(tail.bytes);
    if (event.params !== undefined && !this.putFields(event.params)) return false;
    if (line.length > longest || sentenceEnd - sentenceAt > longestSentence) return false;
    line.put(lineEnd);
    // The long way looks through the sentence as a whole, and through each value: see putCode for those; names were
    // looked at when they came first.
    return !this.redactor.maySuspect(line.memory, sentenceAt, sentenceEnd);
  }

  private forget(): void {
    this.names.clear();
    this.tail = undefined;
    this.line.wipe();
    this.protectedCount = this.redactor.protectedCount;
  }

  private headOf({ level, module }: LogEvent, second: number): Head {
    const { head } = this;
    if (head.level === level && head.module === module && head.second === second) return head;
    const { local, day, time, zone } = secondOf(second);
    const bytes = Buffer.from(`[${level}] ${local} [${module}] - `);
    this.head = {
      level,
      module,
      second,
      bytes,
      time: Buffer.from(` t=${day}T${time}.`),
      zone: Buffer.from(zone),
    };
    return this.head;
  }

  private tailOf({ runId, syncId, code }: LogEvent): Tail | undefined {
    const { tail } = this;
    if (tail?.code === code && tail.runId === runId && tail.syncId === syncId) return tail;
    let text = '';
    for (const [name, value] of [
      ['run', runId],
      ['sync', syncId],
      ['code', code],
    ] as const) {
      if (value === undefined) continue;
      if (this.redactor.redact(value) !== value) return undefined;
      text += ` ${name}=${valueForm(value)}`;
    }
    this.tail = { runId, syncId, code, bytes: Buffer.from(text) };
    return this.tail;
  }

  private piecesOf(code: LogEvent['code']): Pieces | 'not plain' {
    const given = this.templates.piecesOf(code);
    let pieces = this.sentences.get(given);
    if (pieces === undefined) {
      const isPlain = given.every(({ text }) => oneLine(text) === text);
      pieces = isPlain ? given.map(({ text, name }) => ({ bytes: Buffer.from(text), name })) : 'not plain';
      this.sentences.set(given, pieces);
    }
    return pieces;
  }

  private putSentence({ code, params }: LogEvent): boolean {
    const pieces = this.piecesOf(code);
    if (pieces === 'not plain') return false;
    for (const { bytes, name } of pieces) {
      this.line.put(bytes);
      if (name === '' || params === undefined || !Object.hasOwn(params, name)) continue;
      const value = params[name as keyof LogParams];
      if (!this.putSaid(name, value)) return false;
    }
    return this.line.length <= longest;
  }

  private putSaid(name: string, value: unknown): boolean {
    if (typeof value !== 'string') return this.putValue(declared.get(name)?.kind, value, 'sentence');
    const word = this.templates.wordOf(name, value);
    if (word !== undefined) {
      if (oneLine(word) !== word) return false;
      this.line.put(Buffer.from(word));
      return true;
    }
    if (declared.get(name)?.kind !== 'name')
      return this.putValue(declared.get(name)?.kind, value, 'sentence');
    const said = this.nameOf(value)?.said;
    if (said !== undefined) this.line.put(said);
    return said !== undefined;
  }

  private putFields(params: LogParams): boolean {
    for (const name of Object.keys(params)) {
      const form = declared.get(name);
      if (form === undefined || this.line.length > longest) return false;
      this.line.put(form.label);
      if (!this.putValue(form.kind, params[name as keyof LogParams], 'field')) return false;
    }
    return true;
  }

  private putValue(kind: LogFieldKind | undefined, value: unknown, where: 'sentence' | 'field'): boolean {
    if (kind === undefined || kind === 'person' || kind === 'value') return false;
    if (typeof value === 'number') {
      this.line.putNumber(value);
      return true;
    }
    if (typeof value !== 'string') return false;
    if (kind === 'code') return this.putCode(value, where);
    const form = kind === 'name' ? this.nameOf(value)?.form : undefined;
    if (form !== undefined) this.line.put(form);
    return form !== undefined;
  }

  private putCode(value: string, where: 'sentence' | 'field'): boolean {
    const { line, said } = this;
    if (said?.text === value) {
      line.putAgain(said.from, said.to);
      return true;
    }
    const from = line.length;
    if (value.length > longestCode || !line.putCode(value)) return false;
    if (where === 'field') return !this.redactor.maySuspect(line.memory, from, line.length);
    // Looked through with its sentence.
    this.said = { text: value, from, to: line.length };
    return true;
  }

  private nameOf(name: string): Name | undefined {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const isPlain =
      name.length <= longestValue && this.redactor.redactName(name) === name && oneLine(name) === name;
    if (!isPlain) return undefined;
    const forms = { said: Buffer.from(name), form: Buffer.from(valueForm(name)) };
    if (this.names.size >= mostRemembered) this.names.clear();
    this.names.set(name, forms);
    return forms;
  }
}
