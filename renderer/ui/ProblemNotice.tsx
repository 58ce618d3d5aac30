import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/model/problem';
import { openBundleDialog, useBundleStore } from '../stores/bundleStore';
import { needsSupport } from './needsSupport';
import { LinkButton } from './Page';
import { problemFacts } from './problemFacts';
import { Notice } from './Notice';
import type { NoticeKind } from './Notice';
import styles from './ui.module.css';

/** The server's own words, folded away until asked for. */
export function ServerWords(props: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <details className={styles.detail}>
      <summary>{t('screens.common.serverWords')}</summary>
      <pre className={styles.detailText} tabIndex={0}>
        {props.text}
      </pre>
    </details>
  );
}

/** What is known of a problem besides its sentence: host, status, place. */
export function ProblemFacts(props: { readonly problem: Problem }) {
  const { t } = useTranslation();
  const facts = problemFacts(props.problem, t);
  return facts === '' ? null : <p className={styles.facts}>{facts}</p>;
}

function SupportLink() {
  const { t } = useTranslation();
  // In the dialog itself the offer would lead nowhere.
  const shown = useBundleStore((state) => state.shown);
  return shown === 'shown' ? null : (
    <LinkButton
      onClick={() => {
        openBundleDialog();
      }}
    >
      {t('screens.bundle.open')}
    </LinkButton>
  );
}

/** A problem in words: what happened, what to do, and the server's own words on demand. */
export function ProblemNotice(props: {
  readonly problem: Problem;
  readonly kind?: NoticeKind;
  /** Stands before the title, such as the name of the synchronisation. */
  readonly about?: string;
  readonly actions?: ReactNode;
  readonly voice?: 'announced' | 'quiet';
  readonly shape?: 'box' | 'line';
}) {
  const { t } = useTranslation();
  const { problem } = props;
  const support = needsSupport(problem.code) ? <SupportLink /> : undefined;
  const title = t(`problem.${problem.code}.title`, problem.params);
  return (
    <Notice
      kind={props.kind ?? 'bad'}
      title={
        props.about === undefined ? title : t('screens.common.about', { name: props.about, what: title })
      }
      {...(props.actions === undefined && support === undefined
        ? {}
        : {
            actions: (
              <>
                {props.actions}
                {support}
              </>
            ),
          })}
      {...(props.voice === undefined ? {} : { voice: props.voice })}
      {...(props.shape === undefined ? {} : { shape: props.shape })}
    >
      {t(`problem.${problem.code}.next`, problem.params)}
      <ProblemFacts problem={problem} />
      {problem.detail === undefined ? null : <ServerWords text={problem.detail} />}
    </Notice>
  );
}
