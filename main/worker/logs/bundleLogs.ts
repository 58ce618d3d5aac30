import { version } from '../../../package.json';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { logFiles } from '../../../shared/model/log';
import type { BundleRequest } from '../../../shared/model/bundle';
import { problem } from '../../../shared/model/problem';
import { createTranslator } from '../../../shared/text/translator';
import type { Language } from '../../../shared/text/translator';
import { gatherBundleFacts } from '../../engine/bundle/gatherBundleFacts';
import { planBundle } from '../../engine/bundle/planBundle';
import { saveBundle } from '../../engine/bundle/saveBundle';
import { systemClock } from '../../engine/systemPorts';
import { badUsage } from '../runCommand';
import { sentenceOf } from '../runResult';
import type { LogTerminal } from './logTerminal';
import type { LogsCommand } from './readLogsCommand';
import { readStateFacts } from './stateFacts';
import { failed, tellProblem } from './withSession';

const hourMs = 3_600_000;

/**
 * `logs bundle`: writes a diagnostic bundle. Works beside a running Passerelle, since it only reads. Exit code 0, or 2
 * where it was not written; a file that is missing in it is told.
 */
export async function bundleLogs(
  command: Extract<LogsCommand, { action: 'bundle' }>,
  language: Language,
  terminal: LogTerminal,
): Promise<number> {
  const texts = createTranslator(language);
  const logFolder = join(resolve(command.state), 'logs');
  if (!(await isFolder(logFolder))) {
    return tellProblem(problem('log-unknown', { file: logFolder }), texts, terminal);
  }
  const now = systemClock.now();
  const until = command.moments.until ?? now;
  const request: BundleRequest = {
    from: command.moments.from ?? until - command.hours * hourMs,
    until,
    logs: logFiles,
    lastHour: 'with',
    runs: [],
    names: command.names,
  };
  const state = await readStateFacts(command.state, command.setup, language, terminal.environment);
  if (!state.ok) {
    for (const found of state.error) terminal.err(sentenceOf(found, texts));
    return badUsage;
  }
  const { source, masks, problems } = state.value;
  const versions = { passerelle: version, node: process.versions.node };
  const gathered = await gatherBundleFacts(request, source, { versions, masks });
  const facts = { ...gathered, problems: [...problems, ...gathered.problems] };
  const work = { request, facts, places: { logFolder } };
  const plan = await planBundle(work);
  if (!plan.ok) return tellProblem(plan.error, texts, terminal);
  for (const { name, bytes, lines, missing, incomplete } of plan.value.entries) {
    const why = missing ?? incomplete;
    const title = why === undefined ? '' : texts.t(`problem.${why}.title`, { skipInterpolation: true });
    const key =
      missing !== undefined
        ? 'missing'
        : incomplete !== undefined
          ? 'incomplete'
          : lines === undefined
            ? 'entry'
            : 'entryLines';
    terminal.err(texts.t(`cli.logs.${key}`, { name, bytes, lines, title }));
  }
  for (const found of facts.problems) terminal.err(sentenceOf(found, texts));
  const saved = await saveBundle(work, resolve(command.out), () => undefined, terminal.stop);
  if (!saved.ok) return tellProblem(saved.error, texts, terminal);
  const { path, bytes, entries } = saved.value;
  if (command.json) terminal.out(JSON.stringify({ path, bytes, entries }));
  else terminal.out(texts.t('cli.logs.saved', { path, bytes, entries }));
  return facts.problems.length > 0 ? failed : 0;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
