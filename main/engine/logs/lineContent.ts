import type { LogEvent } from '../../../shared/model/log';
import type { DetailStore } from './detailStore';
import type { LineContent } from './lineForm';
import type { Redactor } from './redactor';
import type { createSentences } from './sentences';

/** Characters of a server's words that are looked at for the line; more of them than fit. */
const mostWords = 4000;

/** What may be written of an event: whatever it holds is redacted here, each field as its declaration says. */
export function lineContentOf(
  { level, module, code, params: given, runId, syncId, detail }: LogEvent,
  redactor: Redactor,
  sentenceOf: ReturnType<typeof createSentences>,
  details?: DetailStore,
): LineContent {
  const params = given === undefined ? {} : redactor.redactParams(given);
  const sentence = redactor.redact(sentenceOf(code, params));
  const whole = detail === undefined || detail === '' ? undefined : detail;
  return {
    level,
    module,
    code,
    sentence,
    params,
    runId,
    syncId,
    detail: whole && details?.keep(() => redactor.redactWords(whole), runId),
    words: whole && redactor.redactBeginning(whole, mostWords),
  };
}
