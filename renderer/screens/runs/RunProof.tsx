import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference, Proof } from '../../../shared/model/run';
import { useFormat } from '../../format/useFormat';
import { leftOutText } from '../../parts/codedTexts';
import { ProofTag } from '../../parts/StateTag';
import { Section } from '../../ui/Page';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { VirtualTable } from '../../ui/VirtualTable';
import type { Column } from '../../ui/VirtualTable';
import styles from './runs.module.css';

function Slices(props: { readonly proof: Proof }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { slices } = props.proof;
  if (slices.length === 0) return null;
  return (
    <details className={styles.fold}>
      <summary>{t('screens.runs.slices')}</summary>
      <div className={styles.slices} tabIndex={0} role="region" aria-label={t('screens.runs.slices')}>
        <table className={styles.counts}>
          <thead>
            <tr>
              <th scope="col">{t('screens.runs.slice')}</th>
              <th scope="col" className={styles.figure}>
                {t('screens.runs.sourceCount')}
              </th>
              <th scope="col" className={styles.figure}>
                {t('screens.runs.destinationCount')}
              </th>
              <th scope="col">{t('screens.runs.proof')}</th>
            </tr>
          </thead>
          <tbody>
            {slices.map((slice) => {
              const equal =
                slice.sourceHash === slice.destinationHash && slice.sourceCount === slice.destinationCount;
              return (
                <tr key={`${slice.domain} ${slice.slice}`}>
                  <th scope="row">{slice.label ?? slice.slice}</th>
                  <td className={styles.figure}>{format.number(slice.sourceCount)}</td>
                  <td className={styles.figure}>{format.number(slice.destinationCount)}</td>
                  <td>{equal ? t('screens.runs.sliceEqual') : t('screens.runs.sliceDifferent')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Differences(props: { readonly proof: Proof }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { proof } = props;
  const columns = useMemo<readonly Column<Difference>[]>(
    () => [
      {
        key: 'record',
        header: t('screens.runs.differenceRecord'),
        render: (row) => (
          <>
            <div>{row.label ?? row.key}</div>
            {row.label === undefined ? null : <div className={styles.second}>{row.key}</div>}
          </>
        ),
      },
      { key: 'slice', header: t('screens.runs.slice'), render: (row) => row.slice },
      {
        key: 'kind',
        header: t('screens.runs.differenceKind'),
        render: (row) => (
          <>
            <div>{t(`screens.runs.kind.${row.kind}`)}</div>
            {row.members === undefined || row.members.length === 0 ? null : (
              <div className={styles.second}>
                {t('screens.runs.members', { names: row.members.join(', ') })}
              </div>
            )}
          </>
        ),
      },
    ],
    [t],
  );
  if (proof.sample.length === 0) return null;
  return (
    <>
      {proof.differences > proof.sample.length ? (
        <p className={styles.muted}>
          {t('screens.runs.differencesShown', { count: format.number(proof.sample.length) })}
        </p>
      ) : null}
      <VirtualTable
        label={t('screens.runs.differenceTable')}
        className={styles.differences}
        columns={columns}
        rows={proof.sample}
        rowKey={(row) => `${row.domain} ${row.slice} ${row.key}`}
        estimate={46}
      />
    </>
  );
}

/** What comparing both ends showed: for which scope, when, what was left out, and what differs. */
export function RunProof(props: { readonly proof: Proof; readonly changed: 'changed' | 'unchanged' }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { proof } = props;
  const scope = [...new Set(proof.slices.map((slice) => slice.domain))];
  return (
    <Section title={t('screens.runs.proofTitle')} description={t('screens.runs.proofDescription')}>
      <ProofTag
        result={proof.result}
        label={
          proof.result === 'different'
            ? t('screens.runs.differences', {
                count: proof.differences,
                formatted: format.number(proof.differences),
              })
            : t(`screens.runs.proofResult.${proof.result}`)
        }
      />
      {proof.at === undefined ? null : (
        <p className={styles.sentence}>{t('screens.runs.proofAt', { at: format.exactStamp(proof.at) })}</p>
      )}
      {proof.result === 'not-checked' && proof.cause === undefined && props.changed === 'unchanged' ? (
        <p className={styles.sentence}>{t('screens.runs.proofNotNeeded')}</p>
      ) : null}
      {proof.cause === undefined ? null : (
        <div className={styles.sentence}>
          <ProblemNotice problem={proof.cause} kind="warning" />
        </div>
      )}
      {scope.length > 0 ? (
        <p className={styles.sentence}>
          {t('screens.common.about', {
            name: t('screens.runs.scope'),
            what: scope.map((domain) => t(`state.domain.${domain}`)).join(', '),
          })}
        </p>
      ) : null}
      {proof.leftOut.length > 0 ? (
        <details className={styles.fold}>
          <summary>{t('screens.runs.leftOut')}</summary>
          <ul className={styles.list}>
            {proof.leftOut.map((code) => (
              <li key={code}>{leftOutText(code, t)}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <Slices proof={proof} />
      <Differences proof={proof} />
    </Section>
  );
}
