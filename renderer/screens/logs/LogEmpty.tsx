import { Button } from '@mantine/core';
import { IconFileText, IconFilterOff, IconLoader } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LogViewRequest, LogViewState } from '../../../shared/model/logView';
import { EmptyState } from '../../ui/EmptyState';
import { Waiting } from '../../ui/Waiting';
import { useFilterChips } from './FilterChips';
import type { LogSnapshot } from './logSession';
import { clearFilter } from './logsStore';
import styles from './logs.module.css';

/** What stands in the place of rows. */
export function LogEmpty(props: {
  readonly request: LogViewRequest;
  readonly state: LogViewState | undefined;
  readonly phase: LogSnapshot['phase'];
}) {
  const { request, state, phase } = props;
  return (
    <div className={styles.nothing}>
      {phase === 'opening' && request.selection.files.length > 0 ? (
        <Waiting rows={8} />
      ) : phase === 'failed' && state === undefined ? null : (
        <WhyEmpty request={request} state={state} />
      )}
    </div>
  );
}

/** Why there is no row: nothing chosen, nothing written, still being read, or a filter that nothing passes. */
function WhyEmpty(props: { readonly request: LogViewRequest; readonly state: LogViewState | undefined }) {
  const { t } = useTranslation();
  const { request, state } = props;
  const chips = useFilterChips(request.filter);
  const text = request.filter.text.trim();
  const hiding = [
    ...(text === '' || request.show === 'all' ? [] : [t('screens.logs.chip.text', { value: text })]),
    ...chips.map(({ label }) => label),
  ];
  if (request.selection.files.length === 0) {
    return <EmptyState icon={IconFileText} title={t('screens.logs.noFile')} />;
  }
  if (state === undefined) return null;
  const busy =
    state.reading.done < state.reading.total
      ? 'reading'
      : state.searching.done < state.searching.total
        ? 'searching'
        : undefined;
  if (busy !== undefined) return <EmptyState icon={IconLoader} title={t(`screens.logs.busy.${busy}`)} />;
  if (hiding.length === 0) {
    return (
      <EmptyState icon={IconFileText} title={t('screens.logs.empty')}>
        <p>{t('screens.logs.emptyText')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconFilterOff}
      title={state.incomplete === undefined ? t('screens.logs.noMatch') : t('screens.logs.noMatchIncomplete')}
      action={
        <Button variant="default" data-testid="log-empty-clear" onClick={clearFilter}>
          {t('screens.logs.chip.clear')}
        </Button>
      }
    >
      <p>{t('screens.logs.hiddenBy', { filters: hiding.join(' · ') })}</p>
    </EmptyState>
  );
}
