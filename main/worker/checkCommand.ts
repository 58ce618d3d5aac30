import { dirname, resolve } from 'node:path';
import type { ConnectionTestResult } from '../../shared/model/connectionTest';
import { createTranslator } from '../../shared/text/translator';
import type { Language } from '../../shared/text/translator';
import { testConnection } from '../engine/dhis2/testConnection';
import { credentialsOf } from '../engine/run/connectEnds';
import { placedSecrets } from '../engine/setup/placedSecrets';
import { systemClock, systemRandom } from '../engine/systemPorts';
import type { Command } from './commandLine';
import { badUsage, loadSetup } from './runCommand';
import type { Terminal } from './runCommand';
import { sentenceOf } from './runResult';

type CheckCommand = Extract<Command, { verb: 'check' }>;

/** `check`: tests every connection of the setup step by step. Exit code 0 when none failed, else 2. */
export async function checkCommand(
  command: CheckCommand,
  language: Language,
  terminal: Terminal,
): Promise<number> {
  const texts = createTranslator(language);
  const setup = await loadSetup(command.setup);
  if (!setup.ok) {
    for (const found of setup.error) terminal.err(sentenceOf(found, texts));
    const errors = setup.error.map((found) => ({ code: found.code, message: sentenceOf(found, texts) }));
    if (command.json) terminal.out(JSON.stringify({ connections: [], errors }));
    return badUsage;
  }
  const secrets = placedSecrets(
    setup.value.secretPlaces,
    dirname(resolve(command.setup)),
    terminal.environment,
  );
  const stop = new AbortController();
  const connections = [];
  for (const connection of setup.value.connections) {
    const tell = (result: ConnectionTestResult) => {
      const step = texts.t(`connection.step.${result.step}`);
      const shown = texts.t(`cli.checkResult.${result.result}`);
      terminal.err(texts.t('cli.check', { name: connection.name, step, result: shown }));
      if (result.problem !== undefined) terminal.err(`  ${sentenceOf(result.problem, texts)}`);
    };
    const secret = await secrets.read(connection.id);
    let steps: readonly ConnectionTestResult[];
    if (secret.ok) {
      const { auth, url, allowHttp } = connection;
      const credentials = credentialsOf(auth, secret.value);
      const input = { url, allowHttp, credentials, clock: systemClock, random: systemRandom };
      steps = await testConnection(input, tell, stop.signal);
    } else {
      steps = [{ step: 'account', result: 'failed', params: {}, problem: secret.error }];
      steps.forEach(tell);
    }
    const has = (result: ConnectionTestResult['result']) => steps.some((step) => step.result === result);
    connections.push({
      name: connection.name,
      result: has('failed') ? 'failed' : has('warning') ? 'warning' : 'passed',
      steps: steps.map(({ step, result, params, problem: found }) => ({
        step,
        result,
        ...params,
        ...(found === undefined ? {} : { error: { code: found.code, message: sentenceOf(found, texts) } }),
      })),
    });
  }
  if (command.json) terminal.out(JSON.stringify({ connections, errors: [] }));
  return connections.some(({ result }) => result === 'failed') ? 2 : 0;
}
