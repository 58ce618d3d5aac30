import { notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import { createElement } from 'react';
import type { CommandName, CommandResult, Commands } from '../../shared/ipc/contract';
import type { Problem } from '../../shared/model/problem';
import { call } from '../bridge';
import { openBundleDialog } from '../stores/bundleStore';
import { needsSupport } from './needsSupport';
import { LinkButton } from './Page';
import { problemFacts } from './problemFacts';

/** Tells the operator that an action failed, and what to do; it stays until it is closed. */
export function tellProblem(i18n: i18n, problem: Problem): void {
  const facts = problemFacts(problem, i18n.t);
  const next = i18n.t(`problem.${problem.code}.next`, problem.params);
  const words = facts === '' ? next : `${next} (${facts})`;
  const open = i18n.t('screens.bundle.open');
  const offer = (): void => {
    openBundleDialog();
  };
  notifications.show({
    color: 'red',
    title: i18n.t(`problem.${problem.code}.title`, problem.params),
    message: needsSupport(problem.code)
      ? createElement('div', {}, `${words} `, createElement(LinkButton, { onClick: offer, children: open }))
      : words,
    autoClose: false,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18n.t('screens.common.close') },
  });
}

/** Tells the operator that an action was carried out. */
export function tellDone(i18n: i18n, message: string): void {
  notifications.show({
    color: 'green',
    message,
    autoClose: 5_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18n.t('screens.common.close') },
  });
}

/** Asks main to act and tells the operator if it could not. */
export async function act<N extends CommandName>(
  i18n: i18n,
  name: N,
  input: Commands[N]['input'],
): Promise<CommandResult<N>> {
  const answer = await call(name, input);
  if (!answer.ok) tellProblem(i18n, answer.error);
  return answer;
}
