import { Component } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problem } from '../../shared/model/problem';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/ProblemNotice';

function Crashed(props: { readonly words: string }) {
  const { t } = useTranslation();
  return (
    <Page title={t('screens.shell.crashed.title')} description={t('screens.shell.crashed.text')}>
      <ProblemNotice problem={problem('internal-error', {}, props.words)} voice="announced" />
    </Page>
  );
}

interface State {
  readonly words?: string;
}

/** Keeps the failure of one screen from taking the console away: it is said, the menu stays. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { words: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }

  override render(): ReactNode {
    const { words } = this.state;
    return words === undefined ? this.props.children : <Crashed words={words} />;
  }
}
