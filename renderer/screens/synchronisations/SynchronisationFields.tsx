import { Button, Checkbox, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { Controller, useFormContext, useFormState, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/ipc/contract';
import { domains, shortestCheckIntervalSeconds } from '../../../shared/model/settings';
import type { Domain } from '../../../shared/model/settings';
import { useFormat } from '../../format/useFormat';
import { open } from '../../stores/routeStore';
import { FormErrors } from '../../ui/FormErrors';
import { Notice } from '../../ui/Notice';
import { Section } from '../../ui/Page';
import { synchronisationErrors } from './synchronisationForm';
import type { SynchronisationForm } from './synchronisationForm';
import styles from './synchronisations.module.css';

function useFieldError(name: keyof SynchronisationForm): string | undefined {
  const { t } = useTranslation();
  const { control } = useFormContext<SynchronisationForm>();
  const { errors } = useFormState({ control });
  const message = errors[name]?.message;
  const known = synchronisationErrors.find((error) => error === message);
  return known === undefined ? undefined : t(`screens.synchronisations.error.${known}`);
}

function EndField(props: {
  readonly name: 'sourceId' | 'destinationId';
  readonly label: string;
  readonly help: string;
  readonly connections: readonly ConnectionView[];
}) {
  const { t } = useTranslation();
  const { control } = useFormContext<SynchronisationForm>();
  const error = useFieldError(props.name);
  return (
    <Controller
      control={control}
      name={props.name}
      render={({ field }) => (
        <Select
          label={props.label}
          description={props.help}
          withAsterisk
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('screens.common.noMatch')}
          placeholder={t('screens.synchronisations.choose')}
          data={props.connections.map((connection) => ({ value: connection.id, label: connection.name }))}
          value={field.value === '' ? null : field.value}
          onChange={(value) => {
            field.onChange(value ?? '');
          }}
          onBlur={field.onBlur}
          ref={field.ref}
          error={error}
        />
      )}
    />
  );
}

/** Name, source and destination. */
export function GeneralFields(props: { readonly connections: readonly ConnectionView[] }) {
  const { t } = useTranslation();
  const { register } = useFormContext<SynchronisationForm>();
  const nameError = useFieldError('name');
  return (
    <Section title={t('screens.synchronisations.general')}>
      <div className={styles.fields}>
        <TextInput
          label={t('screens.synchronisations.name')}
          description={t('screens.synchronisations.nameHelp')}
          withAsterisk
          error={nameError}
          {...register('name')}
        />
        <div className={styles.ends}>
          <EndField
            name="sourceId"
            label={t('screens.synchronisations.source')}
            help={t('screens.synchronisations.sourceHelp')}
            connections={props.connections}
          />
          <EndField
            name="destinationId"
            label={t('screens.synchronisations.destination')}
            help={t('screens.synchronisations.destinationHelp')}
            connections={props.connections}
          />
        </div>
        {props.connections.length < 2 ? (
          <Notice
            kind="info"
            title={t('screens.synchronisations.empty.text')}
            actions={
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  open({ screen: 'connection' });
                }}
              >
                {t('screens.synchronisations.addConnection')}
              </Button>
            }
          />
        ) : null}
      </div>
    </Section>
  );
}

function isDomain(value: string): value is Domain {
  return domains.some((domain) => domain === value);
}

/** What is synchronised, and what is not. */
export function DomainFields() {
  const { t } = useTranslation();
  const { control } = useFormContext<SynchronisationForm>();
  const error = useFieldError('domains');
  return (
    <Section title={t('screens.synchronisations.what')}>
      <div className={styles.fields}>
        <Controller
          control={control}
          name="domains"
          render={({ field }) => (
            <Checkbox.Group
              aria-label={t('screens.synchronisations.what')}
              value={[...field.value]}
              onChange={(values) => {
                field.onChange(values.filter(isDomain));
              }}
              error={error}
            >
              <Stack gap="sm">
                {domains.map((domain) => (
                  <Checkbox
                    key={domain}
                    value={domain}
                    color="teal"
                    label={t(`state.domain.${domain}`)}
                    description={t(`screens.synchronisations.domainHelp.${domain}`)}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
        />
        <Notice kind="info" title={t('screens.synchronisations.leftOutTitle')}>
          {t('screens.synchronisations.leftOutText')}
        </Notice>
      </div>
    </Section>
  );
}

/** By hand or by itself, and how often. */
export function ScheduleFields() {
  const { t } = useTranslation();
  const format = useFormat();
  const { control } = useFormContext<SynchronisationForm>();
  const mode = useWatch({ control, name: 'mode' });
  const seconds = useWatch({ control, name: 'checkIntervalSeconds' });
  const error = useFieldError('checkIntervalSeconds');
  return (
    <Section title={t('screens.synchronisations.when')}>
      <div className={styles.fields}>
        <Controller
          control={control}
          name="mode"
          render={({ field }) => (
            <Radio.Group
              aria-label={t('screens.synchronisations.mode')}
              value={field.value}
              onChange={field.onChange}
            >
              <Stack gap={8}>
                <Radio value="manual" color="teal" label={t('screens.synchronisations.modes.manual')} />
                <Radio value="automatic" color="teal" label={t('screens.synchronisations.modes.automatic')} />
              </Stack>
            </Radio.Group>
          )}
        />
        {mode === 'automatic' ? (
          <Controller
            control={control}
            name="checkIntervalSeconds"
            render={({ field }) => (
              <NumberInput
                label={t('screens.synchronisations.interval')}
                description={t('screens.synchronisations.intervalHelp', {
                  interval: Number.isFinite(seconds)
                    ? format.duration(seconds * 1000)
                    : t('screens.common.none'),
                })}
                w={340}
                min={shortestCheckIntervalSeconds}
                step={60}
                clampBehavior="none"
                allowDecimal={false}
                value={Number.isNaN(field.value) ? '' : field.value}
                onChange={(value) => {
                  field.onChange(typeof value === 'number' ? value : Number.NaN);
                }}
                onBlur={field.onBlur}
                ref={field.ref}
                error={error}
              />
            )}
          />
        ) : null}
      </div>
    </Section>
  );
}

/** The confirmation that one server is a copy of the other. */
export function CloneField() {
  const { t } = useTranslation();
  const { control } = useFormContext<SynchronisationForm>();
  return (
    <Section title={t('screens.synchronisations.advanced')}>
      <Controller
        control={control}
        name="clone"
        render={({ field }) => (
          <Checkbox
            color="teal"
            label={t('screens.synchronisations.clone')}
            description={t('screens.synchronisations.cloneHelp')}
            checked={field.value === 'confirmed-clone'}
            ref={field.ref}
            onChange={(event) => {
              field.onChange(event.currentTarget.checked ? 'confirmed-clone' : 'not-a-clone');
            }}
          />
        )}
      />
    </Section>
  );
}

/** What is wrong in the form, once it was submitted. */
export function SynchronisationErrors() {
  const { t } = useTranslation();
  const { control, setFocus } = useFormContext<SynchronisationForm>();
  const { submitCount } = useFormState({ control });
  const entries = [
    { field: 'name', label: t('screens.synchronisations.name'), error: useFieldError('name') },
    { field: 'sourceId', label: t('screens.synchronisations.source'), error: useFieldError('sourceId') },
    {
      field: 'destinationId',
      label: t('screens.synchronisations.destination'),
      error: useFieldError('destinationId'),
    },
    { field: 'domains', label: t('screens.synchronisations.what'), error: useFieldError('domains') },
    {
      field: 'checkIntervalSeconds',
      label: t('screens.synchronisations.interval'),
      error: useFieldError('checkIntervalSeconds'),
    },
  ] as const;
  const wrong = entries.flatMap(({ field, label, error }) =>
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
  );
  return submitCount === 0 || wrong.length === 0 ? null : <FormErrors errors={wrong} />;
}
