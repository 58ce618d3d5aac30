import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Controller, FormProvider, useForm, useFormContext, useFormState, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/ipc/contract';
import { goBack, guardUnsaved, open } from '../../stores/routeStore';
import { useAnswer } from '../../stores/useAnswer';
import { act, tellDone } from '../../ui/act';
import { Confirm } from '../../ui/Confirm';
import { FormErrors } from '../../ui/FormErrors';
import { Notice } from '../../ui/Notice';
import { ActionBar, Page, Section } from '../../ui/Page';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { Waiting } from '../../ui/Waiting';
import { AuthFields } from './AuthFields';
import { connectionFormOf, connectionFormSchema, connectionInputOf, isPlainHttp } from './connectionForm';
import type { ConnectionForm } from './connectionForm';
import { TestSteps } from './TestSteps';
import { useConnectionTest, verdict } from './useConnectionTest';
import { useFieldError } from './useFieldError';
import styles from './connections.module.css';

function BasicFields() {
  const { t } = useTranslation();
  const form = useFormContext<ConnectionForm>();
  const url = useWatch({ control: form.control, name: 'url' });
  const nameError = useFieldError('name');
  const urlError = useFieldError('url');
  const consentError = useFieldError('allowHttp');
  return (
    <div className={styles.fields}>
      <TextInput
        label={t('screens.connections.name')}
        description={t('screens.connections.nameHelp')}
        withAsterisk
        error={nameError}
        {...form.register('name')}
      />
      <TextInput
        label={t('screens.connections.url')}
        description={t('screens.connections.urlHelp')}
        withAsterisk
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        error={urlError}
        {...form.register('url')}
      />
      {isPlainHttp(url) ? (
        <div>
          <Notice kind="warning" title={t('screens.connections.httpWarning')} />
          <Controller
            control={form.control}
            name="allowHttp"
            render={({ field }) => (
              <Checkbox
                label={t('screens.connections.httpConsent')}
                checked={field.value}
                ref={field.ref}
                onChange={(event) => {
                  field.onChange(event.currentTarget.checked);
                }}
                error={consentError}
              />
            )}
          />
        </div>
      ) : null}
    </div>
  );
}

function ErrorSummary() {
  const { t } = useTranslation();
  const { control, setFocus } = useFormContext<ConnectionForm>();
  const { errors, submitCount } = useFormState({ control });
  const name = useFieldError('name');
  const url = useFieldError('url');
  const allowHttp = useFieldError('allowHttp');
  const username = useFieldError('username');
  const secret = useFieldError('secret');
  const authType = useWatch({ control, name: 'authType' });
  if (submitCount === 0 || Object.keys(errors).length === 0) return null;
  const entries = [
    { field: 'name', label: t('screens.connections.name'), error: name },
    { field: 'url', label: t('screens.connections.url'), error: url },
    { field: 'allowHttp', label: t('screens.connections.url'), error: allowHttp },
    { field: 'username', label: t('screens.connections.username'), error: username },
    { field: 'secret', label: t(`screens.connections.secretOf.${authType}`), error: secret },
  ] as const;
  return (
    <FormErrors
      errors={entries.flatMap(({ field, label, error }) =>
        error === undefined
          ? []
          : [
              {
                key: field,
                text: t('screens.common.about', { name: label, what: error }),
                focus: () => {
                  setFocus(field);
                },
              },
            ],
      )}
    />
  );
}

function Remove(props: { readonly saved: ConnectionView }) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState<'shown' | 'hidden'>('hidden');
  const { saved } = props;
  const used = saved.usedBy > 0;
  return (
    <>
      <Button
        className={styles.end ?? ''}
        variant="subtle"
        color="red"
        disabled={used}
        title={used ? t('screens.connections.removeUsed') : undefined}
        onClick={() => {
          setAsked('shown');
        }}
      >
        {t('screens.common.remove')}
      </Button>
      <Confirm
        shown={asked}
        title={t('screens.connections.removeTitle', { name: saved.name })}
        action={t('screens.common.remove')}
        tint="red"
        onCancel={() => {
          setAsked('hidden');
        }}
        onConfirm={() => {
          setAsked('hidden');
          void act(i18n, 'connections.remove', { id: saved.id }).then((answer) => {
            if (!answer.ok) return;
            tellDone(i18n, t('screens.connections.removed'));
            guardUnsaved('none');
            open({ screen: 'connections' });
          });
        }}
      >
        {t('screens.connections.removeText')}
      </Confirm>
    </>
  );
}

function Editor(props: { readonly saved: ConnectionView | undefined }) {
  const { t, i18n } = useTranslation();
  const { saved } = props;
  const form = useForm<ConnectionForm>({
    resolver: zodResolver(connectionFormSchema),
    defaultValues: connectionFormOf(saved),
    mode: 'onBlur',
    reValidateMode: 'onChange',
  });
  const { isDirty, isSubmitting } = useFormState({ control: form.control });
  const { test, begin, cancel, forget } = useConnectionTest();
  const [pending, setPending] = useState<ConnectionForm>();
  const values = useWatch({ control: form.control });
  const written = JSON.stringify([
    values.url,
    values.allowHttp,
    values.authType,
    values.username,
    values.secret,
  ]);

  useEffect(() => {
    guardUnsaved(isDirty ? 'unsaved' : 'none');
    return () => {
      guardUnsaved('none');
    };
  }, [isDirty]);
  // A test says nothing about other values than those it was made with.
  useEffect(() => forget, [written, forget]);

  const save = async (entered: ConnectionForm): Promise<void> => {
    const answer = await act(i18n, 'connections.save', connectionInputOf(entered, saved?.id));
    if (!answer.ok) return;
    form.reset(connectionFormOf(answer.value));
    guardUnsaved('none');
    tellDone(i18n, t('screens.common.saved'));
    open({ screen: 'connections' });
  };
  const submit = form.handleSubmit(async (entered) => {
    if (verdict(test) === 'failed') setPending(entered);
    else await save(entered);
  });
  const runTest = form.handleSubmit((entered) => {
    begin(connectionInputOf(entered, saved?.id));
  });

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        aria-label={t('screens.connections.title')}
        data-testid="connection-form"
      >
        <ErrorSummary />
        <Section title={t('screens.connections.basics')}>
          <BasicFields />
        </Section>
        <Section title={t('screens.connections.authentication')}>
          <AuthFields saved={saved} />
        </Section>
        <Section title={t('screens.connections.testTitle')}>
          <TestSteps test={test} />
        </Section>
        <ActionBar>
          <Button type="submit" data-key="save" loading={isSubmitting}>
            {t('screens.common.save')}
          </Button>
          {test.state === 'running' ? (
            <Button variant="default" onClick={cancel}>
              {t('screens.connections.cancelTest')}
            </Button>
          ) : (
            <Button
              variant="default"
              data-key="test"
              leftSection={<IconPlugConnected size={16} aria-hidden="true" />}
              onClick={(event) => void runTest(event)}
            >
              {test.state === 'none' ? t('screens.connections.test') : t('screens.connections.testAgain')}
            </Button>
          )}
          <Button variant="subtle" data-key="escape" onClick={goBack}>
            {t('screens.common.cancel')}
          </Button>
          {saved === undefined ? null : <Remove saved={saved} />}
        </ActionBar>
      </form>
      <Confirm
        shown={pending === undefined ? 'hidden' : 'shown'}
        title={t('screens.connections.saveFailedTitle')}
        action={t('screens.connections.saveAnyway')}
        tint="blue"
        onCancel={() => {
          setPending(undefined);
        }}
        onConfirm={() => {
          if (pending !== undefined) void save(pending);
          setPending(undefined);
        }}
      >
        {t('screens.connections.saveFailedText')}
      </Confirm>
    </FormProvider>
  );
}

/** Form of one connection, new or saved, with a test on the values shown. */
export function ConnectionEditor(props: { readonly id: string | undefined }) {
  const { t } = useTranslation();
  const { id } = props;
  const { answer } = useAnswer('connections.list', {});
  const saved =
    answer.state === 'ready' && id !== undefined
      ? answer.value.find((connection) => connection.id === id)
      : undefined;
  return (
    <Page
      width="narrow"
      title={
        id === undefined
          ? t('screens.connections.create')
          : t('screens.connections.editTitle', { name: saved?.name ?? '' })
      }
      description={t('screens.connections.description')}
    >
      {id === undefined ? <Editor saved={undefined} /> : null}
      {id !== undefined && answer.state === 'loading' ? <Waiting /> : null}
      {id !== undefined && answer.state === 'failed' ? <ProblemNotice problem={answer.problem} /> : null}
      {id !== undefined && answer.state === 'ready' ? (
        saved === undefined ? (
          <ProblemNotice problem={{ code: 'unknown-connection', params: {} }} />
        ) : (
          <Editor key={saved.id} saved={saved} />
        )
      ) : null}
    </Page>
  );
}
