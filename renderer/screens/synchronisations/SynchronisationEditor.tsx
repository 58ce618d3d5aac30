import { zodResolver } from '@hookform/resolvers/zod';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { FormProvider, useForm, useFormState } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/ipc/contract';
import type { SynchronisationSettings } from '../../../shared/model/settings';
import { goBack, guardUnsaved, open } from '../../stores/routeStore';
import { useAnswer } from '../../stores/useAnswer';
import { act, tellDone } from '../../ui/act';
import { Confirm } from '../../ui/Confirm';
import { ActionBar, Page } from '../../ui/Page';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { Waiting } from '../../ui/Waiting';
import {
  CloneField,
  DomainFields,
  GeneralFields,
  ScheduleFields,
  SynchronisationErrors,
} from './SynchronisationFields';
import {
  synchronisationFormOf,
  synchronisationFormSchema,
  synchronisationInputOf,
} from './synchronisationForm';
import type { SynchronisationForm } from './synchronisationForm';
import styles from './synchronisations.module.css';

function Remove(props: { readonly saved: SynchronisationSettings }) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState<'shown' | 'hidden'>('hidden');
  const { saved } = props;
  return (
    <>
      <Button
        className={styles.end ?? ''}
        variant="subtle"
        color="red"
        onClick={() => {
          setAsked('shown');
        }}
      >
        {t('screens.common.remove')}
      </Button>
      <Confirm
        shown={asked}
        title={t('screens.synchronisations.removeTitle', { name: saved.name })}
        action={t('screens.common.remove')}
        tint="red"
        onCancel={() => {
          setAsked('hidden');
        }}
        onConfirm={() => {
          setAsked('hidden');
          void act(i18n, 'synchronisations.remove', { id: saved.id }).then((answer) => {
            if (!answer.ok) return;
            tellDone(i18n, t('screens.synchronisations.removed'));
            guardUnsaved('none');
            open({ screen: 'synchronisations' });
          });
        }}
      >
        {t('screens.synchronisations.removeText')}
      </Confirm>
    </>
  );
}

function Editor(props: {
  readonly saved: SynchronisationSettings | undefined;
  readonly connections: readonly ConnectionView[];
}) {
  const { t, i18n } = useTranslation();
  const { saved } = props;
  const form = useForm<SynchronisationForm>({
    resolver: zodResolver(synchronisationFormSchema),
    defaultValues: synchronisationFormOf(saved),
    mode: 'onBlur',
    reValidateMode: 'onChange',
  });
  const { isDirty, isSubmitting } = useFormState({ control: form.control });
  useEffect(() => {
    guardUnsaved(isDirty ? 'unsaved' : 'none');
    return () => {
      guardUnsaved('none');
    };
  }, [isDirty]);
  const submit = form.handleSubmit(async (entered) => {
    const answer = await act(i18n, 'synchronisations.save', synchronisationInputOf(entered, saved?.id));
    if (!answer.ok) return;
    form.reset(synchronisationFormOf(answer.value));
    guardUnsaved('none');
    tellDone(i18n, t('screens.common.saved'));
    open({ screen: saved === undefined ? 'dashboard' : 'synchronisations' });
  });
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        aria-label={t('screens.synchronisations.title')}
        data-testid="synchronisation-form"
      >
        <SynchronisationErrors />
        <GeneralFields connections={props.connections} />
        <DomainFields />
        <ScheduleFields />
        <CloneField />
        <ActionBar>
          <Button type="submit" data-key="save" loading={isSubmitting}>
            {t('screens.common.save')}
          </Button>
          <Button variant="subtle" data-key="escape" onClick={goBack}>
            {t('screens.common.cancel')}
          </Button>
          {saved === undefined ? null : <Remove saved={saved} />}
        </ActionBar>
      </form>
    </FormProvider>
  );
}

/** Form of one synchronisation, new or saved: only what is built can be chosen. */
export function SynchronisationEditor(props: { readonly id: string | undefined }) {
  const { t } = useTranslation();
  const { id } = props;
  const connections = useAnswer('connections.list', {}).answer;
  const synchronisations = useAnswer('synchronisations.list', {}).answer;
  const saved =
    synchronisations.state === 'ready' ? synchronisations.value.find((entry) => entry.id === id) : undefined;
  const failure = [connections, synchronisations].find((answer) => answer.state === 'failed');
  const ready = connections.state === 'ready' && synchronisations.state === 'ready';
  return (
    <Page
      width="narrow"
      title={
        id === undefined
          ? t('screens.synchronisations.create')
          : t('screens.synchronisations.editTitle', { name: saved?.name ?? '' })
      }
      description={t('screens.synchronisations.description')}
    >
      {failure === undefined ? null : <ProblemNotice problem={failure.problem} />}
      {failure === undefined && !ready ? <Waiting /> : null}
      {ready && id !== undefined && saved === undefined ? (
        <ProblemNotice problem={{ code: 'unknown-synchronisation', params: {} }} />
      ) : null}
      {ready && (id === undefined || saved !== undefined) ? (
        <Editor key={id ?? 'new'} saved={saved} connections={connections.value} />
      ) : null}
    </Page>
  );
}
