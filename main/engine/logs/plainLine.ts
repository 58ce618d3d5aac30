import { logFields } from '../../../shared/model/logFields';
import type { LogFieldKind, LogParams } from '../../../shared/model/logFields';
import { logLevels, logModules } from '../../../shared/model/log';
import type { LogEvent, LogLevel, LogModule } from '../../../shared/model/log';
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
import { hasWords } from './sentences';
import type { Template, Templates } from './sentences';

/** Bytes of a line without its end, at most. */
const longest = longestLine - spareBytes;
/** What is remembered of texts that come again: few, since names and runs are few. */
const mostRemembered = 200;

/** A parameter as it stands in a line. */
interface Field {
  readonly name: string;
  readonly kind: LogFieldKind;
  readonly label: Uint8Array;
  readonly value: 'said in words' | 'said as it is';
}

const declared: ReadonlyMap<string, Field> = new Map(
  Object.entries(logFields).map(([name, kind]) => [
    name,
    {
      name,
      kind,
      label: Buffer.from(labelOf(name)),
      value: hasWords(name) ? 'said in words' : 'said as it is',
    },
  ]),
);
const levelTags: ReadonlyMap<LogLevel, Uint8Array> = new Map(
  logLevels.map((level) => [level, Buffer.from(`[${level}] `)]),
);
const moduleTags: ReadonlyMap<LogModule, Uint8Array> = new Map(
  logModules.map((module) => [module, Buffer.from(` [${module}] - `)]),
);
const seqLabel = `${separator}seq=`;
const lineEnd = 10;

/** A name as it is said in a sentence, and as the value of a field. */
interface Name {
  readonly said: Uint8Array;
  readonly form: Uint8Array;
}

/** What the lines of one second have in common. */
interface Times {
  readonly second: number;
  readonly local: Uint8Array;
  readonly exact: Uint8Array;
  readonly zone: string;
}

/** The fields that say where a line comes from. */
interface Origin {
  readonly syncId: string | undefined;
  readonly text: string;
  /** What stands between the milliseconds and the parameters. */
  readonly middles: Map<Form, Uint8Array>;
}

/** What the lines have in common that say one thing with parameters of the same names, one after the other. */
interface Form {
  readonly code: string;
  readonly fields: readonly Field[];
  /** Words of our own, and the number of the field whose value is said behind them. */
  readonly pieces: readonly { readonly bytes: Uint8Array; readonly field: number | undefined }[];
  /** The last words of the sentence, and what stands before the number of the line. */
  readonly ending: Uint8Array;
  /** What is said in place of values, as it came so far. */
  readonly words: Map<string, Uint8Array>;
}

/** What stands in memory before the sentence of the last line. */
type Head = Pick<LogEvent, 'level' | 'module'> & { readonly length: number };

const nothing = new Uint8Array(0);
const noHead: Head = { level: 'INFO', module: 'app', length: 0 };

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
  private readonly origins = new Map<string | undefined, Origin>();
  private readonly forms = new Map<Template, Form>();
  private protectedCount = 0;
  private times: Times = { second: NaN, local: nothing, exact: nothing, zone: '' };
  private head: Head = noHead;
  private readonly line = new LineBytes(16 * 1024);
  /** Values of the fields of this line. */
  private readonly values: unknown[] = [];
  /** Where those stand in the sentence that were looked through there; 0 and 0 for the others. */
  private readonly saidFrom: number[] = [];
  private readonly saidTo: number[] = [];

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
    this.wipe();
    return undefined;
  }

  private make(event: LogEvent, seq: number, instant: number): boolean {
    const { line } = this;
    line.length = 0;
    const second = Math.floor(instant / 1000);
    if (!this.putHead(event, second)) return false;
    const form = this.formOf(event);
    const origin = this.originOf(event);
    if (form === undefined || origin === undefined) return false;
    const sentenceAt = line.length;
    if (!this.putSentence(form)) return false;
    const sentenceEnd = line.length - seqLabel.length;
    line.putNumber(seq);
    line.put(this.times.exact);
    line.putDigits(Math.floor(instant - second * 1000), 3);
    line.put(this.middleOf(origin, form));
    if (!this.putFields(form)) return false;
    if (line.length > longest || sentenceEnd - sentenceAt > longestSentence) return false;
    line.putByte(lineEnd);
    // The long way looks through the sentence as a whole, and through each value: see putFields for those; names were
    // looked at when they came first.
    return !this.redactor.maySuspect(line.memory, sentenceAt, sentenceEnd);
  }

  private forget(): void {
    this.names.clear();
    this.origins.clear();
    this.forms.clear();
    this.values.length = 0;
    this.wipe();
    this.protectedCount = this.redactor.protectedCount;
  }

  private wipe(): void {
    this.line.wipe();
    this.head = noHead;
  }

  /** Level, time and module, which mostly stand there already from the line before. */
  private putHead({ level, module }: LogEvent, second: number): boolean {
    const { line, head } = this;
    if (head.length > 0 && head.level === level && head.module === module && this.times.second === second) {
      line.length = head.length;
      return true;
    }
    const levelTag = levelTags.get(level);
    const moduleTag = moduleTags.get(module);
    if (levelTag === undefined || moduleTag === undefined) return false;
    if (this.times.second !== second) this.takeTime(second);
    line.put(levelTag);
    line.put(this.times.local);
    line.put(moduleTag);
    this.head = { level, module, length: line.length };
    return true;
  }

  private takeTime(second: number): void {
    const { local, day, time, zone } = secondOf(second);
    if (zone !== this.times.zone) this.origins.clear();
    this.times = { second, local: Buffer.from(local), exact: Buffer.from(` t=${day}T${time}.`), zone };
  }

  private originOf({ runId, syncId }: LogEvent): Origin | undefined {
    const known = this.origins.get(runId);
    if (known !== undefined && known.syncId === syncId) return known;
    const run = this.ownField('run', runId);
    const sync = this.ownField('sync', syncId);
    if (run === undefined || sync === undefined) return undefined;
    const origin: Origin = { syncId, text: run + sync, middles: new Map() };
    if (this.origins.size >= mostRemembered) this.origins.clear();
    this.origins.set(runId, origin);
    return origin;
  }

  private middleOf({ text, middles }: Origin, form: Form): Uint8Array {
    let middle = middles.get(form);
    if (middle === undefined) {
      middle = Buffer.from(this.times.zone + text + form.code);
      middles.set(form, middle);
    }
    return middle;
  }

  private ownField(name: string, value: string | undefined): string | undefined {
    if (value === undefined) return '';
    return this.redactor.redact(value) === value ? ` ${name}=${valueForm(value)}` : undefined;
  }

  /** The form of a line, mostly that of the last one that said the same; takes the values of its fields. */
  private formOf({ code, params }: LogEvent): Form | undefined {
    const template = this.templates.piecesOf(code);
    let form = this.forms.get(template);
    const names = params === undefined ? [] : Object.keys(params);
    if (form === undefined || !isMadeFor(form, names)) form = this.newForm(code, template, names);
    for (let at = 0; at < names.length; at += 1) {
      this.values[at] = params?.[names[at] as keyof LogParams];
      this.saidFrom[at] = 0;
      this.saidTo[at] = 0;
    }
    return form;
  }

  private newForm(code: string, template: Template, names: readonly string[]): Form | undefined {
    const fields = names.flatMap((name) => declared.get(name) ?? []);
    const isPlain =
      fields.length === names.length &&
      fields.every(({ kind }) => kind !== 'person' && kind !== 'value') &&
      template.every(({ text }) => oneLine(text) === text);
    const codeField = this.ownField('code', code);
    if (!isPlain || codeField === undefined) return undefined;
    const pieces = template.slice(0, -1).map(({ text, name }) => {
      const field = names.indexOf(name);
      return { bytes: Buffer.from(text), field: field === -1 ? undefined : field };
    });
    const ending = Buffer.from(`${template.at(-1)?.text ?? ''}${seqLabel}`);
    const form: Form = { code: codeField, fields, pieces, ending, words: new Map() };
    this.forms.set(template, form);
    return form;
  }

  private putSentence(form: Form): boolean {
    const { line } = this;
    for (const { bytes, field } of form.pieces) {
      line.put(bytes);
      if (field !== undefined && !this.putSaid(form, field)) return false;
    }
    line.put(form.ending);
    return line.length <= longest;
  }

  private putSaid(form: Form, at: number): boolean {
    const { line } = this;
    const field = form.fields[at];
    const value = this.values[at];
    if (field === undefined) return false;
    if (typeof value === 'number') {
      line.putNumber(value);
      return true;
    }
    if (typeof value !== 'string') return false;
    const said =
      field.kind === 'name'
        ? this.nameOf(value)?.said
        : field.value === 'said in words'
          ? this.wordOf(form, field, value)
          : undefined;
    if (said !== undefined) {
      line.put(said);
      return true;
    }
    if (field.kind !== 'code') return false;
    const from = line.length;
    if (!line.putCode(value)) return false;
    this.saidFrom[at] = from;
    this.saidTo[at] = line.length;
    return true;
  }

  private putFields({ fields }: Form): boolean {
    const { line } = this;
    for (let at = 0; at < fields.length; at += 1) {
      const field = fields[at];
      if (field === undefined || line.length > longest) return false;
      line.put(field.label);
      const to = this.saidTo[at] ?? 0;
      const value = this.values[at];
      if (to > 0) line.putAgain(this.saidFrom[at] ?? 0, to);
      else if (typeof value === 'number') line.putNumber(value);
      else if (typeof value !== 'string' || !this.putText(field.kind, value)) return false;
    }
    return true;
  }

  private putText(kind: LogFieldKind, value: string): boolean {
    const { line } = this;
    if (kind === 'name') {
      const form = this.nameOf(value)?.form;
      if (form !== undefined) line.put(form);
      return form !== undefined;
    }
    const from = line.length;
    if (kind !== 'code' || !line.putCode(value)) return false;
    return !this.redactor.maySuspect(line.memory, from, line.length);
  }

  /** What is said in place of a value; `undefined` where it is the value itself, which is then written as a code. */
  private wordOf({ words }: Form, { name }: Field, value: string): Uint8Array | undefined {
    const key = name + value;
    const known = words.get(key);
    if (known !== undefined) return known;
    const word = this.templates.wordOf(name, value);
    if (word === undefined || word === value || oneLine(word) !== word) return undefined;
    const bytes = Buffer.from(word);
    words.set(key, bytes);
    return bytes;
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

/** Whether parameters have these names, in this order. */
function isMadeFor({ fields }: Form, names: readonly string[]): boolean {
  if (fields.length !== names.length) return false;
  for (let at = 0; at < names.length; at += 1) if (fields[at]?.name !== names[at]) return false;
  return true;
}
