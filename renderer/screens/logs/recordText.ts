import type { LogRecordText, LogRef } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import { fail, succeed } from '../../../shared/result';
import type { LogBridge } from './logSession';

/** Most letters of one record that are taken together: the screen shows and copies no more of one line. */
export const mostLetters = 1_000_000;

/** What was read of a record so far. */
export interface ReadRecord extends Omit<LogRecordText, 'text'> {
  readonly text: string;
}

/** The next piece of a record behind what was read of it. */
export async function readOn(
  bridge: Pick<LogBridge, 'call'>,
  viewId: string,
  ref: LogRef,
  before?: ReadRecord,
): Promise<Result<ReadRecord, Problem>> {
  const answer = await bridge.call('logs.record', { viewId, ref, offset: before?.next ?? 0 });
  if (!answer.ok) return answer;
  const { text, next, fields, link } = answer.value;
  return succeed({
    text: `${before?.text ?? ''}${text}`,
    ...(next === undefined ? {} : { next }),
    fields: before?.fields ?? fields,
    link,
  });
}

/** A record to its end, or as much of it as is taken. */
export async function readWhole(
  bridge: Pick<LogBridge, 'call'>,
  viewId: string,
  ref: LogRef,
  before?: ReadRecord,
): Promise<Result<ReadRecord, Problem>> {
  let read: ReadRecord | undefined = before;
  while (read === undefined || (read.next !== undefined && read.text.length < mostLetters)) {
    const answer = await readOn(bridge, viewId, ref, read);
    if (!answer.ok) return fail(answer.error);
    read = answer.value;
  }
  return succeed(read);
}
