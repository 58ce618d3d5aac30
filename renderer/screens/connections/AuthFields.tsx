import { Button, PasswordInput, Radio, Stack, TextInput } from '@mantine/core';
import { Controller, useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/ipc/contract';
import { useAppStore } from '../../stores/appStore';
import type { ConnectionForm } from './connectionForm';
import { useFieldError } from './useFieldError';
import styles from './connections.module.css';

function SecretField(props: { readonly saved: ConnectionView | undefined }) {
  const { t } = useTranslation();
  const { saved } = props;
  const { register, control, setValue } = useFormContext<ConnectionForm>();
  const store = useAppStore((state) => state.info?.secretStore) ?? 'this-session';
  const authType = useWatch({ control, name: 'authType' });
  const entry = useWatch({ control, name: 'secretEntry' });
  const error = useFieldError('secret');
  if (entry === 'kept' && saved !== undefined) {
    return (
      <div>
        <div>{t(`screens.connections.secretOf.${authType}`)}</div>
        <div className={styles.kept}>
          <span className={styles.muted} data-testid="secret-kept">
            {t(`screens.connections.secretKept.${saved.secretKept}`)}
          </span>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setValue('secretEntry', 'entered', { shouldDirty: true });
            }}
          >
            {t('screens.connections.replace')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div>
      <PasswordInput
        label={t(`screens.connections.secretOf.${authType}`)}
        description={t(`screens.connections.secretPlace.${store}`)}
        withAsterisk
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('screens.connections.showSecret') }}
        error={error}
        {...register('secret')}
      />
      {saved?.hasSecret === true && saved.auth.type === authType ? (
        <Button
          size="compact-sm"
          variant="subtle"
          mt={4}
          onClick={() => {
            setValue('secret', '');
            setValue('secretEntry', 'kept', { shouldDirty: true, shouldValidate: true });
          }}
        >
          {t('screens.connections.keepOld')}
        </Button>
      ) : null}
    </div>
  );
}

/** How the account proves itself; a kept secret is never shown, only replaced. */
export function AuthFields(props: { readonly saved: ConnectionView | undefined }) {
  const { t } = useTranslation();
  const { register, control, setValue } = useFormContext<ConnectionForm>();
  const authType = useWatch({ control, name: 'authType' });
  const usernameError = useFieldError('username');
  return (
    <div className={styles.fields}>
      <Controller
        control={control}
        name="authType"
        render={({ field }) => (
          <Radio.Group
            label={t('screens.connections.method')}
            value={field.value}
            onChange={(value) => {
              field.onChange(value);
              // A password is no token: the kept secret does not fit the other method.
              const fits = props.saved?.hasSecret === true && props.saved.auth.type === value;
              setValue('secretEntry', fits ? 'kept' : 'entered');
              setValue('secret', '');
            }}
          >
            <Stack gap={8} mt={4}>
              <Radio value="token" color="teal" label={t('screens.connections.methods.token')} />
              <Radio value="basic" color="teal" label={t('screens.connections.methods.basic')} />
            </Stack>
          </Radio.Group>
        )}
      />
      {authType === 'basic' ? (
        <TextInput
          label={t('screens.connections.username')}
          withAsterisk
          autoComplete="off"
          error={usernameError}
          {...register('username')}
        />
      ) : null}
      <SecretField saved={props.saved} />
    </div>
  );
}
