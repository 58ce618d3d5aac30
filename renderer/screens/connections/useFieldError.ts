import { useFormContext, useFormState } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { connectionErrors } from './connectionForm';
import type { ConnectionForm } from './connectionForm';

/** The error text of a field in the language on screen, or none. */
export function useFieldError(name: keyof ConnectionForm): string | undefined {
  const { t } = useTranslation();
  const { control } = useFormContext<ConnectionForm>();
  const { errors } = useFormState({ control });
  const message = errors[name]?.message;
  const known = connectionErrors.find((error) => error === message);
  return known === undefined ? undefined : t(`screens.connections.error.${known}`);
}
